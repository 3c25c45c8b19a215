"""Gia hạn: asked with a reason, decided by a second person, within what the law leaves."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, ReasonMissing, SecondPersonNeeded
from feedback_service.handling.limits.extending import (
    DayNotAllowed,
    NoRoomLeft,
    ask_extension,
    grant_extension,
    refuse_extension,
)
from feedback_service.handling.limits.lateness import LatenessUnexplained, explain_lateness
from feedback_service.handling.promises import running
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Notification, Officer
from feedback_service.vocabulary import Clock, Kind, Role
from tests.builders.cases import NOW, a_case, an_officer

DAY = timedelta(days=1)
NEW_DAY = date(2026, 3, 16)
WHY = "chờ đo đạc lại"


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    """To be answered by 9 March."""
    return a_case(session, pack, kind=Kind.PHAN_ANH)


@pytest.fixture
def officer(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.OFFICER, case.unit_code)


@pytest.fixture
def head(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.HEAD, case.unit_code)


def test_the_clock_moves_and_the_citizen_is_told(
    session: Session, pack: Pack, case: Case, officer: Officer, head: Officer
) -> None:
    ask_extension(session, case, officer, WHY, NEW_DAY, pack, NOW + DAY)
    given = grant_extension(session, case, head, pack, NOW + DAY)
    promise = running(case, Clock.ANSWER)
    assert promise is not None
    assert (promise.first_due_on, promise.due_on, case.late) == (date(2026, 3, 9), NEW_DAY, False)
    assert promise.trace["steps"][-1]["reason"] == "due_moved"
    assert (given.from_due_on, given.granted) == (date(2026, 3, 9), True)
    bodies = session.scalars(select(Notification.body).where(Notification.template == "extended"))
    assert any("16/3/2026" in body for body in bodies)


def test_what_was_late_stays_late(
    session: Session, pack: Pack, case: Case, officer: Officer, head: Officer
) -> None:
    ask_extension(session, case, officer, WHY, NEW_DAY, pack, NOW + DAY)
    grant_extension(session, case, head, pack, NOW + 9 * DAY)
    assert case.late


@pytest.mark.parametrize("day", [None, date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 24)])
def test_a_day_before_the_limit_off_or_beyond_the_law_is_refused(
    session: Session, pack: Pack, case: Case, officer: Officer, day: date | None
) -> None:
    with pytest.raises(DayNotAllowed):
        ask_extension(session, case, officer, WHY, day, pack, NOW)


def test_it_needs_a_reason(session: Session, pack: Pack, case: Case, officer: Officer) -> None:
    with pytest.raises(ReasonMissing):
        ask_extension(session, case, officer, " ", NEW_DAY, pack, NOW)


def test_nobody_grants_his_own(session: Session, pack: Pack, case: Case, head: Officer) -> None:
    ask_extension(session, case, head, WHY, NEW_DAY, pack, NOW)
    with pytest.raises(SecondPersonNeeded):
        grant_extension(session, case, head, pack, NOW)


def test_once_means_once(session: Session, pack: Pack, case: Case, officer: Officer, head: Officer) -> None:
    ask_extension(session, case, officer, WHY, NEW_DAY, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        ask_extension(session, case, officer, WHY, NEW_DAY, pack, NOW)
    grant_extension(session, case, head, pack, NOW)
    with pytest.raises(NoRoomLeft):
        ask_extension(session, case, officer, WHY, date(2026, 3, 20), pack, NOW)


def test_refused_leaves_the_day(
    session: Session, pack: Pack, case: Case, officer: Officer, head: Officer
) -> None:
    ask_extension(session, case, officer, WHY, NEW_DAY, pack, NOW)
    refuse_extension(session, case, head, "việc làm ngay được", pack, NOW)
    assert case.due_on <= date(2026, 3, 9)
    ask_extension(session, case, officer, "thêm lý do", NEW_DAY, pack, NOW)  # may ask again


def test_who_answers_a_late_case_says_why(session: Session, case: Case, officer: Officer) -> None:
    late = NOW + 10 * DAY
    with pytest.raises(LatenessUnexplained):
        explain_lateness(session, case, officer, " ", late)
    explain_lateness(session, case, officer, "mưa  bão", late)
    assert case.late_reason == "mưa bão"
    explain_lateness(session, case, officer, "", late)  # said once is enough


def test_who_answers_in_time_need_not(session: Session, case: Case, officer: Officer) -> None:
    explain_lateness(session, case, officer, "", NOW)
    assert case.late_reason == ""


def test_the_sort_of_reason_is_kept_for_the_figures(session: Session, pack: Pack) -> None:
    case, officer = a_case(session, pack), an_officer(session)
    late = NOW + timedelta(days=60)
    explain_lateness(session, case, officer, "mưa bão", late, "weather")
    assert case.late_because == "weather"
    explain_lateness(session, case, officer, "chờ điện lực", late, "no such word")
    assert case.late_because == "other"
