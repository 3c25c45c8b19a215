"""Biểu 05: what was or is late. A late case cannot be made to vanish: closing it leaves it here with its days."""

from collections.abc import Sequence

from feedback_service.handling.event_words import name_of
from feedback_service.pack.model import Pack
from feedback_service.reporting.periods.facts import days_late
from feedback_service.reporting.periods.numbers import day_words
from feedback_service.reporting.periods.shapes import Line, Table
from feedback_service.reporting.periods.spans import Span
from feedback_service.reporting.periods.wound_back import Stood
from feedback_service.routing.personal_data import mask
from feedback_service.vocabulary import Visibility

_HEAD = ("TT", "Mã", "Nội dung", "Đơn vị", "Hạn", "Số ngày trễ", "Kết quả", "Nguyên nhân")
_UNSAID = "chưa nêu"


def overdue_table(found: Sequence[tuple[Stood, frozenset[str]]], span: Span, pack: Pack) -> Table:
    """Told by its topic, not by the citizen's words, and why without the people in it: the report leaves the house."""
    late = [(one, facts) for one, facts in found if facts & {"late", "open_late"}]
    listed = [pair for pair in late if pair[0]("visibility") == Visibility.LISTED]
    listed.sort(key=lambda pair: (pair[0]("due_on"), pair[0].case.code))
    lines = [_line(place, one, facts, span, pack) for place, (one, facts) in enumerate(listed, 1)]
    notes = () if len(late) == len(listed) else (f"Ngoài ra có {len(late) - len(listed)} việc chỉ ghi số.",)
    return Table("05", "Danh mục việc quá hạn", _HEAD, lines, notes)


def _line(place: int, one: Stood, facts: frozenset[str], span: Span, pack: Pack) -> Line:
    ended = f"đã trả lời {day_words(one('answered_on'))}" if "late" in facts else "đang xử lý"
    cells = (
        str(place),
        one.case.code,
        name_of("topic", one("topic_code"), pack),
        name_of("unit", one("unit_code"), pack),
        day_words(one("due_on")),
        str(days_late(one, span)),
        ended,
        mask(one.case.late_reason) or _UNSAID,
    )
    return Line(cells)
