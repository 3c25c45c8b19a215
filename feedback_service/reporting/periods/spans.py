"""Periods of the plan (part V): which days each has, as of when its figures are, by when it is due. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact
from feedback_service.pack.model import ReportRule

_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "9M": (1, 9), "": (1, 12)}
_NAMES = {
    "Q1": "quý I năm",
    "Q2": "quý II năm",
    "Q3": "quý III năm",
    "Q4": "quý IV năm",
    "H1": "6 tháng đầu năm",
    "9M": "9 tháng năm",
    "": "năm",
}
_WORD = re.compile(r"(20\d{2})(?:-(Q[1-4]|H1|9M))?(?:-BS([1-9]))?", re.IGNORECASE)


class PeriodUnknown(Fact):
    status = 404
    said = _l("Không có kỳ báo cáo này. Ví dụ: 2026-Q1, 2026-H1, 2026-9M, 2026.")


@dataclass(frozen=True, slots=True)
class Span:
    """`since` and `until` are counted; `data_on`: the figures are as of its end; `due_on`: the units' last day.

    `supplement`: the number of a further version, "bổ sung"; 0 for the report itself.
    """

    period: str
    since: date
    until: date
    data_on: date
    due_on: date
    opens_on: date
    supplement: int = 0

    @property
    def name(self) -> str:
        """As an official text says it."""
        return name_of_period(self.period)


def span_of(period: str, rule: ReportRule) -> Span:
    """Raises PeriodUnknown."""
    year, part, supplement = _parts(period)
    first, last = _MONTHS[part]
    if rule.first_day == 1:
        since, until = date(year, first, 1), _first_after(year, last, 1) - timedelta(days=1)
    else:
        since = _first_after(year, first, -1).replace(day=rule.first_day)
        until = date(year, last, rule.first_day) - timedelta(days=1)
    due = _first_after(year, last, rule.due_after).replace(day=rule.due_day)
    word = "-".join(filter(None, (str(year), part, f"BS{supplement}" if supplement else "")))
    opens = due - timedelta(days=rule.opens_before)
    return Span(word, since, until, until + timedelta(days=rule.data_after), due, opens, supplement)


def name_of_period(period: str) -> str:
    year, part, supplement = _parts(period)
    return f"{_NAMES[part]} {year}" + (f" (bổ sung lần {supplement})" if supplement else "")


def next_name(period: str) -> str:
    """What the next quarter is called, for "nhiệm vụ quý II"."""
    year, part, _supplement = _parts(period)
    after = {"Q1": "quý II", "Q2": "quý III", "Q3": "quý IV", "H1": "6 tháng cuối năm", "9M": "quý IV"}
    return after.get(part) or (f"năm {year + 1}" if not part else f"quý I năm {year + 1}")


def supplement_of(period: str) -> str:
    """The name of the next further version of a report."""
    _year, _part, supplement = _parts(period)
    return f"{period.upper().partition('-BS')[0]}-BS{supplement + 1}"


def spans_near(today: date, rule: ReportRule) -> list[Span]:
    """All periods of this year and the last one, in the order in which they are due."""
    words = [
        f"{year}-{part}" if part else str(year) for year in (today.year - 1, today.year) for part in _MONTHS
    ]
    return sorted((span_of(word, rule) for word in words), key=lambda span: (span.due_on, span.period))


def _parts(period: str) -> tuple[int, str, int]:
    found = _WORD.fullmatch(period.strip())
    if found is None:
        raise PeriodUnknown
    return int(found[1]), (found[2] or "").upper(), int(found[3] or 0)


def _first_after(year: int, month: int, amount: int) -> date:
    number = year * 12 + month - 1 + amount
    return date(number // 12, number % 12 + 1, 1)
