"""A new calendar moves no promise: it proposes, and a leader takes or leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.limits.moved import decide_moves, propose_moves, waiting_moves, watch_calendar
from feedback_service.handling.promises import running
from feedback_service.pack.current import current_pack, store_pack
from feedback_service.pack.model import DayOff, Pack
from feedback_service.records import Case, Job, MovedPromise, Notification, Officer
from feedback_service.vocabulary import Clock, Kind, Role
from tests.builders.cases import NOW, a_case, an_officer

OFF = DayOff(date(2026, 3, 5), "nghỉ bất thường")


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "LD")


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    """Promised for 9 March, before the state gave 5 March off."""
    opened = a_case(session, pack, kind=Kind.PHAN_ANH)
    calendar = replace(pack.calendar, holidays=(*pack.calendar.holidays, OFF))
    store_pack(session, replace(pack, calendar=calendar), "test", NOW)
    session.flush()
    return opened


def proposed(session: Session) -> list[MovedPromise]:
    propose_moves(session, version=current_pack(session).version, after=0, now=NOW)
    session.flush()
    return list(session.scalars(select(MovedPromise)))


def test_the_promise_stands_and_the_new_day_is_proposed(session: Session, case: Case) -> None:
    (moved,) = proposed(session)
    assert (moved.from_due_on, moved.to_due_on) == (date(2026, 3, 9), date(2026, 3, 10))
    assert running(case, Clock.ANSWER).due_on == date(2026, 3, 9)  # type: ignore[union-attr]
    assert len(proposed(session)) == 1


def test_a_leader_takes_it_and_the_citizen_is_told(session: Session, case: Case, leader: Officer) -> None:
    (moved,) = proposed(session)
    assert decide_moves(session, leader, [moved.id], True, current_pack(session), NOW) == 1
    promise = running(case, Clock.ANSWER)
    assert promise is not None
    assert (promise.due_on, promise.first_due_on) == (date(2026, 3, 10), date(2026, 3, 9))
    bodies = session.scalars(select(Notification.body).where(Notification.template == "due_moved"))
    assert any("10/3/2026" in body for body in bodies)


def test_a_leader_leaves_it_and_is_not_asked_again(session: Session, case: Case, leader: Officer) -> None:
    (moved,) = proposed(session)
    decide_moves(session, leader, [moved.id], False, current_pack(session), NOW)
    assert running(case, Clock.ANSWER).due_on == date(2026, 3, 9)  # type: ignore[union-attr]
    proposed(session)
    assert waiting_moves(session, leader) == []


def test_others_do_not_decide(session: Session, case: Case) -> None:
    (moved,) = proposed(session)
    head = an_officer(session, Role.HEAD, case.unit_code)
    with pytest.raises(NotYours):
        decide_moves(session, head, [moved.id], True, current_pack(session), NOW)


def test_each_version_of_the_pack_is_looked_at_once(session: Session, case: Case) -> None:
    for hours in range(3):
        watch_calendar(session, NOW + timedelta(hours=hours))
    assert len(session.scalars(select(Job).where(Job.name == "propose_moves")).all()) == 1
