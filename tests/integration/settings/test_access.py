"""Accounts that nobody uses are locked, and twice a year somebody says who still needs one."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ReasonMissing
from feedback_service.pack.model import Pack
from feedback_service.records import AccessReview, Job, Notification, Officer
from feedback_service.settings.idle import lock_idle
from feedback_service.settings.officers import new_link
from feedback_service.settings.reviews import (
    NotYourOwn,
    count_open,
    half_year,
    lock_unreviewed,
    open_review,
    review,
)
from feedback_service.staff.officers import officer_of, set_password
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press

HALF = "2026-H1"
IN_JANUARY = datetime(2026, 1, 5, 2, tzinfo=UTC)
IN_FEBRUARY = datetime(2026, 2, 1, 2, tzinfo=UTC)


@pytest.fixture
def admin(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, "VP", current_login_at=NOW)


@pytest.fixture
def officer(session: Session, admin: Officer) -> Officer:
    return an_officer(session, Role.OFFICER, "KT", current_login_at=NOW, created_at=NOW - timedelta(days=300))


def locked_after(session: Session, officer: Officer, days: float) -> bool:
    lock_idle(session, now=NOW + timedelta(days=days))
    return officer.locked_at is not None


def mails(session: Session, template: str) -> list[str]:
    chosen = select(Notification.recipient).where(Notification.template == template)
    return sorted(session.scalars(chosen))


@pytest.mark.parametrize(("days", "locked"), [(37, False), (44.9, False), (45, True)])
def test_an_account_is_locked_after_45_days_of_silence(
    session: Session, officer: Officer, days: float, locked: bool
) -> None:
    assert locked_after(session, officer, days) is locked


def test_a_week_before_a_mail_says_so_once(session: Session, officer: Officer, admin: Officer) -> None:
    for day in (37, 38, 39, 40):
        lock_idle(session, now=NOW + timedelta(days=day))
    assert mails(session, "account_idle") == sorted([officer.email, admin.email])


def test_made_up_officers_are_never_locked(session: Session, officer: Officer) -> None:
    officer.demo = True
    assert not locked_after(session, officer, 400)


def test_a_new_link_opens_what_silence_locked(session: Session, officer: Officer) -> None:
    later = NOW + timedelta(days=50)
    lock_idle(session, now=later)
    _, token = new_link(session, officer.id)
    set_password(session, officer_of(session, token, later), "năm cây cầu qua sông", later)
    lock_idle(session, now=later + timedelta(days=1))
    assert officer.locked_at is None


def test_half_years() -> None:
    days = [datetime(2026, month, 1, tzinfo=UTC).date() for month in (1, 6, 7, 12)]
    assert [half_year(day) for day in days] == ["2026-H1", "2026-H1", "2026-H2", "2026-H2"]


def test_whoever_is_confirmed_stays_and_the_others_are_locked(
    session: Session, admin: Officer, officer: Officer
) -> None:
    other = an_officer(session, Role.CLERK, "VP", created_at=NOW - timedelta(days=300))
    review(session, officer.id, HALF, admin, NOW, keeps=True)
    lock_unreviewed(session, now=IN_FEBRUARY, half=HALF)
    assert (officer.locked_at, other.locked_at) == (None, IN_FEBRUARY)


def test_a_missed_review_locks_no_administrator_and_nobody_who_came_meanwhile(
    session: Session, admin: Officer
) -> None:
    admin.created_at = NOW - timedelta(days=300)
    new = an_officer(session, Role.CLERK, "VP", created_at=IN_JANUARY)
    lock_unreviewed(session, now=IN_FEBRUARY, half=HALF)
    assert (admin.locked_at, new.locked_at) == (None, None)


def test_the_review_opens_in_january_and_puts_down_its_end_once(
    session: Session, admin: Officer, officer: Officer
) -> None:
    for day in range(3):
        open_review(session, now=IN_JANUARY + timedelta(days=day))
    [job] = session.scalars(select(Job).where(Job.name == "lock_unreviewed"))
    assert job.arguments == {"half": HALF}
    assert job.run_at == datetime(2026, 1, 31, 17, tzinfo=UTC)
    assert mails(session, "access_review") == [admin.email]


def test_in_other_months_nothing_opens(session: Session, officer: Officer) -> None:
    open_review(session, now=IN_FEBRUARY)
    assert not session.scalars(select(Job)).all()


def test_taking_away_needs_a_reason_and_is_done_at_once(
    session: Session, admin: Officer, officer: Officer
) -> None:
    with pytest.raises(ReasonMissing):
        review(session, officer.id, HALF, admin, NOW, keeps=False)
    review(session, officer.id, HALF, admin, NOW, keeps=False, reason="Đã nghỉ")
    assert not officer.active


def test_nobody_confirms_himself(session: Session, admin: Officer) -> None:
    with pytest.raises(NotYourOwn):
        review(session, admin.id, HALF, admin, NOW, keeps=True)


def test_a_second_word_replaces_the_first(session: Session, admin: Officer, officer: Officer) -> None:
    for reason in ("một", "hai"):
        review(session, officer.id, HALF, admin, NOW, keeps=True, reason=reason)
    assert [row.reason for row in session.scalars(select(AccessReview))] == ["hai"]
    assert count_open(session, HALF) == 1


@pytest.mark.parametrize(("role", "status"), [(Role.ADMIN, 200), (Role.LEADER, 200), (Role.AUDITOR, 403)])
def test_administrators_and_leaders_review(
    app: Flask, session: Session, officer: Officer, role: Role, status: int
) -> None:
    reader = an_officer(session, role, "VP")
    session.commit()
    assert at_desk(app, reader).get("/can-bo/quan-tri/ra-soat").status_code == status


def test_the_page_keeps_what_was_chosen_when_a_reason_is_missing(
    app: Flask, session: Session, admin: Officer, officer: Officer
) -> None:
    session.commit()
    page, choice = "/can-bo/quan-tri/ra-soat", {f"viec-{officer.id}": "bo"}
    answer = press(at_desk(app, admin), page, page, **choice)
    assert answer.status_code == 422 and 'value="bo" checked' in answer.text
    done = press(at_desk(app, admin), page, page, **choice, **{f"ly-do-{officer.id}": "Đã nghỉ"})
    assert done.status_code == 303
    session.refresh(officer)
    assert not officer.active
