"""What happened to a limit, in an officer's words: for the log of the case page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from feedback_service.vocabulary import Clock

Details = Mapping[str, Any]
Said = tuple[str, str, str]  # text, note, state; as in handling/event_words.py


def limit_words(action: str, details: Details) -> Said | None:
    """None for what is no matter of limits."""
    say = _WORDS.get(action)
    return say(details) if say else None


def clock_name(clock: str) -> str:
    names: dict[str, str] = {
        Clock.TRIAGE.value: _("Phân loại"),
        Clock.ACKNOWLEDGE.value: _("Báo đã nhận, thuộc ai"),
        Clock.ANSWER.value: _("Trả lời"),
        Clock.DECISION.value: _("Ra quyết định, kết luận"),
        Clock.SEND_DECISION.value: _("Gửi quyết định, kết luận"),
    }
    return names.get(clock, clock)


def day_of(stored: str) -> str:
    """2026-03-02 as 02/3/2026; the log of all cases tells no details, so there is no day there."""
    if not stored:
        return "…"
    day = date.fromisoformat(stored)
    return f"{day.day:02d}/{day.month}/{day.year}"


def _restated(details: Details) -> Said:
    lines = "; ".join(_restated_line(line) for line in details.get("clocks", ()))
    return _("Tính lại thời hạn theo loại mới, từ lúc bà con gửi"), lines, "moved"


def _restated_line(line: Details) -> str:
    name = clock_name(line["clock"])
    if not line["new"]:
        return str(_("%(name)s: thôi tính (%(why)s)", name=name, why=line["old_article"]))
    new = _("%(day)s (%(why)s)", day=day_of(line["new"]), why=line["new_article"])
    if not line["old"]:
        return str(_("%(name)s: %(new)s", name=name, new=new))
    old = _("%(day)s (%(why)s)", day=day_of(line["old"]), why=line["old_article"])
    return str(_("%(name)s: %(old)s → %(new)s", name=name, old=old, new=new))


def _accepted(details: Details) -> Said:
    day = day_of(details.get("due", ""))
    note = (
        _("đơn có chữ ký ngày %(day)s", day=day_of(details.get("petition", "")))
        if details.get("petition")
        else ""
    )
    return _("Thụ lý, giải quyết chậm nhất %(day)s", day=day), note, "now"


def _decided(details: Details) -> Said:
    return (
        _("Đã có quyết định, gửi chậm nhất %(day)s", day=day_of(details.get("due", ""))),
        details.get("number", ""),
        "now",
    )


def _extension_asked(details: Details) -> Said:
    return _("Xin gia hạn đến %(day)s", day=day_of(details.get("to", ""))), details.get("reason", ""), "moved"


def _extended(details: Details) -> Said:
    days = {"old": day_of(details.get("from", "")), "new": day_of(details.get("to", ""))}
    note = ". ".join(part for part in (details.get("reason", ""), details.get("article", "")) if part)
    return _("Gia hạn: %(old)s → %(new)s", **days), note, "moved"


def _extension_refused(details: Details) -> Said:
    return _("Không cho gia hạn"), details.get("reason", ""), "no"


def _returned(details: Details) -> Said:
    return _("Trả về bộ phận phân loại, thời hạn vẫn chạy"), details.get("reason", ""), "moved"


def _warned(details: Details) -> Said:
    text = {
        "before": _("Nhắc: sắp đến hạn"),
        "due": _("Đến hạn hôm nay, đã báo người đứng đầu đơn vị"),
        "late_1": _("Trễ, đã báo văn phòng"),
        "late_3": _("Trễ ba ngày làm việc, đã báo lãnh đạo xã"),
    }
    names = ", ".join(details.get("names", ())) or _("chưa có ai nhận thư")
    note = f"{clock_name(details.get('clock', ''))}: {names}"
    return (
        text.get(details.get("step", ""), _("Nhắc hạn")),
        note,
        "late" if "late" in details.get("step", "") else "now",
    )


def _why_late(details: Details) -> Said:
    return _("Lý do trễ hạn"), details.get("reason", ""), "late"


def _moved(details: Details) -> Said:
    days = {"old": day_of(details.get("from", "")), "new": day_of(details.get("to", ""))}
    return _("Dời hạn vì lịch hoặc quy định đổi: %(old)s → %(new)s", **days), "", "moved"


def _not_moved(details: Details) -> Said:
    return _("Lịch hoặc quy định đổi, giữ nguyên hạn đã hẹn"), "", "done"


_WORDS: Mapping[str, Callable[[Details], Said]] = {
    "restated": _restated,
    "accepted": _accepted,
    "decided": _decided,
    "extension_asked": _extension_asked,
    "extended": _extended,
    "extension_refused": _extension_refused,
    "returned_to_triage": _returned,
    "warned": _warned,
    "why_late": _why_late,
    "promise_moved": _moved,
    "promise_kept_as_it_was": _not_moved,
}
