"""Putting a published text right: the old one stays up until a second person has read the new one.

Luật Tiếp cận thông tin 2016 Điều 22. The readers are told when and what; the old words are not shown again.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    PersonalDataFound,
    ReasonMissing,
    SecondPersonNeeded,
    TextMissing,
)
from feedback_service.handling.public.filter import shown_photos
from feedback_service.handling.public.taking_back import write_removal
from feedback_service.handling.public.versions import keep_what_stands, let_out
from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.publishing.personal_data import Mark, marks, marks_in
from feedback_service.publishing.photos import choose_as_frozen, chosen_of, frozen
from feedback_service.publishing.public_text import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    clean,
    copy_facts,
    find_public_text,
    require,
    require_listed,
)
from feedback_service.records import Case, Officer, PublicCorrection, PublicText
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Publication, RemovalReason, Removed

NEW = 0  # the revision of a correction that nobody has begun


def correct_public_text(
    session: Session,
    case: Case,
    officer: Officer,
    title: str,
    summary: str,
    answer: str,
    note: str,
    pack: Pack,
    now: datetime,
    why: RemovalReason = RemovalReason.WRONG,
    revision: int | None = None,
) -> PublicCorrection:
    """Proposes a correction. `note` tells the readers what was put right; `revision` is that of the correction that
    the writer saw, NEW for none. Raises NotYours, NeverPublished, ChangeNotAllowed, ChangedMeanwhile, TextMissing,
    ReasonMissing.
    """
    correction = draft_correction(
        session, case, officer, title, summary, answer, note, pack, now, why, revision
    )
    if not (correction.title and correction.summary and correction.answer):
        raise TextMissing
    if not correction.note:
        raise ReasonMissing
    correction.proposed_at, correction.returned_reason = now, ""
    record(session, case, "publication:correction_proposed", now, officer)
    session.flush()
    return correction


def draft_correction(
    session: Session,
    case: Case,
    officer: Officer,
    title: str,
    summary: str,
    answer: str,
    note: str,
    pack: Pack,
    now: datetime,
    why: RemovalReason = RemovalReason.WRONG,
    revision: int | None = None,
) -> PublicCorrection:
    """Keeps it for later; one that was proposed has to be proposed again. Raises as correct_public_text."""
    require(officer, Action.WRITE_PUBLIC, case)
    require_listed(case, pack)
    text = published_text(session, case)
    correction = find_correction(session, text)
    if revision is not None and revision != (correction.revision if correction else NEW):
        raise ChangedMeanwhile
    if correction is None:
        correction = PublicCorrection(public_text_id=text.id)
        session.add(correction)
    correction.title = clean(title)[:LONGEST_TITLE]
    correction.summary, correction.answer = clean(summary)[:LONGEST_TEXT], clean(answer)[:LONGEST_TEXT]
    correction.note, correction.why = clean(note)[:LONGEST_TEXT], why
    correction.author_id, correction.saved_at, correction.proposed_at = officer.id, now, None
    session.flush()
    return correction


def approve_correction(
    session: Session, case: Case, officer: Officer, pack: Pack, now: datetime, revision: int | None = None
) -> PublicText:
    """The next version, everywhere at once. `revision`: that of the correction that the approver read.

    Raises SecondPersonNeeded for who wrote it, PersonalDataFound, ChangedMeanwhile, NotYours, NeverPublished,
    ChangeNotAllowed.
    """
    require(officer, Action.APPROVE_PUBLIC, case)
    require_listed(case, pack)
    text = published_text(session, case)
    correction = _proposed(session, text)
    if revision is not None and revision != correction.revision:
        raise ChangedMeanwhile
    if correction.author_id == officer.id:
        raise SecondPersonNeeded
    left = marks_of_correction(session, text, correction, pack)
    if left:
        raise PersonalDataFound(tuple((mark.kind.value, mark.text, mark.field) for mark in left))
    keep_what_stands(session, text)
    before = text.title, text.summary, text.answer, {photo["sha256"] for photo in shown_photos(text)}
    text.title, text.summary, text.answer = correction.title, correction.summary, correction.answer
    text.photos = frozen(session, text)
    text.author_id, text.approver_id = correction.author_id, officer.id
    copy_facts(text, case, pack, now)
    let_out(session, text, correction.note, now)
    if _takes_something_away(before, text):
        write_removal(session, text, Removed.PASSAGE, correction.why, correction.note, officer, now)
    record(session, case, "publication:corrected", now, officer, hash=text.content_hash)
    session.delete(correction)
    session.flush()
    return text


def return_correction(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> None:
    """Back to who wrote it; the published text stands. Raises NotYours, ReasonMissing, ChangeNotAllowed."""
    require(officer, Action.APPROVE_PUBLIC, case)
    correction = _proposed(session, published_text(session, case))
    if not reason.strip():
        raise ReasonMissing
    correction.proposed_at, correction.returned_reason = None, reason.strip()
    record(session, case, "publication:correction_returned", now, officer, reason=reason.strip())


def drop_correction(session: Session, case: Case, officer: Officer, now: datetime) -> None:
    """Nothing is put right after all. Raises NotYours, ChangeNotAllowed."""
    require(officer, Action.WRITE_PUBLIC, case)
    text = published_text(session, case)
    correction = find_correction(session, text)
    if correction is None:
        raise ChangeNotAllowed
    session.delete(correction)
    choose_as_frozen(session, text)
    record(session, case, "publication:correction_dropped", now, officer)


def find_correction(session: Session, text: PublicText) -> PublicCorrection | None:
    asked = select(PublicCorrection).where(PublicCorrection.public_text_id == text.id)
    return session.scalars(asked).one_or_none()


def marks_of_correction(
    session: Session, text: PublicText, correction: PublicCorrection, pack: Pack
) -> Sequence[Mark]:
    """Personal data in the words, the note and the captions."""
    return (
        *marks(correction.title, correction.summary, correction.answer, pack),
        *marks_in("note", correction.note, pack),
        *(mark for photo in chosen_of(session, text) for mark in marks_in("caption", photo.caption, pack)),
    )


def published_text(session: Session, case: Case) -> PublicText:
    """Raises ChangeNotAllowed where none is out."""
    text = find_public_text(session, case)
    if text is None or case.publication != Publication.PUBLISHED:
        raise ChangeNotAllowed
    return text


def _takes_something_away(before: tuple[str, str, str, set[str]], text: PublicText) -> bool:
    """A picture that was only added is no line of the ledger."""
    *words, pictures = before
    return words != [text.title, text.summary, text.answer] or not pictures <= {
        photo["sha256"] for photo in shown_photos(text)
    }


def _proposed(session: Session, text: PublicText) -> PublicCorrection:
    correction = find_correction(session, text)
    if correction is None or correction.proposed_at is None:
        raise ChangeNotAllowed
    return correction
