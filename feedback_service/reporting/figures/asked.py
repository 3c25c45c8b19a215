"""Which figures are asked for, read from an address that anybody may have typed: what makes no sense is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Tally
from feedback_service.reporting.figures.spans import last_day, months_back

ROLLING = "12-thang"
LAST_YEAR = "nam-truoc"  # in addresses that were given out before
# The word of the address: first and last month.
PARTS: Mapping[str, tuple[int, int]] = {
    "": (1, 12),
    "quy-1": (1, 3),
    "quy-2": (4, 6),
    "quy-3": (7, 9),
    "quy-4": (10, 12),
    "6-thang": (1, 6),
    "9-thang": (1, 9),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`period`: a word of PARTS or ROLLING. `since`: the first day of a month; `until`: the last day counted,
    today at the latest. `unit`: a code of the pack, "" for the whole commune."""

    year: int
    period: str
    since: date
    until: date
    today: date
    unit: str = ""

    @property
    def is_whole_year(self) -> bool:
        return self.period == ""

    @property
    def is_current(self) -> bool:
        """It reaches to today, so that what waits now belongs to it."""
        return self.until == self.today

    def args(self, **changes: str) -> dict[str, str]:
        """For an address; what is as by itself is left out."""
        year = "" if self.year == self.today.year else str(self.year)
        args = {"nam": year, "ky": self.period, "don_vi": self.unit, **changes}
        return {name: value for name, value in args.items() if value}


def read_asked(given: Mapping[str, str], pack: Pack, years: range, today: date) -> Asked:
    year, period = _year(given, years, today), given.get("ky", "")
    unit = given.get("don_vi", "")
    unit = unit if unit in pack.unit_by_code else ""
    if period == ROLLING:
        return Asked(today.year, ROLLING, months_back(today, 11), today, today, unit)
    first, last = PARTS.get(period, PARTS[""])
    since = date(year, first, 1)
    if period not in PARTS or since > today:
        period, since, last = "", date(year, 1, 1), 12
    return Asked(year, period, since, min(today, last_day(date(year, last, 1))), today, unit)


def years_known(session: Session, today: date) -> range:
    """From the year in which the first case was received to this one."""
    first = session.scalar(
        select(func.min(Tally.day)).where(Tally.book == "month", Tally.measure == "received")
    )
    return range(min(first.year if first else today.year, today.year), today.year + 1)


def _year(given: Mapping[str, str], years: range, today: date) -> int:
    if given.get("ky") == LAST_YEAR:
        return today.year - 1
    text = given.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if year in years else today.year
