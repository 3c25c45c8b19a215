"""Who is away, who stands in, and what the deputy may then see and do."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.assign import assign_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseReader, Event, Officer
from feedback_service.staff.absences import AwayAlready, DaysNotRight, NoDeputy, announce, end_absence
from feedback_service.staff.standing_in import load_absent
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Role
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer

TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


@pytest.fixture
def head(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.HEAD, case.unit_code, name="Y Blim")


@pytest.fixture
def officer(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.OFFICER, case.unit_code)


def away(session: Session, who: Officer, deputy: Officer, first: int = 0, last: int = 3) -> int:
    days = (TODAY + first * DAY, TODAY + last * DAY)
    return announce(session, who, who, deputy, days, "phép", TODAY, NOW).id


def test_the_deputy_does_what_the_head_may_under_his_own_name(
    session: Session, pack: Pack, case: Case, head: Officer, officer: Officer
) -> None:
    with pytest.raises(NotYours):
        assign_case(session, case, officer, officer, NOW)
    away(session, head, officer)
    load_absent(session, officer, TODAY)
    assign_case(session, case, officer, officer, NOW)
    session.flush()
    event = session.scalars(select(Event).where(Event.action == "assigned")).one()
    assert (event.officer_id, event.details["in_place_of"]) == (officer.id, "Y Blim")


def test_it_ends_with_the_absence(session: Session, case: Case, head: Officer, officer: Officer) -> None:
    number = away(session, head, officer)
    assert load_absent(session, officer, TODAY + 4 * DAY) == ()
    end_absence(session, number, head, NOW)
    session.flush()
    assert load_absent(session, officer, TODAY) == ()


def test_a_sealed_case_named_to_the_absent_is_seen_by_the_deputy(
    session: Session, pack: Pack, head: Officer, officer: Officer
) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    session.add(CaseReader(case_id=sealed.id, officer_id=head.id, since=NOW))
    session.flush()
    assert not may_see(officer, sealed)
    away(session, head, officer)
    load_absent(session, officer, TODAY)
    assert may_see(officer, sealed)
    assert session.scalar(select(Case.id).where(visible_cases(officer), Case.id == sealed.id)) == sealed.id


def test_a_deputy_is_of_the_same_unit_and_no_role_grows_by_a_holiday(session: Session, head: Officer) -> None:
    with pytest.raises(NoDeputy):
        away(session, head, an_officer(session, Role.OFFICER, "QS"))
    admin = an_officer(session, Role.ADMIN, head.unit_code)
    with pytest.raises(NoDeputy):
        away(session, admin, head)


def test_days_must_make_sense_and_be_free(session: Session, head: Officer, officer: Officer) -> None:
    with pytest.raises(DaysNotRight):
        away(session, head, officer, 3, 1)
    with pytest.raises(DaysNotRight):
        away(session, head, officer, -5, -2)
    away(session, head, officer)
    with pytest.raises(AwayAlready):
        away(session, head, officer, 2, 6)


def test_only_a_head_or_a_leader_enters_the_absence_of_others(
    session: Session, head: Officer, officer: Officer
) -> None:
    days = (TODAY, TODAY)
    with pytest.raises(NotYours):
        announce(session, head, officer, officer, days, "", TODAY, NOW)
    assert announce(session, officer, head, head, days, "", TODAY, NOW).entered_by == head.id
