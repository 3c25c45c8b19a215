"""What joining and splitting did to a case, in an officer's words: lines of the log (handling/event_words.py)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from feedback_service.vocabulary import Status

Details = Mapping[str, Any]
_MERGED = f"status:{Status.MERGED}"


def joining_words(action: str, details: Details) -> tuple[str, str, str] | None:
    """Text, note and state of the line; None for what has nothing to do with joining."""
    reason = str(details.get("reason", ""))
    if details.get("from") == Status.MERGED and action in _BACK:
        return _BACK[action](), reason, "now"
    if details.get("from") == Status.MERGED and action in _ENDED:
        return _ENDED[action](), reason, "done"
    if action not in _WORDS:
        return None
    words, state = _WORDS[action]
    return words(details), reason, state


def _merged(details: Details) -> str:
    if details.get("code"):
        return str(_("Gộp vào hồ sơ %(code)s", code=details["code"]))
    return str(_("Gộp vào hồ sơ khác"))


def _merged_here(details: Details) -> str:
    if details.get("code"):
        return str(_("Gộp hồ sơ %(code)s vào đây", code=details["code"]))
    return str(_("Gộp một hồ sơ khác vào đây"))


def _unmerged_here(details: Details) -> str:
    if details.get("code"):
        return str(_("Hồ sơ %(code)s không còn gộp ở đây", code=details["code"]))
    return str(_("Một hồ sơ không còn gộp ở đây"))


def _wrote(details: Details) -> str:
    if details.get("code"):
        return str(_("Người gửi hồ sơ %(code)s viết thêm", code=details["code"]))
    return str(_("Người gửi hồ sơ đã gộp viết thêm"))


def _split_off(details: Details) -> str:
    if details.get("code"):
        return str(_("Tách ra từ hồ sơ %(code)s", code=details["code"]))
    return str(_("Tách ra từ hồ sơ khác"))


_WORDS: Mapping[str, tuple[Callable[[Details], str], str]] = {
    _MERGED: (_merged, "moved"),
    "merged_here": (_merged_here, "done"),
    "unmerged_here": (_unmerged_here, "done"),
    "merged_wrote": (_wrote, "done"),
    "split": (lambda _details: _("Tách việc ra hồ sơ riêng"), "done"),
    "split_off": (_split_off, "done"),
}
_BACK: Mapping[str, Callable[[], str]] = {
    f"status:{Status.RECEIVED}": lambda: _("Bỏ gộp, lại chờ đơn vị nhận"),
    f"status:{Status.IN_PROGRESS}": lambda: _("Bỏ gộp, làm riêng tiếp"),
    f"status:{Status.AWAITING_CITIZEN}": lambda: _("Bỏ gộp, lại chờ bà con"),
    f"status:{Status.AWAITING_APPROVAL}": lambda: _("Bỏ gộp, lại chờ duyệt"),
}
_ENDED: Mapping[str, Callable[[], str]] = {
    f"status:{Status.ANSWERED}": lambda: _("Trả lời cùng hồ sơ đã gộp"),
    f"status:{Status.NOT_ACCEPTED}": lambda: _("Không thụ lý cùng hồ sơ đã gộp"),
}
