"""What is held about a telephone number, table by table, as far as the officer may see it.

A sealed case stands here for leaders alone: the leader answers for those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from feedback_service.records import (
    Attachment,
    Base,
    Call,
    CallBack,
    CallSheet,
    Case,
    CaseLink,
    Contact,
    DutyPhone,
    Follower,
    InboundEvent,
    Message,
    MeToo,
    Note,
    Notification,
    Officer,
    PersonRequest,
    Petitioner,
    Phone,
    Recording,
    Tombstone,
)
from feedback_service.search import matches
from feedback_service.settings.rights.numbers import Number
from feedback_service.staff.visibility import visible_cases

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class Held:
    """`cases`: of which the number is the sender's. `mentioned`: others whose words hold the number. `followed`:
    codes of published cases, anybody's, of which the number wants to hear, and since when.
    """

    number: Number
    cases: Sequence[Case]
    mentioned: Sequence[Case]
    messages: Sequence[Message]
    files: Sequence[Attachment]
    recordings: Sequence[Recording]
    calls: Sequence[Call]
    call_backs: Sequence[CallBack]
    notifications: Sequence[Notification]
    received: Sequence[InboundEvent]
    petitions: Sequence[Petitioner]
    me_toos: Sequence[MeToo]
    follows: Sequence[CaseLink]
    followed: Sequence[tuple[str, datetime]]
    sheets: Sequence[CallSheet]
    requests: Sequence[PersonRequest]
    wishes: Phone | None
    duty: DutyPhone | None

    @property
    def counts(self) -> dict[str, int]:
        lists = (
            "cases", "mentioned", "messages", "files", "recordings", "calls", "call_backs", "notifications",
            "received", "petitions", "me_toos", "follows", "followed", "sheets", "requests",
        )  # fmt: skip
        return {name: len(getattr(self, name)) for name in lists}


def held_about(session: Session, officer: Officer, number: Number) -> Held:
    """For one person's request, so it may read whole rows."""
    seen = visible_cases(officer)
    mine = select(Case).join(Contact, Case.contact_id == Contact.id)
    mine = mine.where(Contact.phone_fingerprint == number.fingerprint, seen)
    cases = session.scalars(mine.options(selectinload(Case.contact)).order_by(Case.id)).all()
    numbers = [case.id for case in cases]
    of_case = _Of(session, seen, numbers)
    return Held(
        number=number,
        cases=cases,
        mentioned=_mentioned(session, seen, number, numbers),
        messages=of_case.all(Message, Message.case_id),
        files=of_case.all(Attachment, Attachment.case_id),
        recordings=_recordings(session, of_case, number),
        calls=of_case.free(Call, Call.case_id, Call.caller_fingerprint == number.fingerprint),
        call_backs=of_case.free(CallBack, CallBack.case_id, CallBack.phone_fingerprint == number.fingerprint),
        notifications=of_case.free(
            Notification, Notification.case_id, Notification.recipient_fingerprint == number.fingerprint
        ),
        received=of_case.free(
            InboundEvent, InboundEvent.case_id, InboundEvent.sender_fingerprint == number.fingerprint
        ),
        petitions=of_case.free(
            Petitioner, Petitioner.case_id, Petitioner.phone_fingerprint == number.fingerprint
        ),
        me_toos=of_case.all(MeToo, MeToo.other_case_id),
        follows=of_case.all(CaseLink, CaseLink.case_id),
        followed=_followed(session, seen, number),
        sheets=[sheet for sheet in session.scalars(select(CallSheet)) if _is_of(sheet, number)],
        requests=session.scalars(
            select(PersonRequest).where(PersonRequest.phone_fingerprint == number.fingerprint)
        ).all(),
        wishes=session.get(Phone, number.fingerprint),
        duty=session.scalars(
            select(DutyPhone).where(DutyPhone.fingerprint == number.fingerprint)
        ).one_or_none(),
    )


@dataclass(frozen=True, slots=True)
class _Of:
    """Rows of the person's own cases, or of the number; never of a case that the officer may not see."""

    session: Session
    seen: ColumnElement[bool]
    numbers: Sequence[int]

    def all(self, table: type[Row], column: InstrumentedAttribute[Any]) -> Sequence[Row]:
        return self.session.scalars(select(table).where(column.in_(self.numbers))).all()

    def free(
        self, table: type[Row], column: InstrumentedAttribute[Any], about: ColumnElement[bool]
    ) -> Sequence[Row]:
        visible = select(Case.id).where(self.seen)
        allowed = or_(column.is_(None), column.in_(visible))
        return self.session.scalars(select(table).where(about, allowed)).all()


def _recordings(session: Session, of_case: _Of, number: Number) -> Sequence[Recording]:
    calls = of_case.free(Call, Call.case_id, Call.caller_fingerprint == number.fingerprint)
    asked = or_(
        Recording.case_id.in_(of_case.numbers),
        Recording.call_id.in_([call.id for call in calls]),
    )
    return session.scalars(select(Recording).where(asked)).all()


def _followed(session: Session, seen: ColumnElement[bool], number: Number) -> Sequence[tuple[str, datetime]]:
    asked = select(Case.code, Follower.asked_at).join(Follower, Follower.case_id == Case.id)
    mine = asked.where(Follower.phone_fingerprint == number.fingerprint, seen).order_by(Follower.id)
    return [(code, at) for code, at in session.execute(mine)]


def _mentioned(
    session: Session, seen: ColumnElement[bool], number: Number, own: Sequence[int]
) -> Sequence[Case]:
    """By the search index for the cases' own words, by the spellings for what was written about them."""
    dialect = session.get_bind().dialect.name
    spelled = number.spellings()
    buried = select(Tombstone.case_id)
    found = {case.id: case for case in session.scalars(_worded(seen, dialect, spelled))}
    for table in (Message, Note):
        texts = or_(*(table.text.contains(words) for words in spelled))
        asked = select(Case).join(table, table.case_id == Case.id).where(texts, seen)
        found |= {case.id: case for case in session.scalars(asked)}
    gone = set(session.scalars(buried.where(Tombstone.case_id.in_(own))))
    others = [case for case in found.values() if case.id not in own and case.id not in gone]
    return [case for case in others if number.stands_in(case.text) or _written(session, case, number)]


def _worded(seen: ColumnElement[bool], dialect: str, spelled: Sequence[str]) -> Select[Case]:
    return select(Case).where(or_(*(matches(dialect, "cases", words) for words in spelled)), seen)


def _written(session: Session, case: Case, number: Number) -> bool:
    texts = [
        *session.scalars(select(Message.text).where(Message.case_id == case.id)),
        *session.scalars(select(Note.text).where(Note.case_id == case.id)),
    ]
    return any(number.stands_in(text) for text in texts)


def _is_of(sheet: CallSheet, number: Number) -> bool:
    return any(isinstance(words, str) and number.stands_in(words) for words in sheet.fields.values())
