"""Texts of citizens as a gateway hands them on, through the one door."""

import itertools
import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.sms import InboundText, take_text
from feedback_service.records import Case, InboundEvent, Message, Notification
from tests.builders.cases import NOW

PHONE = "+84905123456"
LAMP = "den duong truoc nha van hoa thon 2 hong ca tuan roi"
_numbers = itertools.count(1)


def minutes(count: float) -> datetime:
    """So long after nine in the morning of a Monday."""
    return NOW + timedelta(minutes=count)


def send(
    session: Session,
    body: str,
    at: datetime = NOW,
    *,
    sender: str = PHONE,
    arrives: datetime | None = None,
    event_id: str = "",
    provider: str = "twilio",
    source: str = "webhook",
    told_twice: bool = False,
) -> None:
    """Sent at `at`, and here at `arrives`. What this session read before is let go."""
    text = InboundText(
        provider, event_id or f"E{next(_numbers)}", sender, body, at, source, told_twice=told_twice
    )
    session.expire_all()
    take_text(text, raw_of(text), arrives or at)
    session.rollback()


def raw_of(text: InboundText) -> bytes:
    if text.provider == "smsgate":
        payload = {"message": text.body, "sender": text.sender, "receivedAt": "2026-03-02T09:00:00+07:00"}
        return json.dumps({"event": "sms:received", "deviceId": "d", "id": "x", "payload": payload}).encode()
    return urlencode({"MessageSid": text.event_id, "From": text.sender, "Body": text.body}).encode()


def cases(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).order_by(Case.id)))


def only_case(session: Session) -> Case:
    return session.scalars(select(Case)).one()


def said_in(session: Session, case: Case) -> list[str]:
    """What the citizen wrote into it since, in the order of sending."""
    asked = select(Message.text).where(Message.case_id == case.id, Message.incoming)
    return list(session.scalars(asked.order_by(Message.at, Message.id)))


def ends(session: Session) -> list[str]:
    """What became of each text, in the order of arrival: `joined`, `joined:piece` …"""
    rows = session.execute(select(InboundEvent.outcome, InboundEvent.reason).order_by(InboundEvent.id))
    return [f"{outcome}:{reason}" if reason else outcome for outcome, reason in rows]


def replies(session: Session) -> list[str]:
    return list(session.scalars(select(Notification.template).order_by(Notification.id)))
