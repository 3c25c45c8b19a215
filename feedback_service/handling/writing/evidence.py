"""Pictures of a case: before and after, copies with something painted over, and the sealed originals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.errors import ChangeNotAllowed, Fact, NotYours, ReasonMissing
from feedback_service.handling.public.taking_back import take_picture_back
from feedback_service.handling.workflow import record, require
from feedback_service.handling.writing.painting import Shape, paint
from feedback_service.records import Attachment, Case, Officer, Reading
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import EvidenceRole, RemovalReason

PICTURE = "image/jpeg"
ORIGINAL_STAYS = timedelta(minutes=30)


class NothingPainted(Fact):
    status = 422
    said = _l("Chưa có chỗ nào được che. Xin kéo một ô trên ảnh, hoặc điền bốn số.")


class PictureUnreadable(Fact):
    status = 422
    said = _l("Không mở được ảnh này nên chưa che được.")


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands side by side."""

    before: tuple[Attachment, ...]
    after: tuple[Attachment, ...]


def pair_of(attachments: Sequence[Attachment]) -> Pair:
    """Where no picture is marked as before, the citizen's own are: they show what was wrong."""
    shown = [one for one in attachments if one.media_type == PICTURE and not one.sealed]
    before = tuple(one for one in shown if one.role == EvidenceRole.BEFORE)
    after = tuple(one for one in shown if one.role == EvidenceRole.AFTER)
    if after and not before:
        before = tuple(one for one in shown if one.officer_id is None and one.role == EvidenceRole.NONE)
    return Pair(before, after)


def painted_copy(original: Attachment, shapes: Sequence[Shape]) -> tuple[str, int]:
    """Name and size of the copy in the store. Before the transaction: painting takes a while, and others wait.

    Raises NothingPainted, PictureUnreadable, ChangeNotAllowed for what is sealed already or no picture.
    """
    _require_paintable(original)
    if not shapes:
        raise NothingPainted
    content = _painted(original, shapes)
    return files.put(content), len(content)


def paint_over(
    session: Session,
    case: Case,
    officer: Officer,
    original: Attachment,
    stored: tuple[str, int],
    now: datetime,
) -> Attachment:
    """Puts the painted copy in and seals what it was made from. The copy counts as sent by whoever sent the original.

    Raises ChangeNotAllowed.
    """
    require(officer, Action.NOTE, case)
    _require_paintable(original)
    name, size = stored
    copy = _known(session, case, name) or Attachment(
        case_id=case.id,
        sha256=name,
        media_type=PICTURE,
        size=size,
        added_at=now,
        officer_id=original.officer_id,
        role=original.role,
        painted_from=original.id,
    )
    session.add(copy)
    original.sealed = True
    take_picture_back(session, original, RemovalReason.PERSONAL_DATA, "", officer, now)
    record(session, case, "picture_painted", now, officer, number=original.id)
    session.flush()
    return copy


def reveal_original(
    session: Session, case: Case, officer: Officer, original: Attachment, reason: str, now: datetime
) -> Reading:
    """Lets the officer see a sealed original for a while; written down. Raises NotYours, ReasonMissing."""
    if not may(officer, Action.SEE_SENDER, case) and not may(officer, Action.REVEAL_SENDER, case):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    if not original.sealed:
        raise ChangeNotAllowed
    reading = Reading(
        at=now, officer_id=officer.id, case_id=case.id, what=_what(original), reason=reason.strip()
    )
    session.add(reading)
    record(session, case, "original_seen", now, officer, reason=reason.strip(), number=original.id)
    return reading


def is_open_to(session: Session, file: Attachment, officer: Officer, now: datetime) -> bool:
    """Whether the bytes may be shown: always, unless sealed; then to whoever gave a reason a short while ago."""
    if not file.sealed:
        return True
    asked = select(Reading.id).where(
        Reading.case_id == file.case_id,
        Reading.officer_id == officer.id,
        Reading.what == _what(file),
        Reading.at > now - ORIGINAL_STAYS,
    )
    return session.scalar(asked.limit(1)) is not None


def _require_paintable(original: Attachment) -> None:
    if original.sealed or original.media_type != PICTURE:
        raise ChangeNotAllowed


def _what(file: Attachment) -> str:
    return f"original:{file.id}"


def _painted(original: Attachment, shapes: Sequence[Shape]) -> bytes:
    try:
        with files.open(original.sha256) as stream:
            return paint(stream.read(), shapes)
    except (files.NoSuchFile, OSError) as error:
        raise PictureUnreadable from error


def _known(session: Session, case: Case, name: str) -> Attachment | None:
    asked = select(Attachment).where(Attachment.case_id == case.id, Attachment.sha256 == name)
    return session.scalars(asked).one_or_none()
