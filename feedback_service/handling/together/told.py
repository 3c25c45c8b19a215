"""What working together did to a case, in an officer's words: lines of the log (handling/event_words.py)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from feedback_service.language import words
from feedback_service.pack.model import Pack

Details = Mapping[str, Any]


def together_words(action: str, details: Details, pack: Pack) -> tuple[str, str, str] | None:
    """Text, note and state of the line; None for what is nothing of ours."""
    if action not in _WORDS:
        return None
    say, state = _WORDS[action]
    code = str(details.get("unit", ""))
    unit = words(pack.unit_by_code[code].short) if code in pack.unit_by_code else code
    return say(unit, details), str(details.get("reason", "")), state


def _day(details: Details, name: str) -> str:
    try:
        on = date.fromisoformat(str(details.get(name, "")))
    except ValueError:
        return ""
    return f"{on.day:02d}/{on.month}/{on.year}"


def _asked(unit: str, details: Details) -> str:
    return str(_("Nhờ %(unit)s phối hợp, cần xong %(day)s", unit=unit, day=_day(details, "by")))


def _referred(unit: str, details: Details) -> str:
    return str(_("Phiếu chuyển số %(number)s, gửi %(unit)s", number=details.get("number", ""), unit=unit))


def _reminded(unit: str, details: Details) -> str:
    return str(_("Đôn đốc %(unit)s lần %(time)s", unit=unit, time=details.get("time", "")))


_WORDS: Mapping[str, tuple[Callable[[str, Details], str], str]] = {
    "task_asked": (_asked, "now"),
    "task_done": (lambda unit, _details: _("%(unit)s đã làm xong phần phối hợp", unit=unit), "done"),
    "task_taken_back": (lambda unit, _details: _("Rút lại việc nhờ %(unit)s", unit=unit), "no"),
    "task_soon": (lambda unit, _details: _("Nhắc %(unit)s: phần phối hợp sắp đến ngày", unit=unit), "now"),
    "task_late": (lambda unit, _details: _("%(unit)s chậm phần phối hợp", unit=unit), "late"),
    "referred": (_referred, "moved"),
    "referral_changed": (lambda _unit, _details: _("Sửa phiếu chuyển"), "done"),
    "referral_reminded": (_reminded, "now"),
    "referral_late": (lambda unit, _details: _("%(unit)s chưa phúc đáp, đã quá hạn", unit=unit), "late"),
    "referral_answered": (lambda unit, _details: _("%(unit)s đã phúc đáp", unit=unit), "done"),
    "referral_returned": (lambda unit, _details: _("%(unit)s gửi trả hồ sơ", unit=unit), "moved"),
    "petitioner_added": (lambda _unit, _details: _("Ghi thêm một người cùng đứng đơn"), "done"),
    "petitioner_removed": (lambda _unit, _details: _("Bỏ tên một người cùng đứng đơn"), "no"),
    "spokesperson": (lambda _unit, _details: _("Ghi người đại diện của những người cùng đứng đơn"), "done"),
    "people_counted": (
        lambda _unit, details: _("Số người cùng đứng đơn: %(count)s", count=details.get("count", "")),
        "done",
    ),
}
