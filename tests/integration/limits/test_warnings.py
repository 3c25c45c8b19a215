"""Who is written to as a limit comes near, passes, and stays passed; once each."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.limits.digests import send_digests
from feedback_service.handling.limits.warnings import warn_of_limits
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer, Warned
from feedback_service.routing.confirm import confirm_routing
from feedback_service.staff.mails import MENTIONED, choose_mails
from feedback_service.vocabulary import Role
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer

DAY = timedelta(days=1)


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    """Taken by its unit, in somebody's hands, due on Monday 16 March (ten working days)."""
    opened = a_case(session, pack)
    officer = an_officer(session, Role.OFFICER, opened.unit_code)
    kept = {"unit": opened.unit_code, "kind": opened.kind, "topic": opened.topic_code}
    confirm_routing(session, opened, officer, pack, NOW, **kept)  # type: ignore[arg-type]
    opened.assigned_to = officer.id
    session.flush()
    return opened


def mails_to(session: Session, officer: Officer | None) -> list[str]:
    session.flush()
    rows = session.scalars(select(Notification).order_by(Notification.id))
    return [row.subject for row in rows if officer and row.recipient == officer.email]


def due_morning(case: Case, days: int) -> datetime:
    """Nine in the morning, so many days from the due."""
    return datetime.combine(case.due_on, NOW.timetz()) + days * DAY


def test_each_step_tells_its_people_once(session: Session, pack: Pack, case: Case) -> None:
    holder = session.get(Officer, case.assigned_to)
    head = an_officer(session, Role.HEAD, case.unit_code)
    chief = an_officer(session, Role.HEAD, pack.commune.office_unit)
    leader = an_officer(session, Role.LEADER, "LD")
    for days in range(-6, 6):
        for _ in range(2):
            warn_of_limits(session, due_morning(case, days))
    told = [len(mails_to(session, one)) for one in (holder, head, chief, leader)]
    assert told == [1, 1, 1, 1]
    assert [row.step for row in session.scalars(select(Warned).order_by(Warned.id))] == [
        "before",
        "due",
        "late_1",
        "late_3",
    ]
    shown = session.scalars(select(Event).where(Event.case_id == case.id, Event.action == "warned")).all()
    assert len(shown) == 4


def test_nobody_is_written_to_by_night_or_on_a_day_off(session: Session, case: Case) -> None:
    head = an_officer(session, Role.HEAD, case.unit_code)
    warn_of_limits(session, due_morning(case, 0) - timedelta(hours=4))  # five in the morning
    warn_of_limits(session, due_morning(case, 5) if case.due_on.weekday() == 0 else due_morning(case, 0))
    assert case.due_on.weekday() == 0
    assert mails_to(session, head) == []


def test_of_a_sealed_case_only_its_readers_hear_and_without_its_code(session: Session, pack: Pack) -> None:
    leader = an_officer(session, Role.LEADER, "LD")
    sealed = a_case(session, pack, DENUNCIATION)
    head = an_officer(session, Role.HEAD, sealed.unit_code)
    warn_of_limits(session, due_morning(sealed, 0))
    assert mails_to(session, head) == []
    assert mails_to(session, leader)
    rows = session.scalars(select(Notification).where(Notification.template == "limit_near")).all()
    assert all(sealed.code not in f"{row.subject} {row.body}" for row in rows)


def test_the_morning_list_goes_to_whom_it_concerns(session: Session, pack: Pack, case: Case) -> None:
    head = an_officer(session, Role.HEAD, case.unit_code)
    other = an_officer(session, Role.HEAD, "QS")
    quiet = an_officer(session, Role.OFFICER, case.unit_code)
    choose_mails(quiet, [MENTIONED])
    for _ in range(2):
        send_digests(session, due_morning(case, 0))
    assert len(mails_to(session, head)) == 1
    body = session.scalars(
        select(Notification.body).where(Notification.template == "day_list").limit(1)
    ).one()
    assert case.code in body
    assert mails_to(session, other) == mails_to(session, quiet) == []


def test_a_day_off_has_no_morning_list(session: Session, case: Case) -> None:
    head = an_officer(session, Role.HEAD, case.unit_code)
    send_digests(session, due_morning(case, -1))  # a Sunday
    assert mails_to(session, head) == []


def test_the_head_of_the_office_is_told_a_figure_and_no_case(
    session: Session, pack: Pack, case: Case
) -> None:
    case.unit_code = "QS"
    session.flush()
    chief = an_officer(session, Role.HEAD, pack.commune.office_unit)
    warn_of_limits(session, due_morning(case, 1))
    session.flush()
    (mail,) = (row for row in session.scalars(select(Notification)) if row.recipient == chief.email)
    assert mail.template == "unit_late" and "1 việc trễ hạn" in mail.body
    assert case.code not in f"{mail.subject} {mail.body}"
