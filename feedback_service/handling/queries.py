"""What the case page reads: everything by the case's key, in a handful of small queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from feedback_service.errors import NoSuchCase
from feedback_service.handling.answer import current_answer
from feedback_service.handling.kin import OfOnePhone, SameWords, of_one_phone, same_words
from feedback_service.handling.recordings import RecordingLine, recordings_of
from feedback_service.records import (
    Answer,
    Attachment,
    Case,
    Contact,
    Event,
    Message,
    Note,
    Notification,
    Officer,
    Reading,
)
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.visibility import is_barred, visible_cases
from feedback_service.vocabulary import Role

SENDER_STAYS = timedelta(minutes=30)  # after looking, the page goes on showing who wrote
_MOST_EVENTS = 300
_MOST_PEOPLE = 300
_HANDLING = (Role.OFFICER, Role.HEAD, Role.CLERK, Role.LEADER)
_PROPOSALS = ("received", "transcribed", "routed_again")
Row = TypeVar("Row", Event, Message, Note, Notification, Attachment)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that happened to it. `sender` is None where this officer has not looked."""

    case: Case
    first: Event | None  # holds what routing proposed: "received", or later the words of a voice message
    events: Sequence[Event]
    messages: Sequence[Message]
    notes: Sequence[Note]
    notifications: Sequence[Notification]
    attachments: Sequence[Attachment]
    recordings: Sequence[RecordingLine]
    answer: Answer | None
    names: Mapping[int, str]
    colleagues: Sequence[Officer]
    sender: Contact | None
    sender_gave_phone: bool
    of_one_phone: OfOnePhone | None  # only for who may know the sender
    same_words: SameWords | None


def find_case(session: Session, officer: Officer, code: str) -> Case:
    """Raises NoSuchCase, for a case that the officer may not see as for one that does not exist."""
    asked = select(Case).where(Case.code == code.upper(), visible_cases(officer))
    case = session.scalars(asked.options(selectinload(Case.promises))).one_or_none()
    if case is None:
        raise NoSuchCase
    return case


def read_case(session: Session, officer: Officer, code: str, now: datetime) -> CaseFile:
    """Raises NoSuchCase."""
    case = find_case(session, officer, code)
    events = _newest(session, Event, case)
    messages = _newest(session, Message, case)
    notes = _newest(session, Note, case)
    answer = current_answer(session, case)
    looked = has_looked(session, officer, case, now)
    knows = looked or may(officer, Action.SEE_SENDER, case)
    print_of_phone = session.scalar(select(Contact.phone_fingerprint).where(Contact.id == case.contact_id))
    return CaseFile(
        case=case,
        first=next((event for event in reversed(events) if event.action in _PROPOSALS), None),
        events=events,
        messages=messages,
        notes=notes,
        notifications=_newest(session, Notification, case),
        attachments=_newest(session, Attachment, case),
        recordings=recordings_of(session, case, officer, now),
        answer=answer,
        names=_names(session, _people(events, messages, notes, answer, case)),
        colleagues=_colleagues(session, case) if may(officer, Action.ASSIGN, case) else (),
        sender=_sender(session, case) if looked else None,
        sender_gave_phone=print_of_phone is not None,
        of_one_phone=of_one_phone(session, officer, case) if knows else None,
        same_words=same_words(session, officer, case, now),
    )


def has_looked(session: Session, officer: Officer, case: Case, now: datetime) -> bool:
    """Whether the officer asked who wrote, and wrote down that he did, a short while ago."""
    looked = select(Reading.id).where(
        Reading.case_id == case.id,
        Reading.officer_id == officer.id,
        Reading.what == "contact",
        Reading.at > now - SENDER_STAYS,
    )
    return session.scalar(looked.limit(1)) is not None


def find_attachment(session: Session, case: Case, number: int) -> Attachment:
    """Raises NoSuchCase for a file of another case."""
    found = session.scalars(
        select(Attachment).where(Attachment.id == number, Attachment.case_id == case.id)
    ).one_or_none()
    if found is None:
        raise NoSuchCase
    return found


def find_colleague(session: Session, case: Case, number: int) -> Officer | None:
    """Also one whom the case is about: assign_case says that to whoever chose him."""
    return next((officer for officer in _of_unit(session, case) if officer.id == number), None)


def people_of_queue(session: Session, officer: Officer) -> list[tuple[int, str]]:
    """Whose cases may be picked out of the queue: the colleagues, or everybody for who sees all units."""
    asked = select(Officer.id, Officer.name).where(Officer.role.in_(_HANDLING), Officer.active)
    if officer.role in {Role.OFFICER, Role.HEAD}:
        asked = asked.where(Officer.unit_code == officer.unit_code)
    rows = session.execute(asked.order_by(Officer.name).limit(_MOST_PEOPLE))
    return [(number, name) for number, name in rows]


def _newest(session: Session, table: type[Row], case: Case) -> list[Row]:
    """The newest rows of the case, in the order in which they came."""
    asked = select(table).where(table.case_id == case.id).order_by(table.id.desc()).limit(_MOST_EVENTS)
    return session.scalars(asked).all()[::-1]  # type: ignore[return-value]


def _colleagues(session: Session, case: Case) -> list[Officer]:
    return [one for one in _of_unit(session, case) if not is_barred(session, one, case)]


def _of_unit(session: Session, case: Case) -> Sequence[Officer]:
    asked = select(Officer).where(
        Officer.unit_code == case.unit_code,
        Officer.role.in_(_HANDLING),
        Officer.active,
    )
    return session.scalars(asked.order_by(Officer.name)).all()


def _sender(session: Session, case: Case) -> Contact | None:
    return session.get(Contact, case.contact_id) if case.contact_id else None


def _people(
    events: Iterable[Event],
    messages: Iterable[Message],
    notes: Iterable[Note],
    answer: Answer | None,
    case: Case,
) -> set[int]:
    found = {row.officer_id for rows in (events, messages, notes) for row in rows}
    found |= {case.assigned_to} | ({answer.author_id, answer.approver_id} if answer else set())
    return {number for number in found if number is not None}


def _names(session: Session, numbers: set[int]) -> dict[int, str]:
    if not numbers:
        return {}
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(numbers)))
    return {number: name for number, name in rows}
