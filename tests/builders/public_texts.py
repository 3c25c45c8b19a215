"""Rows of published texts without the way there: for lists of hundreds."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.public.filter import content_hash
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, PublicText
from feedback_service.vocabulary import Publication, Status
from tests.builders.cases import NOW, a_case, an_officer


def a_text_of(case: Case, author: Officer, title: str, answered_on: date, **given: object) -> PublicText:
    values = {
        "case_id": case.id,
        "code": case.code,
        "state": Publication.PUBLISHED,
        "title": title,
        "summary": "Tóm tắt",
        "answer": "Trả lời",
        "folded": fold(f"{case.code} {title}"),
        "author_id": author.id,
        "published_at": NOW,
        "changed_at": NOW,
        "content_hash": content_hash(title, "Tóm tắt", "Trả lời"),
        "kind": case.kind,
        "unit_code": case.unit_code,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "answered_on": answered_on,
    }
    return PublicText(**{**values, **given})


def published_texts(session: Session, pack: Pack, amount: int, a_day: int = 3) -> list[str]:
    """Codes, newest first; `a_day` of them share their day, so that the day alone orders nothing."""
    author, first = an_officer(session), date(2026, 2, 2)
    codes = []
    for number in range(amount):
        case = a_case(session, pack)
        case.status = Status.ANSWERED
        session.add(a_text_of(case, author, f"Việc số {number}", first + timedelta(days=number // a_day)))
        session.flush()
        codes.append(case.code)
    return codes[::-1]
