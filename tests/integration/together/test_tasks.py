"""A unit that helps sees the case and says what it did; the lead's promise waits for nobody."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NoSuchUnit, NotYours, TextMissing
from feedback_service.handling.together.tasks import (
    DayGone,
    SealedNotShared,
    ask_unit,
    finish_task,
    take_task_back,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Officer
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.together import SOON, asked


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_case(session, pack)
    found.unit_code = "KT"
    return found


@pytest.fixture
def lead(session: Session) -> Officer:
    return an_officer(session, unit="KT")


@pytest.fixture
def helper(session: Session) -> Officer:
    return an_officer(session, unit="VHXH")


def sees(session: Session, officer: Officer, case: Case) -> bool:
    listed = session.scalar(select(Case.id).where(Case.id == case.id, visible_cases(officer))) is not None
    assert listed == may_see(officer, case)
    return listed


def actions(session: Session, case: Case) -> list[str]:
    return list(session.scalars(select(Event.action).where(Event.case_id == case.id).order_by(Event.id)))


def test_the_unit_sees_the_case_from_then_on(
    session: Session, pack: Pack, case: Case, lead: Officer, helper: Officer
) -> None:
    assert not sees(session, helper, case)
    asked(session, case, lead, pack)
    assert sees(session, helper, case)
    assert not sees(session, an_officer(session, unit="CA"), case)


def test_what_it_did_stands_with_the_case_and_in_its_log(
    session: Session, pack: Pack, case: Case, lead: Officer, helper: Officer
) -> None:
    task = asked(session, case, lead, pack)
    finish_task(session, task, case, helper, "Có trong danh sách", NOW)
    assert (task.result, task.done_by) == ("Có trong danh sách", helper.id)
    assert actions(session, case)[-2:] == ["task_asked", "task_done"]
    assert sees(session, helper, case)


def test_the_citizens_promise_does_not_move(session: Session, pack: Pack, case: Case, lead: Officer) -> None:
    before = [(promise.due_at, promise.paused_at) for promise in case.promises], case.due_on
    asked(session, case, lead, pack, by=date(2026, 6, 1))
    assert ([(promise.due_at, promise.paused_at) for promise in case.promises], case.due_on) == before


def test_taken_back_the_unit_sees_it_no_more(
    session: Session, pack: Pack, case: Case, lead: Officer, helper: Officer
) -> None:
    task = asked(session, case, lead, pack)
    take_task_back(session, task, case, lead, NOW)
    assert not sees(session, helper, case)
    with pytest.raises(ChangeNotAllowed):
        finish_task(session, task, case, helper, "Đã làm", NOW)


def test_nobody_of_a_third_unit_answers_for_it(
    session: Session, pack: Pack, case: Case, lead: Officer
) -> None:
    task = asked(session, case, lead, pack)
    for stranger in (an_officer(session, unit="CA"), an_officer(session, Role.PUBLISHER, "VHXH"), lead):
        with pytest.raises(NotYours):
            finish_task(session, task, case, stranger, "Đã làm", NOW)


def test_a_helper_neither_asks_others_nor_takes_back(
    session: Session, pack: Pack, case: Case, lead: Officer, helper: Officer
) -> None:
    task = asked(session, case, lead, pack)
    with pytest.raises(NotYours):
        take_task_back(session, task, case, helper, NOW)
    with pytest.raises(NotYours):
        asked(session, case, helper, pack, "CA")


def test_what_the_citizen_wrote_stays_unread_by_the_lead(
    session: Session, pack: Pack, case: Case, lead: Officer, helper: Officer
) -> None:
    task = asked(session, case, lead, pack)
    case.citizen_wrote_at = NOW
    finish_task(session, task, case, helper, "Đã làm", NOW)
    assert case.citizen_wrote_at == NOW


@pytest.mark.parametrize("unit", ["KT", "DIENLUC", "khong-co"])
def test_only_another_unit_of_the_commune_can_be_asked(
    session: Session, pack: Pack, case: Case, lead: Officer, unit: str
) -> None:
    with pytest.raises(NoSuchUnit):
        asked(session, case, lead, pack, unit)


def test_a_day_that_is_gone_and_empty_words_are_refused(
    session: Session, pack: Pack, case: Case, lead: Officer
) -> None:
    with pytest.raises(DayGone):
        asked(session, case, lead, pack, by=(NOW - timedelta(days=1)).date())
    with pytest.raises(TextMissing):
        ask_unit(session, case, lead, "VHXH", "  ", SOON, pack, NOW)


def test_a_sealed_case_is_shown_to_no_unit(session: Session, pack: Pack, case: Case, helper: Officer) -> None:
    leader = an_officer(session, Role.LEADER, "LD")
    task = asked(session, case, leader, pack)
    case.visibility = Visibility.SEALED
    session.flush()
    assert task.id and not sees(session, helper, case)
    with pytest.raises(SealedNotShared):
        asked(session, case, leader, pack, "CA")
