"""The page of the gateways: how each is, what to do about its errors, alarms, the ledger."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import Capabilities
from feedback_service.notifying.alarms import raise_alarm
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, GatewayBeat, Job, LedgerDay, Notification
from feedback_service.vocabulary import AlarmKind, Role
from tests.builders.cases import an_officer
from tests.builders.desk import at_desk, press
from tests.builders.gateways import ListingGateway, RepeatingGateway, speak_through

PAGE = "/can-bo/quan-tri/kenh"


@pytest.fixture
def today() -> datetime:
    """The page shows the last days by the clock on the wall."""
    return datetime.now(UTC)


@pytest.fixture
def admin(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    beats = Capabilities(inbound=True, receipts=True, idempotent_send=True, beats=True)
    speak_through(app, RepeatingGateway(capabilities=beats), ListingGateway())
    officer = an_officer(session, Role.ADMIN, pack.commune.triage_unit, name="Y Quản Trị")
    session.commit()
    return at_desk(app, officer)


def test_a_phone_is_shown_with_its_last_sign_of_life_and_battery(
    admin: FlaskClient, session: Session, today: datetime
) -> None:
    hour_ago = today - timedelta(hours=1)
    session.add(
        GatewayBeat(
            provider="smsgate", device="d1", seen_at=hour_ago, clock_off_seconds=-600, details={"battery": 11}
        )
    )
    session.commit()
    page = admin.get(PAGE).text
    assert "im lặng từ" in page and "pin 11%" in page and "đồng hồ chậm 10 phút" in page


def test_an_error_says_what_it_means_and_what_to_do(
    admin: FlaskClient, session: Session, today: datetime
) -> None:
    session.add(
        Notification(
            key="n:1",
            template="receipt",
            medium="sms",
            recipient="+84905123456",
            body="x",
            provider="twilio",
            error_code="20003",
            attempts=1,
            created_at=today,
        )
    )
    session.commit()
    page = admin.get(PAGE).text
    assert "Sai mã tài khoản hoặc mã bí mật" in page and "khởi động lại" in page
    assert "+84905123456" not in page


def test_the_ledger_marks_a_difference(admin: FlaskClient, session: Session, today: datetime) -> None:
    counts = {"opened": 3, "joined": 1, "command": 2, "rejected:empty": 1}
    for provider, received in (("twilio", 9), ("smsgate", None)):
        session.add(
            LedgerDay(provider=provider, day=today.date(), received=received, counts=counts, asked_at=today)
        )
    session.commit()
    page = admin.get(PAGE).text
    assert "thiếu 2" in page and "1 tin trống" in page and "không hỏi được" in page


def test_reconciling_is_asked_for_once(admin: FlaskClient, session: Session) -> None:
    for _ in range(2):
        assert press(admin, f"{PAGE}/doi-soat", PAGE).status_code == 303
    assert {job.name for job in session.scalars(select(Job))} == {"reconcile"}


def test_an_alarm_is_acknowledged_by_name(admin: FlaskClient, session: Session, today: datetime) -> None:
    raise_alarm(session, AlarmKind.CHANNEL_DEAD, "smsgate", today, gateway="smsgate", state="silent")
    session.commit()
    alarm = session.scalars(select(Alarm)).one()
    assert "Cổng smsgate đang hỏng" in admin.get(PAGE).text
    press(admin, f"{PAGE}/bao-dong/{alarm.id}/da-biet", PAGE)
    assert "Y Quản Trị đang xử lý" in admin.get(PAGE).text


def test_an_alarm_about_danger_is_not_the_administrators(
    admin: FlaskClient, session: Session, today: datetime
) -> None:
    raise_alarm(session, AlarmKind.DANGER, "EK-4827-193K", today)
    session.commit()
    alarm = session.scalars(select(Alarm)).one()
    assert "EK-4827" not in admin.get(PAGE).text
    assert press(admin, f"{PAGE}/bao-dong/{alarm.id}/da-biet", PAGE).status_code == 404


def test_the_auditor_reads_and_asks_nothing(app: Flask, session: Session, admin: FlaskClient) -> None:
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    browser = at_desk(app, auditor)
    assert browser.get(PAGE).status_code == 200
    assert press(browser, f"{PAGE}/doi-soat", PAGE).status_code == 403
