"""Passing on: some topics, everything, or everything and for good."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.workflow import record
from feedback_service.notifying.duty_phones import duty_phones
from feedback_service.records import (
    Absence,
    Answer,
    BookImport,
    CallImport,
    CallSheet,
    Case,
    CaseReader,
    Mention,
    Officer,
    OfficerSession,
    PersonRequest,
    PublicText,
    SavedFilter,
)
from feedback_service.settings.duty import remove_phone
from feedback_service.settings.handover.hands import UNPUBLISHED, duty_phones_of, open_cases, open_drafts
from feedback_service.settings.officers import (
    LastAdministrator,
    NoSuchOfficer,
    NotYourself,
    count_administrators,
)
from feedback_service.staff.visibility import UNSEALED, is_barred
from feedback_service.vocabulary import ImportState, Role


class SuccessorMissing(Fact):
    status = 422
    said = _l("Xin chọn người nhận: một cán bộ đang làm việc, không phải chính người bàn giao.")


class LastDutyPhone(Fact):
    said = _l(
        "Máy trực chỉ còn số của người này. Xin thêm số trực của người nhận ở mục Máy trực, rồi kết thúc."
    )


def find_officer(session: Session, number: int) -> Officer:
    """Raises NoSuchOfficer."""
    officer = session.get(Officer, number)
    if officer is None:
        raise NoSuchOfficer
    return officer


def successors(session: Session, officer: Officer) -> Sequence[Officer]:
    """Who may take over: those of the unit first."""
    at_work = select(Officer).where(Officer.active, Officer.id != officer.id, Officer.demo == officer.demo)
    return session.scalars(at_work.order_by(Officer.unit_code != officer.unit_code, Officer.name)).all()


def pass_cases(
    session: Session,
    officer: Officer,
    to: Officer | None,
    by: Officer,
    now: datetime,
    topic: str | None = None,
) -> int:
    """Open cases of a topic (None: of all) to `to`, where they are of his unit; the others, and all of them with
    None, go back to their units' desks unassigned. Returns how many. Raises SuccessorMissing.
    """
    if to is not None:
        _check(officer, to)
    which = [open_cases(officer), UNSEALED]
    if topic is not None:
        which.append(Case.topic_code == topic)
    return _pass(session, to, by, now, which)


def depart(session: Session, officer: Officer, to: Officer | None, by: Officer, now: datetime) -> None:
    """Gone for good: nothing points to him any more, nobody signs in as him.

    What stays is history: who wrote, who approved, who heard. Raises NotYourself, LastAdministrator, SuccessorMissing,
    LastDutyPhone.
    """
    if officer.id == by.id:
        raise NotYourself
    if officer.role == Role.ADMIN and officer.active and count_administrators(session) < 2:
        raise LastAdministrator
    if to is None:
        raise SuccessorMissing
    _check(officer, to)
    _pass(session, to, by, now, [open_cases(officer), UNSEALED])
    _pass(session, None, by, now, [open_cases(officer)])  # sealed: back to the leaders, who see them anyway
    _pass_writing(session, officer, to)
    _take_off_duty(session, officer)
    _drop_own(session, officer, now)
    officer.left_on, officer.active, officer.password = now, False, None
    officer.fs_uniquifier = secrets.token_hex(16)


def _take_off_duty(session: Session, officer: Officer) -> None:
    """His phone is not rung by night any more. The number is his own, so it cannot be handed over: the successor's
    is added on the page of the phones, before this where there is no other.
    """
    his = duty_phones_of(session, officer)
    if his and len(his) == len(duty_phones(session)):
        raise LastDutyPhone
    for phone in his:
        remove_phone(session, phone.id)


def _check(officer: Officer, to: Officer) -> None:
    if to.id == officer.id or not to.active:
        raise SuccessorMissing


def _pass(
    session: Session, to: Officer | None, by: Officer, now: datetime, which: Sequence[ColumnElement[bool]]
) -> int:
    cases = session.scalars(select(Case).where(*which).order_by(Case.id)).all()
    for case in cases:
        taker = to if to is not None and _may_take(session, to, case) else None
        wrote = case.citizen_wrote_at
        case.assigned_to = taker.id if taker else None
        record(session, case, "handed_over", now, by, to=taker.name if taker else "")
        case.citizen_wrote_at = wrote  # whoever hands it over has not read what the citizen wrote
    session.flush()
    return len(cases)


def _may_take(session: Session, to: Officer, case: Case) -> bool:
    return to.unit_code == case.unit_code and not is_barred(session, to, case)


def _pass_writing(session: Session, officer: Officer, to: Officer) -> None:
    """Drafts, half-filled sheets and requests: words that somebody has to finish."""
    for draft in session.scalars(select(Answer).where(open_drafts(officer))):
        draft.author_id = to.id
    public = select(PublicText).where(PublicText.author_id == officer.id, PublicText.state.in_(UNPUBLISHED))
    for text in session.scalars(public):
        text.author_id = to.id
    for sheet in session.scalars(select(CallSheet).where(CallSheet.officer_id == officer.id)):
        sheet.officer_id = to.id
    waiting = select(PersonRequest).where(
        PersonRequest.officer_id == officer.id, PersonRequest.done_at.is_(None)
    )
    for request in session.scalars(waiting):
        request.officer_id = to.id
    for table in (CallImport, BookImport):
        mine = (table.officer_id == officer.id, table.state != ImportState.DONE)
        session.execute(update(table).where(*mine).values(officer_id=to.id))
    session.flush()


def _drop_own(session: Session, officer: Officer, now: datetime) -> None:
    """What is his alone: searches, calls by name, the sealed cases that he was named to, his sign-ins."""
    session.execute(delete(SavedFilter).where(SavedFilter.officer_id == officer.id))
    for reader in session.scalars(select(CaseReader).where(CaseReader.officer_id == officer.id)):
        session.delete(reader)
    for mention in session.scalars(select(Mention).where(Mention.officer_id == officer.id)):
        mention.seen_at = mention.seen_at or now
    away = or_(Absence.deputy_id == officer.id, Absence.officer_id == officer.id)
    for absence in session.scalars(select(Absence).where(away, Absence.ended_at.is_(None))):
        absence.ended_at = now
    mine = (OfficerSession.officer_id == officer.id, OfficerSession.ended_at.is_(None))
    for signed_in in session.scalars(select(OfficerSession).where(*mine)):
        signed_in.ended_at = now
    session.flush()
