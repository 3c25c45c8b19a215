"""Biểu 01 to 07 of the report. Each number knows the cases behind it: codes, of what is not sealed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from feedback_service.handling.event_words import name_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.reporting.figures import Figures, shown
from feedback_service.reporting.periods.as_of import AsOf
from feedback_service.reporting.periods.facts import facts_of
from feedback_service.reporting.periods.numbers import decimal, of_hundred
from feedback_service.reporting.periods.overdue import overdue_table
from feedback_service.reporting.periods.shapes import TOTAL, Line, Table
from feedback_service.reporting.periods.spans import Span
from feedback_service.reporting.periods.wound_back import Stood

_WHOLE = (
    ("Kỳ trước chuyển sang", "carried"),
    ("Trang TTĐT", "by:web"),
    ("SMS", "by:sms"),
    ("Đường dây nóng", "by:hotline"),
    ("Trực tiếp", "by:counter"),
    ("Thư", "by:letter"),
    ("Hệ thống khác", "by:open311"),
    ("Tiếp nhận trong kỳ", "received"),
    ("Tổng phải xử lý", "to_do"),
    ("Đã xử lý đúng hạn", "on_time"),
    ("Đã xử lý quá hạn", "late"),
    ("Đang xử lý trong hạn", "open_in_time"),
    ("Đang xử lý quá hạn", "open_late"),
    ("Chuyển cơ quan khác", "passed_on"),
    ("Không thụ lý", "not_accepted"),
    ("Người dân rút", "withdrawn"),
    ("Đã công khai", "published"),
)
_BY_UNIT = (
    ("Phải xử lý", "to_do"),
    ("Đúng hạn", "on_time"),
    ("Quá hạn", "late"),
    ("Đang xử lý", "open"),
    ("Trong đó quá hạn", "open_late"),
    ("Chuyển cơ quan khác", "passed_on"),
)
_BY_KIND = (
    ("Kỳ trước chuyển sang", "carried"),
    ("Tiếp nhận trong kỳ", "received"),
    ("Đã xử lý", "answered"),
    ("Đúng hạn", "on_time"),
    ("Quá hạn", "late"),
    ("Đang xử lý", "open"),
    ("Chuyển cơ quan khác", "passed_on"),
    ("Không thụ lý", "not_accepted"),
    ("Người dân rút", "withdrawn"),
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The cases of a period by what they add to the tables."""

    found: Sequence[tuple[Stood, frozenset[str]]]

    def codes(self, fact: str) -> list[str]:
        return sorted(one.case.code for one, facts in self.found if fact in facts)

    def count(self, fact: str) -> int:
        return sum(fact in facts for _one, facts in self.found)


def sorted_of(stood: Iterable[Stood], span: Span) -> Sorted:
    return Sorted([(one, facts) for one in stood if (facts := facts_of(one, span))])


def tables_of(known: AsOf, span: Span, pack: Pack, media: Table) -> list[Table]:
    """In the order of the report."""
    whole = sorted_of(known.stood, span)
    return [
        _grouped("01", "Tổng hợp theo lĩnh vực", "Lĩnh vực", _WHOLE, whole, _namer("topic", pack), _on_time),
        _grouped("02", "Theo đơn vị xử lý", "Đơn vị", _BY_UNIT, whole, _namer("unit", pack), _unit_ends),
        _kinds(whole, pack, known.sealed),
        _grouped("04", "Theo thôn, buôn", "Địa bàn", _BY_KIND[:6], whole, _namer("area", pack)),
        overdue_table(whole.found, span, pack),
        _satisfaction(known.figures),
        media,
    ]


_COLUMN = {"topic": "topic_code", "unit": "unit_code", "kind": "kind", "area": "area_code"}
_Ends = Callable[[Sorted], list[tuple[str, str]]]


def _namer(what: str, pack: Pack) -> Callable[[Stood], str]:
    return lambda one: name_of(what, str(one(_COLUMN[what])), pack)


def _grouped(
    number: str,
    title: str,
    first: str,
    columns: Sequence[tuple[str, str]],
    whole: Sorted,
    group: Callable[[Stood], str],
    ends: _Ends = lambda _: [],
) -> Table:
    groups: dict[str, list[tuple[Stood, frozenset[str]]]] = defaultdict(list)
    for one in whole.found:
        groups[group(one[0])].append(one)
    named = [(name, Sorted(groups[name])) for name in sorted(groups, key=_as_read)]
    lines = [
        _line(f"{place or ''}", name, columns, of, ends)
        for place, (name, of) in enumerate([*named, (TOTAL, whole)], 1)
    ]
    head = ("TT", first, *(words for words, _ in columns), *(words for words, _ in ends(whole)))
    lines[-1].cells = ("", *lines[-1].cells[1:])
    return Table(number, title, head, lines)


def _as_read(name: str) -> list[tuple[int, str]]:
    """Thôn 2 stands before Thôn 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def _line(place: str, name: str, columns: Sequence[tuple[str, str]], of: Sorted, ends: _Ends) -> Line:
    codes = {column: of.codes(fact) for column, (_words, fact) in enumerate(columns, 2)}
    cells = (place, name, *(str(len(codes[column])) for column in codes), *(words for _, words in ends(of)))
    return Line(cells, {column: tuple(found) for column, found in codes.items() if found})


def _on_time(of: Sorted) -> list[tuple[str, str]]:
    return [("Tỷ lệ đúng hạn (%)", of_hundred(of.count("on_time"), of.count("answered")))]


def _unit_ends(of: Sorted) -> list[tuple[str, str]]:
    answered = [one for one, facts in of.found if "answered" in facts]
    days = [taken for one in answered if (taken := one("days_taken")) is not None]
    rated = [level for one in answered if (level := one("rating"))]
    content = of_hundred(sum(level >= 3 for level in rated), len(rated)) if rated else "–"
    mean = decimal(sum(days) / len(days)) if days else "–"
    return [("Trung bình (ngày làm việc)", mean), ("Hài lòng (% việc trả lời trong kỳ)", content)]


def _kinds(whole: Sorted, pack: Pack, sealed: int) -> Table:
    """What is sealed is one number, and not even that where it could point at somebody."""
    table = _grouped("03", "Theo loại", "Loại", _BY_KIND, whole, _namer("kind", pack))
    table.notes = (
        f"Ngoài ra, việc phải giữ bí mật theo luật (tố cáo…), chỉ ghi số: {sealed_words(sealed)}.",
    )
    return table


def sealed_words(sealed: int) -> str:
    return str(sealed) if not sealed or shown(sealed) is not None else "dưới 5"


def _satisfaction(figures: Figures) -> Table:
    levels = ("Rất hài lòng", "Hài lòng", "Chưa hài lòng", "Rất không hài lòng")
    count = sum(figures.total.ratings)
    lines = [
        Line((str(place), words, str(n), of_hundred(n, count)))
        for place, (words, n) in enumerate(zip(levels, figures.total.ratings, strict=True), 1)
    ]
    return Table(
        "06",
        "Mức độ hài lòng",
        ("TT", "Mức", "Số phiếu", "Tỷ lệ (%)"),
        [*lines, Line(("", TOTAL, str(count), of_hundred(count, count)))],
    )


def readable_only(tables: Iterable[Table], readable: frozenset[str]) -> list[Table]:
    """With the codes of the cases that the reader may open; the numbers stay."""
    return [
        table.with_codes(lambda codes: tuple(code for code in codes if code in readable)) for table in tables
    ]


def cases_behind(known: AsOf) -> Mapping[str, Case]:
    return {one.case.code: one.case for one in known.stood}
