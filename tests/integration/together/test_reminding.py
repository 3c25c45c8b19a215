"""Who was asked hears of it before the day and after, once each."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.together.reminding import remind_together
from feedback_service.handling.together.tasks import finish_task
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.together import asked, referred

DAY = timedelta(days=1)


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_case(session, pack)
    found.unit_code = "KT"
    return found


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


def said(session: Session, case: Case) -> list[str]:
    session.flush()
    known = select(Event.action).where(Event.case_id == case.id, Event.officer_id.is_(None))
    words = ("task_soon", "task_late", "referral_late")
    return list(session.scalars(known.where(Event.action.in_(words)).order_by(Event.id)))


def mailed(session: Session) -> list[str]:
    words = ("task_soon", "task_late", "referral_late")
    asked_for = select(Notification.template).where(Notification.template.in_(words))
    return list(session.scalars(asked_for.order_by(Notification.id)))


def test_a_unit_is_reminded_the_working_day_before_and_when_it_is_late(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    an_officer(session, unit="VHXH")
    asked(session, case, clerk, pack, by=date(2026, 3, 5))  # a Thursday
    for days in range(6):
        remind_together(session, NOW + days * DAY)
        remind_together(session, NOW + days * DAY)
    assert said(session, case) == mailed(session) == ["task_soon", "task_late"]


def test_what_is_done_is_not_reminded_of(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    task = asked(session, case, clerk, pack)
    finish_task(session, task, case, an_officer(session, unit="VHXH"), "Đã xem", NOW)
    remind_together(session, NOW + 8 * DAY)
    assert said(session, case) == []


def test_a_body_that_does_not_reply_is_put_before_the_clerks(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    remind_together(session, NOW + DAY)
    assert said(session, case) == []
    remind_together(session, NOW + 15 * DAY)
    assert referral.reply_due_on == date(2026, 3, 16) and said(session, case) == ["referral_late"]
    assert mailed(session) == ["referral_late"]


def test_of_a_sealed_case_nothing_goes_by_mail(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referred(session, case, clerk, pack)
    case.visibility = Visibility.SEALED
    remind_together(session, NOW + 15 * DAY)
    assert mailed(session) == []


def test_nothing_is_said_on_a_day_off(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    asked(session, case, clerk, pack)
    remind_together(session, NOW + 5 * DAY)  # Saturday
    assert said(session, case) == []
