"""What happened to a case, in an officer's words: the lines of the log on the case page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from feedback_service.handling.joining.told import joining_words
from feedback_service.handling.limits.words import limit_words
from feedback_service.handling.together.told import together_words
from feedback_service.language import words
from feedback_service.pack.model import Pack
from feedback_service.records import Event
from feedback_service.vocabulary import Kind, Status


@dataclass(frozen=True, slots=True)
class LogLine:
    """The fields are those of `timeline` in templates/parts/lists.html."""

    text: str
    at: datetime
    note: str
    state: str  # done, now, moved, late, no
    when: str = ""


Details = Mapping[str, Any]


def log_of(events: Sequence[Event], names: Mapping[int, str], pack: Pack) -> list[LogLine]:
    """Newest first: whoever opens the case asks what happened last. What was sent stands in the conversation."""
    lines = [_event_line(event, names, pack) for event in events if not _is_told_elsewhere(event)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _is_told_elsewhere(event: Event) -> bool:
    """A note stands in full in the conversation; that work begins is what confirming means."""
    began = event.action == f"status:{Status.IN_PROGRESS}" and event.details.get("from") == Status.RECEIVED
    return event.action == "note" or began


def _event_line(event: Event, names: Mapping[int, str], pack: Pack) -> LogLine:
    say = _WORDS.get(event.action, _unknown)
    known = joining_words(event.action, event.details) or limit_words(event.action, event.details)
    known = known or together_words(event.action, event.details, pack)
    text, note, state = known or say(event.details, pack)
    who = names.get(event.officer_id or 0, "")
    if event.details.get("in_place_of"):
        who = _("%(name)s, thay %(absent)s", name=who, absent=event.details["in_place_of"])
    return LogLine(text=text, at=event.at, note=" · ".join(part for part in (who, note) if part), state=state)


def _unknown(details: Details, pack: Pack) -> tuple[str, str, str]:
    return _("Cập nhật hồ sơ"), str(details.get("reason", "")), "done"


def _received(details: Details, pack: Pack) -> tuple[str, str, str]:
    channel = {
        "web": _("Nhận qua trang web"),
        "sms": _("Nhận qua tin nhắn"),
        "hotline": _("Nhận qua điện thoại"),
        "counter": _("Nhận tại quầy"),
        "letter": _("Nhận qua thư"),
    }
    note = {
        "reconciled": _("xã lấy về khi đối soát với nhà mạng, hạn tính từ lúc bà con gửi"),
        "book": _("nhập từ sổ cũ"),
        "spooled": _("gửi lúc cơ sở dữ liệu nghỉ, nhập lại sau, hạn tính từ lúc bà con gửi"),
    }.get(str(details.get("source", "")), "")
    return channel.get(str(details.get("channel", "")), _("Nhận từ ứng dụng khác")), note, "done"


def _confirmed(details: Details, pack: Pack) -> tuple[str, str, str]:
    changed = details.get("changed", {})
    if not changed:
        return _("Nhận việc đúng như gợi ý"), "", "done"
    said = [
        f"{name_of(what, old, pack)} → {name_of(what, new, pack)}" for what, (old, new) in changed.items()
    ]
    return _("Phân loại lại"), _join("; ".join(said), details), "done"


def _transferred(details: Details, pack: Pack) -> tuple[str, str, str]:
    unit = name_of("unit", details.get("to", ""), pack)
    return _("Chuyển đến %(unit)s", unit=unit), str(details.get("reason", "")), "moved"


def _placed(details: Details, pack: Pack) -> tuple[str, str, str]:
    return _("Địa bàn: %(area)s", area=name_of("area", details.get("to", ""), pack)), "", "done"


def _passed_on(details: Details, pack: Pack) -> tuple[str, str, str]:
    unit = name_of("unit", details.get("unit", ""), pack)
    return _("Chuyển ra ngoài xã: %(unit)s", unit=unit), str(details.get("reason", "")), "moved"


def _assigned(details: Details, pack: Pack) -> tuple[str, str, str]:
    return _("Giao cho %(name)s", name=details.get("to", "")), "", "done"


def _handed_over(details: Details, pack: Pack) -> tuple[str, str, str]:
    name = str(details.get("to", ""))
    return (_("Bàn giao cho %(name)s", name=name) if name else _("Bàn giao lại cho đơn vị")), "", "moved"


def _working(details: Details, pack: Pack) -> tuple[str, str, str]:
    text = {
        Status.AWAITING_APPROVAL: _("Trả lại câu trả lời để sửa"),
        Status.AWAITING_CITIZEN: _("Làm tiếp"),
        Status.ANSWERED: _("Mở lại: bà con báo chưa xong"),
        Status.PASSED_ON: _("Hồ sơ trở lại xã, làm tiếp"),
    }
    return text.get(details.get("from", ""), _("Bắt đầu làm")), str(details.get("reason", "")), "now"


def _rated(details: Details, pack: Pack) -> tuple[str, str, str]:
    words_of = {
        1: _("rất không hài lòng"),
        2: _("chưa hài lòng"),
        3: _("hài lòng"),
        4: _("rất hài lòng"),
    }
    solved = {True: _("việc đã xong"), False: _("việc chưa xong")}.get(details.get("solved"), "")  # type: ignore[arg-type]
    said = ", ".join(one for one in (solved, words_of.get(details.get("rating", 0), "")) if one)
    return _("Bà con đánh giá: %(words)s", words=said), "", "no" if details.get("solved") is False else "done"


def _duty_told(details: Details, pack: Pack) -> tuple[str, str, str]:
    names = ", ".join(details.get("names", []))
    if details.get("place"):
        return _("Đã báo điện thoại trực %(place)d", place=details["place"]), names, "now"
    return _("Đã báo lại mọi điện thoại trực"), names, "now"


def _leaders_told(details: Details, pack: Pack) -> tuple[str, str, str]:
    names = ", ".join(details.get("names", []))
    return _("Không ai nhận việc nguy hiểm, đã gửi thư cho lãnh đạo"), names or _("chưa có ai"), "late"


def _danger(details: Details, pack: Pack) -> tuple[str, str, str]:
    return _("Có dấu hiệu nguy hiểm"), ", ".join(f"“{word}”" for word in details.get("words", [])), "late"


def _taken(details: Details, pack: Pack) -> tuple[str, str, str]:
    return _("%(name)s nhận việc nguy hiểm", name=details.get("name", "")), "", "done"


def _plain(text: Callable[[], str], state: str = "done") -> Callable[[Details, Pack], tuple[str, str, str]]:
    return lambda details, pack: (text(), str(details.get("reason", "")), state)


_WORDS: Mapping[str, Callable[[Details, Pack], tuple[str, str, str]]] = {
    "received": _received,
    "confirmed": _confirmed,
    "transferred": _transferred,
    "placed": _placed,
    "moved_with": _plain(lambda: _("Đi cùng hồ sơ mà nó được gộp vào"), "moved"),
    "place_not_known": _plain(lambda: _("Bà con không rõ địa bàn nào")),
    "assigned": _assigned,
    "handed_over": _handed_over,
    "asked": _plain(lambda: _("Hỏi lại bà con")),
    "citizen_wrote": _plain(lambda: _("Bà con viết thêm")),
    "messaged": _plain(lambda: _("Nhắn cho bà con")),
    "piece_added": _plain(lambda: _("Ghép phần tiếp của tin nhắn dài")),
    "routed_again": _plain(lambda: _("Gợi ý lại sau khi bà con nhắn thêm")),
    "danger_raised": _plain(lambda: _("Có dấu hiệu nguy hiểm trong tin nhắn mới"), "late"),
    "flood": _plain(lambda: _("Một số gửi dồn dập: các tin sau được gộp vào đây")),
    "rated": _rated,
    "approval_to_leader": _plain(lambda: _("Đơn vị không còn ai khác duyệt được, chờ lãnh đạo duyệt"), "now"),
    "confirming_drawn": _plain(lambda: _("Rút thăm được để gọi hỏi đã xong chưa")),
    "confirming_tried": _plain(lambda: _("Gọi hỏi mà không gặp")),
    "confirming_refused": _plain(lambda: _("Gọi hỏi, bà con không muốn trả lời")),
    "answer_changed": _plain(lambda: _("Sửa câu trả lời khi duyệt")),
    "remarks_passed": _plain(lambda: _("Trình dù còn điều được nhắc")),
    "letter_made": _plain(lambda: _("Làm công văn trả lời")),
    "evidence_added": _plain(lambda: _("Thêm ảnh hiện trường")),
    "picture_painted": _plain(lambda: _("Che bớt ảnh, niêm phong ảnh gốc")),
    "original_seen": _plain(lambda: _("Xem ảnh gốc đã niêm phong")),
    "danger": _danger,
    "danger_taken": _taken,
    "danger_over": _plain(lambda: _("Không còn nguy hiểm")),
    "duty_told": _duty_told,
    "duty_leaders_told": _leaders_told,
    "not_alike": _plain(lambda: _("Xem rồi: không cùng việc với một hồ sơ giống")),
    "barred": _plain(lambda: _("Che việc này với người hoặc đơn vị được nói tới")),
    "bar_lifted": _plain(lambda: _("Bỏ che")),
    "sealed": _plain(lambda: _("Chuyển thành việc bảo mật")),
    "unsealed": _plain(lambda: _("Không còn là việc bảo mật")),
    "reader_named": _plain(lambda: _("Thêm người được xem")),
    "reader_taken_off": _plain(lambda: _("Bỏ người được xem")),
    "sender_seen": _plain(lambda: _("Xem người gửi")),
    "recording_heard": _plain(lambda: _("Nghe tin nhắn thoại")),
    "recording_deleted": _plain(lambda: _("Xoá bản ghi âm, hết thời hạn giữ")),
    "transcribed": _plain(lambda: _("Chép lời tin nhắn thoại")),
    "call_logged": _plain(lambda: _("Đã ghi cuộc gọi")),
    "call_added": _plain(lambda: _("Bà con gọi lại về hồ sơ này")),
    "called_back": _plain(lambda: _("Đã gọi lại")),
    "publication:drafted": _plain(lambda: _("Soạn bản công khai")),
    "publication:proposed": _plain(lambda: _("Trình bản công khai")),
    "publication:published": _plain(lambda: _("Đã công khai")),
    "publication:declined": _plain(lambda: _("Không công khai"), "no"),
    "publication:withdrawn": _plain(lambda: _("Rút bản công khai"), "no"),
    "publication:correction_proposed": _plain(lambda: _("Trình đính chính bản công khai")),
    "publication:correction_returned": _plain(lambda: _("Trả lại bản đính chính")),
    "publication:correction_dropped": _plain(lambda: _("Bỏ bản đính chính")),
    "publication:procedure": _plain(lambda: _("Ghi thủ tục mà câu hỏi nói tới")),
    "publication:corrected": _plain(lambda: _("Đã đính chính bản công khai")),
    "publication:photo_removed": _plain(lambda: _("Gỡ một ảnh khỏi bản công khai"), "no"),
    f"status:{Status.RECEIVED}": _plain(lambda: _("Chờ đơn vị mới nhận"), "now"),
    f"status:{Status.IN_PROGRESS}": _working,
    f"status:{Status.AWAITING_CITIZEN}": _plain(lambda: _("Hỏi lại bà con, tạm dừng tính hạn"), "now"),
    f"status:{Status.AWAITING_APPROVAL}": _plain(lambda: _("Trình câu trả lời")),
    f"status:{Status.ANSWERED}": _plain(lambda: _("Duyệt và gửi câu trả lời")),
    f"status:{Status.PASSED_ON}": _passed_on,
    f"status:{Status.NOT_ACCEPTED}": _plain(lambda: _("Không thụ lý"), "no"),
    f"status:{Status.WITHDRAWN}": _plain(lambda: _("Bà con rút lại"), "no"),
}


def name_of(what: str, code: str, pack: Pack) -> str:
    """A unit, kind, topic or place by its name; what the pack no longer knows stays a code."""
    if what == "unit" and code in pack.unit_by_code:
        return words(pack.unit_by_code[code].short)
    if what == "kind" and code in list(Kind):
        return words(pack.kind_rule[Kind(code)].name)
    if what == "topic" and code in pack.topic_by_code:
        return words(pack.topic_by_code[code].name)
    if what == "area" and code in pack.area_by_code:
        return words(pack.area_by_code[code].name)
    return code or _("chưa rõ")


def _join(text: str, details: Details) -> str:
    reason = str(details.get("reason", ""))
    return f"{text}. {reason}" if reason else text
