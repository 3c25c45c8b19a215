"""Not solved, and too late to reopen: what the sender means goes on as a new case that is tied to the old one."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from feedback_service.intake.pins import pin_for
from feedback_service.intake.receive import Receipt, draft, find_submission, keep
from feedback_service.intake.submission import LONGEST_TEXT, Submission
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Contact
from feedback_service.vocabulary import Channel, Relation, Visibility


def open_again(
    session: Session,
    old: Case,
    words: str,
    submission_id: str,
    pack: Pack,
    now: datetime,
    channel: Channel = Channel.SMS,
) -> Receipt:
    """The sender is told the new code as of any case. The same `submission_id` twice is the same case."""
    known = find_submission(session, submission_id)
    if known:
        return Receipt(known, pin_for(submission_id, known.code), created=False)
    case = draft(_submission(session, old, words, submission_id, channel, now), pack, now)
    case.topic_code, case.latitude, case.longitude = old.topic_code, old.latitude, old.longitude
    if old.visibility == Visibility.SEALED:
        case.visibility = Visibility.SEALED
    receipt = keep(session, case, pack, now)
    details = {"not_solved": True}
    session.add(
        CaseLink(case_id=case.id, other_id=old.id, relation=Relation.REPEATED, at=now, details=details)
    )
    return receipt


def _submission(
    session: Session, old: Case, words: str, submission_id: str, channel: Channel, now: datetime
) -> Submission:
    contact = session.get(Contact, old.contact_id) if old.contact_id and not old.anonymous else None
    known = contact.details if contact else {}
    named = ("name", "phone", "phone_raw", "email", "on_behalf_of", "interpreter", "language")
    return Submission(
        channel=channel,
        text=_text(old, words),
        submission_id=submission_id,
        sent_at=now,
        anonymous=old.anonymous,
        area_code=old.area_code,
        place=old.place,
        unit=old.unit_code,
        kind=old.kind,
        **{name: str(known[name]) for name in named if known.get(name)},  # type: ignore[arg-type]
    )


def _text(old: Case, words: str) -> str:
    """Their own words of then stand below: whoever reads it must know what is not solved."""
    first = _("Việc %(code)s đã được trả lời mà chưa xong.", code=old.code)
    return "\n\n".join(part for part in (f"{first} {words.strip()}".strip(), old.text) if part)[:LONGEST_TEXT]
