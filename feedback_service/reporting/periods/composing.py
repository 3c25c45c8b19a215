"""Sections I to VI of the report, in the words that officials use for numbers. A draft: people write over it."""

from collections.abc import Mapping, Sequence
from typing import Any

from feedback_service.handling.event_words import name_of
from feedback_service.pack.model import Pack
from feedback_service.records import UnitReport
from feedback_service.reporting.periods.facts import FACTS
from feedback_service.reporting.periods.frozen import rule_of
from feedback_service.reporting.periods.numbers import grouped, of_hundred
from feedback_service.reporting.periods.spans import Span, next_name
from feedback_service.reporting.periods.tables import sealed_words

SECTIONS = {
    "1": "I. CÔNG TÁC CHỈ ĐẠO, CÔNG KHAI KÊNH TIẾP NHẬN",
    "2": "II. KẾT QUẢ TIẾP NHẬN",
    "3": "III. KẾT QUẢ XỬ LÝ",
    "4": "IV. CÔNG KHAI, TUYÊN TRUYỀN KẾT QUẢ",
    "5": "V. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN",
    "6": "VI. NHIỆM VỤ {next}; KIẾN NGHỊ, ĐỀ XUẤT",
}
_CHANNELS = {
    "web": "trang thông tin",
    "sms": "tin nhắn",
    "hotline": "đường dây nóng",
    "counter": "trực tiếp",
    "letter": "thư",
    "open311": "hệ thống khác",
}
_MOST = 5


def heading(section: str, period: str) -> str:
    return SECTIONS[section].replace("{next}", next_name(period).upper())


def composed(
    figures: Mapping[str, Any], span: Span, units: Sequence[UnitReport], pack: Pack
) -> dict[str, str]:
    """The text of each section; one paragraph a line."""
    n = figures["numbers"]
    return {
        "1": _direction(pack),
        "2": _received(n, figures, pack),
        "3": _handled(n, figures),
        "4": _told(n, figures),
        "5": _wanting(n, units, pack),
        "6": rule_of(pack).tasks,
    }


def _direction(pack: Pack) -> str:
    ways = "; ".join(f"{one.name.vi}: {one.value}" for one in pack.channels)
    return "\n".join(part for part in (rule_of(pack).direction, f"Các kênh tiếp nhận: {ways}.") if part)


def _received(n: Mapping[str, int], figures: Mapping[str, Any], pack: Pack) -> str:
    groups = figures["groups"]
    sealed = figures["sealed"]
    lines = [
        f"Trong kỳ tiếp nhận {grouped(n['received'])} lượt góp ý, phản ánh, kiến nghị; kỳ trước chuyển sang "
        f"{grouped(n['carried'])}; tổng phải xử lý {grouped(n['to_do'])}.",
        _by("Theo kênh", {_CHANNELS.get(word, word): m for word, m in groups.get("channel", {}).items()}),
        _by("Theo loại", _named("kind", groups.get("kind", {}), pack)),
        _by("Theo lĩnh vực", _named("topic", groups.get("topic_code", {}), pack)),
        _by("Theo địa bàn", _named("area", groups.get("area_code", {}), pack)),
        f"Việc phải giữ bí mật theo luật (chỉ ghi số): {sealed_words(sealed)}." if sealed else "",
    ]
    return "\n".join(line for line in lines if line)


def _named(what: str, group: Mapping[str, int], pack: Pack) -> dict[str, int]:
    named = {name_of(what, word, pack): m for word, m in group.items()}
    return {name.lower(): m for name, m in named.items()} if what == "kind" else named


def _by(opening: str, group: Mapping[str, int]) -> str:
    """The most first; the rest together."""
    most = sorted(group.items(), key=lambda pair: (-pair[1], pair[0]))
    if not most:
        return ""
    said = [f"{name}: {grouped(m)}" for name, m in most[:_MOST]]
    rest = sum(m for _name, m in most[_MOST:])
    return f"{opening} - {'; '.join([*said, *([f'còn lại: {grouped(rest)}'] if rest else [])])}."


def _handled(n: Mapping[str, int], figures: Mapping[str, Any]) -> str:
    done, whole = n["answered"], n["to_do"]
    if not whole:
        return "Trong kỳ không có việc phải xử lý."
    lines = [
        f"Đã xử lý {grouped(done)}/{grouped(whole)} (đạt {of_hundred(done, whole)}%), trong đó đúng hạn "
        f"{grouped(n['on_time'])}/{grouped(done)} ({of_hundred(n['on_time'], done)}%), quá hạn {grouped(n['late'])}.",
        f"Đang xử lý {grouped(n['open'])}, trong đó quá hạn {grouped(n['open_late'])}. Chuyển cơ quan khác "
        f"{grouped(n['passed_on'])}; không thụ lý {grouped(n['not_accepted'])}; người dân rút "
        f"{grouped(n['withdrawn'])}.",
        _rated(figures["ratings"]),
    ]
    return "\n".join(line for line in lines if line)


def _rated(ratings: Sequence[int]) -> str:
    rated, content = sum(ratings), sum(ratings[:2])
    if not rated:
        return "Trong kỳ chưa có phiếu đánh giá mức độ hài lòng."
    return (
        f"Người dân đánh giá {grouped(rated)} lượt; hài lòng và rất hài lòng {grouped(content)}/{grouped(rated)} "
        f"({of_hundred(content, rated)}%)."
    )


def _told(n: Mapping[str, int], figures: Mapping[str, Any]) -> str:
    opening = f"Đã công khai {grouped(n['published'])} kết quả xử lý."
    media = next((table for table in figures["tables"] if table["number"] == "07"), None)
    lines = [_medium(line) for line in (media["lines"] if media else [])]
    return "\n".join([opening, *(line for line in lines if line)])


def _medium(cells: Sequence[str]) -> str:
    """TT, name, pieces, minutes, copies, views, other work, lead."""
    words = ("{} tin, bài, buổi phát", "{} phút", "{} tờ rơi, biển", "{} lượt xem, quét mã", "{} việc khác")
    said = [word.format(grouped(int(n))) for word, n in zip(words, cells[2:7], strict=True) if int(n)]
    return f"- {cells[1]}: {', '.join(said)} (chủ trì: {cells[7]})." if said else ""


def _wanting(n: Mapping[str, int], units: Sequence[UnitReport], pack: Pack) -> str:
    late = n["late"] + n["open_late"]
    opening = f"Có {grouped(late)} việc quá hạn (Biểu 05)." if late else "Trong kỳ không có việc quá hạn."
    lines = [opening]
    for one in units:
        name = name_of("unit", one.unit_code, pack)
        if one.remarks:
            lines.append(f"- {name}: {' '.join(one.remarks.split())}")
        lines.extend(_explained(one, name, pack))
        if one.confirmed_at is None:
            lines.append(f"- {name}: chưa gửi báo cáo; số liệu do hệ thống đếm.")
    return "\n".join(lines)


def _explained(one: UnitReport, name: str, pack: Pack) -> list[str]:
    """What the unit adds and where it counts otherwise than the system, with its reason: no number unexplained."""
    boxes, claimed = one.entered.get("boxes", {}), one.entered.get("claimed", {})
    labels = rule_of(pack).boxes
    said = [f"{labels.get(code, code).lower()}: {grouped(m)}" for code, m in boxes.items() if m]
    said += [
        f"{FACTS[fact].lower()} {grouped(m)} (hệ thống đếm {one.counted[fact]})"
        for fact, m in claimed.items()
    ]
    reason = one.entered.get("reason", "")
    why = f". Lý do: {reason}" if claimed and reason else ""
    return [f"- {name} ghi thêm: {'; '.join(said)}{why}."] if said else []
