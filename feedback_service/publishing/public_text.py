"""The public text: written apart from the citizen's words, approved by a second person.

    drafted → proposed → published → withdrawn          declined: not published, with a reason
                         published → corrected (correcting.py); taken back by one person (removals.py)

Only what stands here reaches the public. Each step is an event of the case.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    NeverPublished,
    NotYours,
    PersonalDataFound,
    ReasonMissing,
    SecondPersonNeeded,
    TextMissing,
)
from feedback_service.folding import fold
from feedback_service.handling.joining.links import merge_of
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.taking_back import take_text_back
from feedback_service.handling.public.versions import let_out
from feedback_service.pack.model import Pack
from feedback_service.publishing.personal_data import Mark, marks, marks_in
from feedback_service.publishing.photos import Choice, Copy, choose_photos, chosen_of, frozen
from feedback_service.publishing.reasons import public_reason
from feedback_service.records import Case, Event, Officer, PublicText
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import Publication, RemovalReason, Status, Visibility

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
SETTLED = (Status.ANSWERED, Status.PASSED_ON)
_REWRITABLE = frozenset(Publication) - {Publication.PUBLISHED}
_DECLINABLE = (Publication.NONE, Publication.DRAFTED, Publication.PROPOSED)


class ToldWithAnother(ChangeNotAllowed):
    said = _l("Hồ sơ này được trả lời chung với hồ sơ khác nên không đăng riêng. Xin đăng hồ sơ chính.")


def find_public_text(session: Session, case: Case) -> PublicText | None:
    return session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one_or_none()


def draft_public_text(
    session: Session,
    case: Case,
    officer: Officer,
    title: str,
    summary: str,
    answer: str,
    revision: int,
    pack: Pack,
    now: datetime,
    photos: tuple[Sequence[Choice], Mapping[int, Copy]] | None = None,
) -> PublicText:
    """Keeps a draft. `revision` is that of the text the writer saw, 0 for none; `photos` what was chosen and the
    copies made of it, None to leave the choice as it is.

    A proposed text that is written again has to be proposed again. Raises NotYours, NeverPublished,
    ChangedMeanwhile, and ChangeNotAllowed while it is published (withdraw it first).
    """
    require(officer, Action.WRITE_PUBLIC, case)
    require_listed(case, pack)
    text = find_public_text(session, case)
    if (text.revision if text else 0) != revision:
        raise ChangedMeanwhile
    if case.publication not in _REWRITABLE:
        raise ChangeNotAllowed
    if text is None:
        text = PublicText(case_id=case.id, code=case.code)
        session.add(text)
    text.title = clean(title)[:LONGEST_TITLE]
    text.summary, text.answer = clean(summary)[:LONGEST_TEXT], clean(answer)[:LONGEST_TEXT]
    text.author_id = officer.id
    copy_facts(text, case, pack, now)
    _change(session, case, text, Publication.DRAFTED, officer, now)
    session.flush()
    if photos is not None:
        choose_photos(session, text, *photos)
    return text


def propose_public_text(
    session: Session, case: Case, officer: Officer, pack: Pack, now: datetime
) -> PublicText:
    """Hands it to the second person. Raises NotYours, NeverPublished, TextMissing, ChangeNotAllowed."""
    require(officer, Action.WRITE_PUBLIC, case)
    text = _publishable(session, case, pack)
    if case.publication != Publication.DRAFTED:
        raise ChangeNotAllowed
    text.proposed_at = now
    _change(session, case, text, Publication.PROPOSED, officer, now)
    return text


def approve_public_text(
    session: Session, case: Case, officer: Officer, pack: Pack, now: datetime, revision: int | None = None
) -> PublicText:
    """Publishes. `revision` is that of the text the approver read.

    Raises SecondPersonNeeded for the author, PersonalDataFound with the places, ChangedMeanwhile, NotYours,
    NeverPublished, ChangeNotAllowed.
    """
    require(officer, Action.APPROVE_PUBLIC, case)
    text = _publishable(session, case, pack)
    if revision is not None and revision != text.revision:
        raise ChangedMeanwhile
    if case.publication != Publication.PROPOSED:
        raise ChangeNotAllowed
    if text.author_id == officer.id:
        raise SecondPersonNeeded
    left = marks_of(session, text, pack)
    if left:
        raise PersonalDataFound(tuple((mark.kind.value, mark.text, mark.field) for mark in left))
    text.approver_id, text.published_at = officer.id, now
    text.photos = frozen(session, text)
    copy_facts(text, case, pack, now)
    let_out(session, text, "", now)
    _change(session, case, text, Publication.PUBLISHED, officer, now, hash=text.content_hash)
    return text


def return_public_text(
    session: Session, case: Case, officer: Officer, reason: str, now: datetime
) -> PublicText:
    """Back to the writer with a reason. Raises NotYours, ReasonMissing, ChangeNotAllowed, TextMissing."""
    require(officer, Action.APPROVE_PUBLIC, case)
    if case.publication != Publication.PROPOSED:
        raise ChangeNotAllowed
    if not reason.strip():
        raise ReasonMissing
    text = find_public_text(session, case)
    if text is None:
        raise TextMissing
    text.reason, text.proposed_at = reason.strip(), None
    _change(session, case, text, Publication.DRAFTED, officer, now, reason=reason.strip())
    return text


def decline_public_text(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> None:
    """Not published, with a reason. Raises NotYours, ReasonMissing, ChangeNotAllowed."""
    require(officer, Action.APPROVE_PUBLIC, case)
    if case.publication not in _DECLINABLE:
        raise ChangeNotAllowed
    _end(session, case, officer, Publication.DECLINED, reason, now)


def withdraw_public_text(
    session: Session, case: Case, officer: Officer, why: RemovalReason, reason: str, now: datetime
) -> None:
    """Gone from every page at once. One person may do this alone: taking back must be quick.

    `reason` is shown to all. Raises NotYours, ReasonMissing, PersonalDataFound, ChangeNotAllowed.
    """
    require(officer, Action.APPROVE_PUBLIC, case)
    if case.publication != Publication.PUBLISHED:
        raise ChangeNotAllowed
    if not take_text_back(session, case, why, public_reason(session, reason), officer, now):
        raise ChangeNotAllowed


def _end(session: Session, case: Case, officer: Officer, to: Publication, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise ReasonMissing
    text = find_public_text(session, case)
    if text:
        text.reason = reason.strip()
    _change(session, case, text, to, officer, now, reason=reason.strip())


def _change(
    session: Session,
    case: Case,
    text: PublicText | None,
    to: Publication,
    officer: Officer,
    now: datetime,
    **details: str,
) -> None:
    before, case.publication = case.publication, to
    if text:
        text.state = to
        if Publication.PUBLISHED in (before, to):
            text.changed_at = now
    if before != to:
        event = Event(
            case_id=case.id, at=now, officer_id=officer.id, action=f"publication:{to}", details=details
        )
        session.add(event)


def marks_of(session: Session, text: PublicText, pack: Pack) -> tuple[Mark, ...]:
    """Personal data that still stands in the words or in a caption."""
    captions = (mark for row in chosen_of(session, text) for mark in marks_in("caption", row.caption, pack))
    return (*marks(text.title, text.summary, text.answer, pack), *captions)


def require(officer: Officer, action: Action, case: Case) -> None:
    if not may(officer, action, case):
        raise NotYours


def require_listed(case: Case, pack: Pack) -> None:
    if not (case.visibility == pack.kind_rule[case.kind].visibility == Visibility.LISTED):
        raise NeverPublished


def _publishable(session: Session, case: Case, pack: Pack) -> PublicText:
    """The text of a settled, listed case. Raises NeverPublished, ChangeNotAllowed, ToldWithAnother, TextMissing."""
    require_listed(case, pack)
    if case.status not in SETTLED:
        raise ChangeNotAllowed
    if merge_of(session, case):
        raise ToldWithAnother
    text = find_public_text(session, case)
    if text is None or not (text.title and text.summary and text.answer):
        raise TextMissing
    return text


def copy_facts(text: PublicText, case: Case, pack: Pack, now: datetime) -> None:
    """The facts as they are now, and the words that search finds the text by."""
    text.kind, text.unit_code = case.kind, case.unit_code
    text.topic_code, text.area_code = case.topic_code, case.area_code
    text.received_on, text.due_on, text.late = case.received_on, case.due_on, case.late
    text.answered_on = case.answered_on or case.closed_on or local_day(now, pack)
    named = (
        pack.topic_by_code.get(case.topic_code),
        pack.area_by_code.get(case.area_code),
        pack.unit_by_code.get(case.unit_code),
    )
    names = [one.name.vi for one in named if one]
    text.folded = fold(" ".join([case.code, text.title, text.summary, text.answer, *names]))


def clean(text: str) -> str:
    """NFC, one kind of line end, nothing unprintable."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(char for char in line if char.isprintable()) for line in lines).strip()
