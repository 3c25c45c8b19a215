"""Why something was taken back or put right: the words that everybody reads, and the choices of the forms."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from feedback_service.errors import PersonalDataFound, ReasonMissing
from feedback_service.pack.current import current_pack
from feedback_service.publishing.personal_data import marks_in
from feedback_service.vocabulary import RemovalReason


def public_reason(session: Session, reason: str) -> str:
    """As it will be read by all. Raises ReasonMissing, PersonalDataFound."""
    said = " ".join(reason.split())
    if not said:
        raise ReasonMissing
    left = marks_in("reason", said, current_pack(session))
    if left:
        raise PersonalDataFound(tuple((mark.kind.value, mark.text, mark.field) for mark in left))
    return said


def why_words(why: RemovalReason) -> str:
    said: dict[RemovalReason, str] = {
        RemovalReason.PERSONAL_DATA: _("Có thông tin riêng của người dân"),
        RemovalReason.WRONG: _("Có chỗ chưa đúng"),
        RemovalReason.ON_REQUEST: _("Người liên quan yêu cầu"),
        RemovalReason.RIGHTS: _("Ảnh hoặc lời thuộc quyền của người khác"),
        RemovalReason.KEPT_BY_LAW: _("Pháp luật buộc giữ kín"),
        RemovalReason.REOPENED: _("Việc chưa xong, đang xem lại"),
        RemovalReason.OTHER: _("Lý do khác"),
    }
    return said[why]


def reasons() -> Sequence[tuple[str, str]]:
    """The choices of a form: (value, words)."""
    return [(why.value, why_words(why)) for why in RemovalReason]


def removal_reason(word: str) -> RemovalReason:
    """As a form sends it; what is none of them is "other"."""
    return RemovalReason(word) if word in list(RemovalReason) else RemovalReason.OTHER
