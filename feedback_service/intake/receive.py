"""The one door: whatever the channel, a message becomes a case here, and in no other place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.marking import deciding_words
from feedback_service.handling.promises import next_due, promised, receipt_day
from feedback_service.intake.codes import new_code
from feedback_service.intake.pins import pin_for, pin_hash
from feedback_service.intake.submission import Submission
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Contact, Event, keyring
from feedback_service.routing.proposal import Proposal, as_dict
from feedback_service.routing.rules import propose
from feedback_service.routing.sealing import name_readers, visibility_of
from feedback_service.vocabulary import Clock, Kind, Status, Visibility


@dataclass(frozen=True, slots=True)
class Receipt:
    """`created` is False when the submission had come before; the PIN is the same then."""

    case: Case
    pin: str
    created: bool


def receive_submission(session: Session, submission: Submission, pack: Pack, now: datetime) -> Receipt:
    """Opens a case: routed, promised, the citizen told. The caller commits, and only then answers.

    Two of the same submission at once: the second fails on the unique id and finds the first when tried again
    (see intake/door.py).
    """
    known = find_submission(session, submission.submission_id)
    if known:
        return Receipt(known, pin_for(submission.submission_id, known.code), created=False)
    proposal = propose(submission.text, pack, submission.area_code)
    case = _case(session, submission, proposal, pack, now)
    session.add(case)
    session.flush()
    _first_event(session, case, submission, proposal, now)
    if case.visibility == Visibility.SEALED:
        name_readers(session, case, pack, now)
    pin = pin_for(submission.submission_id, case.code)
    due = case.promises[-1].due_on
    tell_citizen(session, case, "receipt", pack, now, key=f"receipt:{case.id}", pin=pin, due=due)
    return Receipt(case, pin, created=True)


def find_submission(session: Session, submission_id: str) -> Case | None:
    return session.scalars(select(Case).where(Case.submission_id == submission_id)).one_or_none()


def _case(session: Session, submission: Submission, proposal: Proposal, pack: Pack, now: datetime) -> Case:
    kind = submission.kind or proposal.kind
    unit = submission.unit or unit_of(kind, proposal, pack)
    code = _free_code(session, pack.commune.code_prefix)
    case = Case(
        code=code,
        submission_id=submission.submission_id,
        pin_hash=pin_hash(code, pin_for(submission.submission_id, code)),
        channel=submission.channel,
        text=submission.text,
        folded=fold(submission.text),
        place=submission.place,
        area_code=submission.area_code or _area(proposal),
        latitude=submission.latitude,
        longitude=submission.longitude,
        anonymous=submission.anonymous,
        contact=_contact(submission),
        kind=kind,
        topic_code=proposal.topic,
        unit_code=unit,
        danger=proposal.danger,
        why=_why(proposal, submission.text),
        visibility=visibility_of(kind, proposal.topic, proposal.visibility == Visibility.SEALED, pack),
        status=Status.RECEIVED,
        sent_at=submission.sent_at,
        entered_at=now,
        received_on=receipt_day(submission.sent_at, pack),
        late=False,
    )
    case.promises = [
        promised(clock, kind, submission.sent_at, pack) for clock in (Clock.TRIAGE, Clock.ANSWER)
    ]
    case.attachments = [
        Attachment(sha256=file.sha256, media_type=file.media_type, size=file.size, added_at=now)
        for file in submission.files
    ]
    case.due_on = next_due(case)
    return case


def unit_of(kind: Kind, proposal: Proposal, pack: Pack) -> str:
    """A sure proposal goes to its unit; the rest to the triage desk, so that nobody's case is nobody's."""
    if pack.kind_rule[kind].unit:
        return pack.kind_rule[kind].unit
    known = pack.unit_by_code[proposal.unit]
    # A body outside has no desk here: triage hands the case on and follows it.
    if not proposal.confident or proposal.spam or known.outside:
        return pack.commune.triage_unit
    return proposal.unit


def _area(proposal: Proposal) -> str:
    """The place that the text names, if it names one only: "Thôn 1" may be any of four."""
    return proposal.areas[0] if len(proposal.areas) == 1 else ""


def _why(proposal: Proposal, text: str) -> str:
    """The words that decided, as the citizen wrote them: for the queue, which reads no events."""
    return ", ".join(f"“{word}”" for word in deciding_words(as_dict(proposal), text)[:3])[:200]


def _contact(submission: Submission) -> Contact | None:
    if submission.anonymous:
        return None  # a promise on the form: nothing about the sender is kept
    given = {
        "name": submission.name,
        "phone": submission.phone,
        "phone_raw": submission.phone_raw,
        "email": submission.email,
        "on_behalf_of": submission.on_behalf_of,
        "interpreter": submission.interpreter,
    }
    details = {name: value for name, value in given.items() if value}
    if not details:
        return None
    number = submission.phone or submission.phone_raw
    return Contact(details=details, phone_fingerprint=keyring.fingerprint(number) if number else None)


def _free_code(session: Session, prefix: str) -> str:
    while True:
        code = new_code(prefix)
        if not session.scalar(select(exists().where(Case.code == code))):
            return code


def _first_event(
    session: Session, case: Case, submission: Submission, proposal: Proposal, now: datetime
) -> None:
    session.add(
        Event(
            case_id=case.id,
            at=now,
            officer_id=submission.officer_id,
            action="received",
            details={"channel": submission.channel, "proposal": as_dict(proposal)},
        )
    )
