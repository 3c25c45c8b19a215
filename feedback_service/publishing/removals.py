"""Taking back, by one person and at once, and the public ledger of what was taken back.

The ledger says what kind of thing, why, when and by which role; never what it said, whose it was or which case.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact
from feedback_service.handling.public.taking_back import take_picture_back
from feedback_service.handling.workflow import record
from feedback_service.language import day
from feedback_service.publishing.public_text import require
from feedback_service.publishing.reasons import public_reason, why_words
from feedback_service.records import Attachment, Case, Officer, PublicPhoto, PublicText, Removal
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Kind, RemovalReason, Removed, Role

LINES = 50


class TakenBack(Fact):
    """410: it stood here once. `said` tells when and why in general words."""

    status = 410


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line that anybody may read. `key` is for the next page's address."""

    key: int
    at: datetime
    what: Removed
    why: RemovalReason
    reason: str
    kind: Kind
    role: Role | None


def remove_photo(
    session: Session,
    case: Case,
    officer: Officer,
    attachment: int,
    why: RemovalReason,
    reason: str,
    now: datetime,
) -> None:
    """One picture at once, by one person; the text stays. Raises as withdraw_public_text."""
    require(officer, Action.APPROVE_PUBLIC, case)
    said = public_reason(session, reason)
    picture = session.scalars(
        select(Attachment)
        .join(PublicPhoto, PublicPhoto.attachment_id == Attachment.id)
        .where(Attachment.id == attachment, Attachment.case_id == case.id)
    ).first()
    if picture is None or not take_picture_back(session, picture, why, said, officer, now):
        raise ChangeNotAllowed
    record(session, case, "publication:photo_removed", now, officer, reason=said, why=why.value)


def ledger(session: Session, before: int | None = None, lines: int = LINES) -> tuple[LedgerLine, ...]:
    """Newest first; one more than `lines`, so that the caller knows whether there is a next page."""
    columns = (Removal.id, Removal.at, Removal.what, Removal.why, Removal.reason, Removal.kind, Removal.role)
    asked = select(*columns).order_by(Removal.id.desc()).limit(lines + 1)
    if before is not None:
        asked = asked.where(Removal.id < before)
    return tuple(LedgerLine(*row) for row in session.execute(asked))


def taken_back(session: Session, code: str) -> TakenBack:
    """What to answer for a result that is gone. Of one that may not be spoken of it says only that it is gone."""
    asked = (
        select(Removal.at, Removal.why)
        .join(PublicText, PublicText.id == Removal.public_text_id)
        .where(PublicText.code == code, Removal.what == Removed.TEXT)
        .order_by(Removal.id.desc())
        .limit(1)
    )
    row = session.execute(asked).one_or_none()
    if row is None:
        return TakenBack(_("Xã đã gỡ kết quả này."))
    why = why_words(row.why)
    return TakenBack(
        _("Xã đã gỡ kết quả này ngày %(day)s. Lý do: %(why)s.", day=day(row.at), why=why.lower())
    )


def what_words(what: Removed) -> str:
    said: dict[Removed, str] = {
        Removed.TEXT: _("Gỡ cả kết quả"),
        Removed.PASSAGE: _("Đính chính"),
        Removed.PHOTO: _("Gỡ một ảnh"),
        Removed.POST: _("Gỡ một bài đăng"),
    }
    return said[what]


def role_words(role: Role | None) -> str:
    """Who decided, as the readers know them; never a name."""
    if role is None:
        return str(_("Tự động, hết thời hạn giữ"))
    said: dict[Role, str] = {
        Role.LEADER: _("Lãnh đạo xã"),
        Role.PUBLISHER: _("Người phụ trách công bố"),
        Role.HEAD: _("Trưởng đơn vị"),
    }
    return said[role] if role in said else str(_("Cán bộ xã"))
