"""Cases on their way to the public, as far as a test needs them to be."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    propose_public_text,
)
from feedback_service.records import Case
from feedback_service.routing.confirm import confirm_routing
from feedback_service.vocabulary import Role
from tests.builders.cases import BROKEN_ROAD, NOW, a_case, an_officer

TITLE = "Đường thôn 5 sạt lở đã đi lại được"
SUMMARY = "Đoạn đường vào thôn bị sạt một bên sau mưa lớn."
ANSWER = "Phòng Kinh tế đã đổ đá và đắp lại lề dài 40 mét."


def an_answered_case(
    session: Session, pack: Pack, text: str = BROKEN_ROAD, now: datetime = NOW, **given: Any
) -> Case:
    """Confirmed, written by one officer and approved by another, two hours after it came."""
    case = a_case(session, pack, text, now, **{"sent_at": now, **given})
    leader, writer = an_officer(session, Role.LEADER, ""), an_officer(session, Role.LEADER, "")
    confirm_routing(
        session, case, leader, pack, now, unit="KT", kind=case.kind, topic=case.topic_code, reason="Đúng việc"
    )
    answered = now + timedelta(hours=2)
    submit_answer(session, case, writer, "Xã đã sửa xong đoạn đường này.", 0, pack, answered)
    approve_answer(session, case, leader, pack, answered)
    session.flush()
    return case


def a_drafted_case(
    session: Session,
    pack: Pack,
    title: str = TITLE,
    summary: str = SUMMARY,
    answer: str = ANSWER,
    now: datetime = NOW,
    **given: Any,
) -> Case:
    case = an_answered_case(session, pack, now=now, **given)
    writer = an_officer(session, Role.PUBLISHER, "")
    draft_public_text(session, case, writer, title, summary, answer, 0, pack, now)
    propose_public_text(session, case, writer, pack, now)
    session.flush()
    return case


def a_published_case(session: Session, pack: Pack, now: datetime = NOW, **given: Any) -> Case:
    case = a_drafted_case(session, pack, now=now, **given)
    approve_public_text(session, case, an_officer(session, Role.LEADER, ""), pack, now)
    session.flush()
    return case
