"""What is done for the person: shown, corrected, erased, or refused with the law's reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from feedback_service.errors import ReasonMissing
from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Call,
    CallBack,
    CallSheet,
    Case,
    Follower,
    InboundEvent,
    Message,
    Note,
    Notification,
    Officer,
    PersonRequest,
    Petitioner,
    Phone,
    PublicText,
)
from feedback_service.routing.personal_data import mask
from feedback_service.settings.rights.asking import asked_number, require_proved
from feedback_service.settings.rights.forgetting import (
    CALL,
    INBOUND,
    NOTIFICATION,
    call_back,
    drop_recording,
    forget_case,
    sweep_soon,
)
from feedback_service.settings.rights.holding import Held, held_about
from feedback_service.settings.rights.keeping import duty_to_keep
from feedback_service.settings.rights.numbers import Number, number_of
from feedback_service.vocabulary import Publication


@dataclass(frozen=True, slots=True)
class Erased:
    """`kept`: cases that stay, each with the law's reason."""

    forgotten: Sequence[Case]
    kept: Sequence[tuple[Case, str]]


def close_request(request: PersonRequest, officer: Officer, outcome: str, now: datetime) -> None:
    """Done, in these words. Raises RequestClosed, NotProved."""
    require_proved(request)
    _close(request, officer, outcome, now)


def refuse_request(request: PersonRequest, officer: Officer, reason: str, now: datetime) -> None:
    """Also one that nobody has proved. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    request.refused = True
    _close(request, officer, reason.strip(), now)


def correct_person(
    session: Session,
    request: PersonRequest,
    officer: Officer,
    name: str,
    email: str,
    phone: str,
    now: datetime,
) -> int:
    """Writes the right name, address or number into every contact of theirs that the officer sees; an empty box
    changes nothing. Returns how many. Raises RequestClosed, NotProved.
    """
    require_proved(request)
    held = held_about(session, officer, asked_number(request))
    new = number_of(phone) if phone.strip() else None
    given = {"name": name.strip(), "email": email.strip(), "phone": new.e164 if new else ""}
    changed = {key: value for key, value in given.items() if value}
    for case in held.cases:
        if case.contact:
            case.contact.details = {**case.contact.details, **changed}
            if new:
                case.contact.phone_fingerprint = new.fingerprint
    outcome = _("Đã sửa ở %(count)d hồ sơ.", count=len(held.cases))
    _close(request, officer, outcome, now)
    return len(held.cases)


def to_be_erased(held: Held, pack: Pack) -> Erased:
    reasons = [(case, duty_to_keep(case, pack)) for case in held.cases]
    return Erased([case for case, why in reasons if not why], [(case, why) for case, why in reasons if why])


def still_published(session: Session, held: Held) -> Sequence[str]:
    """Codes of cases of theirs, or that speak of them, whose public text is out. Erasing does not take it down: who
    published it reads it once more, and withdraws it where it tells of a person.
    """
    numbers = [case.id for case in (*held.cases, *held.mentioned)]
    out = (PublicText.case_id.in_(numbers), PublicText.state == Publication.PUBLISHED)
    return session.scalars(select(PublicText.code).where(*out).order_by(PublicText.id)).all()


def erase_person(
    session: Session, request: PersonRequest, officer: Officer, pack: Pack, now: datetime
) -> Erased:
    """What may go goes; what another law keeps stays, and the outcome says which and why. Where all of it has to be
    kept the request is refused. Raises RequestClosed, NotProved.
    """
    require_proved(request)
    number = asked_number(request)
    held = held_about(session, officer, number)
    found, rule = to_be_erased(held, pack), f"person_request:{request.id}"
    for case in found.forgotten:
        forget_case(session, case, rule, mask, now)
    for case in held.mentioned:
        _cover_number(session, case, number)
    _forget_loose(session, held, {case.id for case, _why in found.kept}, now)
    request.refused = bool(found.kept) and not found.forgotten
    _close(request, officer, _outcome(found), now)
    request.details = {"phone": request.details["phone"]} if found.kept else {}
    sweep_soon(session, now)
    return found


def _cover_number(session: Session, case: Case, number: Number) -> None:
    """In the words of other people's cases only this number goes."""
    case.text = number.covered(case.text)
    case.folded = fold(case.text)
    messages = session.scalars(select(Message).where(Message.case_id == case.id))
    notes = session.scalars(select(Note).where(Note.case_id == case.id))
    for row in (*messages, *notes):
        row.text = number.covered(row.text)


def _forget_loose(session: Session, held: Held, kept: set[int], now: datetime) -> None:
    """Rows of the number that hang on no case that stays."""
    for table, rows, values in (
        (Call, held.calls, CALL),
        (CallBack, held.call_backs, call_back(now)),
        (Notification, held.notifications, NOTIFICATION),
        (InboundEvent, held.received, INBOUND),
        (Petitioner, held.petitions, {"details": {}, "phone_fingerprint": None}),
    ):
        numbers = [row.id for row in rows if row.case_id is None or row.case_id not in kept]
        session.execute(update(table).where(table.id.in_(numbers)).values(**values))
    for recording in held.recordings:
        if recording.case_id is None or recording.case_id not in kept:
            drop_recording(session, recording, now)
    sheets = [sheet.submission_id for sheet in held.sheets]
    session.execute(delete(CallSheet).where(CallSheet.submission_id.in_(sheets)))
    # Of a published case, whoever sent it: no law keeps who wanted to hear of it.
    session.execute(delete(Follower).where(Follower.phone_fingerprint == held.number.fingerprint))
    if not kept:  # who still has a case here keeps the wish not to be written to
        session.execute(delete(Phone).where(Phone.fingerprint == held.number.fingerprint))


def _outcome(found: Erased) -> str:
    said = [_("Đã xoá dữ liệu ở %(count)d hồ sơ.", count=len(found.forgotten))] if found.forgotten else []
    said += [f"{case.code}: {why}" for case, why in found.kept]
    return " ".join(said) or _("Không còn giữ hồ sơ nào của số này.")


def _close(request: PersonRequest, officer: Officer, outcome: str, now: datetime) -> None:
    request.done_at, request.done_by, request.outcome = now, officer.id, outcome
