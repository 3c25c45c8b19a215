"""A commune with a handful of rules, in which a rehearsal takes milliseconds."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.pack.current import current_pack, store_pack
from feedback_service.pack.model import Keyword, Pack, Signal, Text, Topic
from feedback_service.records import Case, Officer, Rehearsal
from feedback_service.routing.rehearsing.asking import ask_for_rehearsal
from feedback_service.routing.rehearsing.changes import Change, Op
from feedback_service.routing.rehearsing.replaying import rehearse
from tests.builders.cases import NOW, a_case, shipped_pack

POTHOLE = "Ổ gà to quá trước cổng trường"
LAMP = "Bóng đèn đường hỏng đã lâu"
NAMED = Text("Tên", "Name")


def a_topic(code: str, unit: str, *phrases: str | Keyword) -> Topic:
    words = tuple(Keyword(phrase, 3.0) if isinstance(phrase, str) else phrase for phrase in phrases)
    return Topic(code, 0, Text(code, code), unit, keywords=words)


def a_pack_of_rules(*topics: Topic, signals: tuple[Signal, ...] = ()) -> Pack:
    """The shipped commune with these topics alone, kinds without cues, and another code: no model knows it."""
    shipped = shipped_pack()
    return replace(
        shipped,
        commune=replace(shipped.commune, code="xa-thu"),
        topics=topics or TOPICS,
        kinds=tuple(replace(rule, cues=(), unit_when="") for rule in shipped.kinds),
        signals=signals,
        areas=(),
        abbreviations=(),
        triage_threshold=0.5,
    )


TOPICS = (a_topic("roads", "KT", "ổ gà"), a_topic("lights", "TTDV", "đèn đường"))


def in_force(session: Session, pack: Pack, now: datetime = NOW) -> Pack:
    store_pack(session, pack, "flask load-pack", now)
    session.commit()
    return current_pack(session)


def a_confirmed_case(session: Session, pack: Pack, text: str, unit: str) -> Case:
    case = a_case(session, pack, text)
    case.unit_code, case.confirmed_at = unit, NOW
    session.flush()
    return case


def adding(phrase: str, group: str = "topic:lights", weight: float = 4.0) -> Change:
    return Change(Op.ADD, group, phrase, weight)


def rehearsed(session: Session, change: Change, officer: Officer, reason: str = "thử") -> Rehearsal:
    """A rehearsal that the worker has ended."""
    row = ask_for_rehearsal(session, change, reason, officer, NOW)
    session.commit()
    rehearse(now=NOW, number=row.id)
    session.expire_all()
    return session.get_one(Rehearsal, row.id)
