"""A change is replayed over past cases: judged by what officers confirmed, resumable, never of sealed words."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.errors import ChangeNotAllowed
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Job, Officer, PackVersion, Rehearsal
from feedback_service.routing.rehearsing import replaying
from feedback_service.routing.rehearsing.asking import (
    RulesChangedMeanwhile,
    ask_for_rehearsal,
    drop,
    measure_rules,
    switch_on,
)
from feedback_service.routing.rehearsing.changes import Change, ChangeDoesNotFit, Op
from feedback_service.routing.rehearsing.replaying import rehearse
from feedback_service.vocabulary import RehearsalState, Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.rules import (
    LAMP,
    POTHOLE,
    a_confirmed_case,
    a_pack_of_rules,
    adding,
    in_force,
    rehearsed,
)


@pytest.fixture
def rules(session: Session) -> Pack:
    return in_force(session, a_pack_of_rules())


@pytest.fixture
def admin(session: Session, rules: Pack) -> Officer:
    officer = an_officer(session, Role.ADMIN, "")
    session.commit()
    return officer


def test_it_says_who_would_move_and_whether_officers_agree(
    session: Session, rules: Pack, admin: Officer
) -> None:
    a_confirmed_case(session, rules, POTHOLE, "TTDV")
    a_confirmed_case(session, rules, "Ổ gà trước cổng trường mầm non", "KT")
    a_case(session, rules, POTHOLE)
    a_confirmed_case(session, rules, LAMP, "TTDV")
    past = rehearsed(session, adding("cổng trường", weight=5.0), admin).result["past"]
    assert (past["cases"], past["moved"]) == (4, 3)
    assert (past["better"], past["worse"], past["unknown"]) == (1, 1, 1)
    assert len(past["examples"]) == 3


def test_a_threshold_moves_cases_to_triage(session: Session, rules: Pack, admin: Officer) -> None:
    a_confirmed_case(session, rules, POTHOLE, "KT")
    row = rehearsed(session, Change(Op.THRESHOLD, threshold=1.0), admin)
    past = row.result["past"]
    assert past["moves"] == {"KT>": 1}
    assert (past["before"]["automatic"], past["after"]["automatic"]) == (1, 0)
    assert past["worse"] == 1


def test_nothing_is_switched_on_by_a_rehearsal(session: Session, rules: Pack, admin: Officer) -> None:
    row = rehearsed(session, adding("cổng trường"), admin)
    assert row.state == RehearsalState.DONE
    assert current_pack(session).version == rules.version


def test_a_sealed_case_is_counted_and_is_no_example(session: Session, rules: Pack, admin: Officer) -> None:
    case = a_case(session, rules, POTHOLE)
    case.visibility = Visibility.SEALED
    past = rehearsed(session, adding("cổng trường", weight=5.0), admin).result["past"]
    assert (past["moved"], past["sealed"], past["examples"]) == (1, 1, [])


def test_a_case_of_the_year_before_is_left_out(session: Session, rules: Pack, admin: Officer) -> None:
    a_case(session, rules, POTHOLE, now=NOW - timedelta(days=400))
    row = rehearsed(session, adding("cổng trường"), admin)
    assert (row.total, row.done) == (0, 0)


def test_a_killed_worker_goes_on_where_it_stopped(session: Session, rules: Pack, admin: Officer) -> None:
    for _ in range(5):
        a_case(session, rules, POTHOLE)
    row = ask_for_rehearsal(session, adding("cổng trường", weight=5.0), "thử", admin, NOW)
    session.commit()
    run = replaying._begin(row.id, NOW)
    assert run is not None
    assert replaying._take_batch(run, 2)
    a_case(session, rules, POTHOLE)  # came meanwhile: not looked at
    session.commit()
    rehearse(now=NOW, number=row.id, batch=2)
    session.expire_all()
    assert (row.done, row.total, row.result["past"]["moved"]) == (5, 5, 5)


def test_two_workers_at_once_count_each_case_once(session: Session, rules: Pack, admin: Officer) -> None:
    for _ in range(4):
        a_case(session, rules, POTHOLE)
    row = ask_for_rehearsal(session, adding("cổng trường"), "thử", admin, NOW)
    session.commit()
    run = replaying._begin(row.id, NOW)
    assert run is not None
    assert replaying._take_batch(run, 2)
    rehearse(now=NOW, number=row.id)
    assert not replaying._take_batch(run, 2)
    session.expire_all()
    assert row.done == 4


def test_a_dropped_one_stops(session: Session, rules: Pack, admin: Officer) -> None:
    a_case(session, rules, POTHOLE)
    row = ask_for_rehearsal(session, adding("cổng trường"), "thử", admin, NOW)
    drop(session, row.id)
    session.commit()
    rehearse(now=NOW, number=row.id)
    session.expire_all()
    assert (row.state, row.done) == (RehearsalState.DROPPED, 0)


def test_it_is_switched_on_with_author_and_reason(session: Session, rules: Pack, admin: Officer) -> None:
    row = rehearsed(session, adding("cổng trường"), admin, "bà con hay nói")
    made = switch_on(session, row.id, admin, NOW)
    assert (made.author, made.reason) == (admin.name, "bà con hay nói")
    assert (row.state, row.result["version"]) == (RehearsalState.SWITCHED_ON, made.id)
    lights = current_pack(session).topic_by_code["lights"]
    assert [word.phrase for word in lights.keywords] == ["đèn đường", "cổng trường"]


def test_it_is_refused_where_the_rules_have_changed_since(
    session: Session, rules: Pack, admin: Officer
) -> None:
    first, second = (rehearsed(session, adding(phrase), admin) for phrase in ("cổng trường", "cột điện"))
    switch_on(session, first.id, admin, NOW)
    with pytest.raises(RulesChangedMeanwhile):
        switch_on(session, second.id, admin, NOW)


def test_it_is_switched_on_once_and_never_before_its_end(
    session: Session, rules: Pack, admin: Officer
) -> None:
    waiting = ask_for_rehearsal(session, adding("cột điện"), "thử", admin, NOW)
    with pytest.raises(ChangeNotAllowed):
        switch_on(session, waiting.id, admin, NOW)
    row = rehearsed(session, adding("cổng trường"), admin)
    switch_on(session, row.id, admin, NOW)
    with pytest.raises(ChangeNotAllowed):
        switch_on(session, row.id, admin, NOW)
    assert session.scalar(select(func.count(PackVersion.id))) == 2


def test_one_goes_back_through_a_rehearsal_too(session: Session, rules: Pack, admin: Officer) -> None:
    switch_on(session, rehearsed(session, adding("cổng trường"), admin).id, admin, NOW)
    session.commit()
    back = rehearsed(session, Change(Op.BACK, version=rules.version), admin)
    switch_on(session, back.id, admin, NOW)
    assert current_pack(session).topics == rules.topics


def test_a_version_that_never_was_is_no_way_back(session: Session, rules: Pack, admin: Officer) -> None:
    with pytest.raises(ChangeDoesNotFit):
        ask_for_rehearsal(session, Change(Op.BACK, version=99), "thử", admin, NOW)


def test_the_rules_in_force_are_measured_nightly_and_few_measures_kept(session: Session, rules: Pack) -> None:
    a_confirmed_case(session, rules, POTHOLE, "KT")
    for _ in range(5):
        measure_rules(session, now=NOW)
        measure_rules(session, now=NOW)  # one is on its way already
        session.commit()
        number = session.scalar(select(func.max(Rehearsal.id)))
        assert number is not None
        rehearse(now=NOW, number=number)
        db.session().expire_all()
    rows = session.scalars(select(Rehearsal)).all()
    assert len(rows) <= 4
    assert rows[-1].result["past"]["after"]["automatic"] == 1
    assert session.scalar(select(func.count(Job.id)).where(Job.name == "rehearse")) == 5
