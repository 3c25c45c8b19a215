"""Days in words: `thứ Sáu 27/2`, `14–22/2`, `30, 31/12; 4/1/2027`, and the same in English.

A year is written only where it is not the one that the reader has in mind, that of the first day told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

MOST_DAYS_LISTED = 15
DAYS_SHOWN_OF_MORE = 3


@dataclass(frozen=True, slots=True)
class DayWords:
    """One language's way with dates. `months` empty: months are written as numbers after a slash."""

    weekdays: tuple[str, ...]
    hour_mark: str
    months: tuple[str, ...] = ()

    def weekday(self, day: date, year: int) -> str:
        return f"{self.weekdays[day.weekday()]} {self.day(day, year)}"

    def day(self, day: date, year: int) -> str:
        return f"{day.day}{self._month(day, year)}"

    def run(self, days: Sequence[date], year: int) -> str:
        """From the first to the last of `days`; one day alone is written as a day."""
        first, last = days[0], days[-1]
        if first == last:
            return self.day(first, year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last, year)}"
        return f"{self.day(first, year)}–{self.day(last, year)}"

    def runs(self, days: Sequence[date], year: int) -> str:
        """Runs of neighbouring days: `28/2–1/3; 7–8/3`."""
        numbered = groupby(enumerate(days), key=lambda item: item[1].toordinal() - item[0])
        return "; ".join(self.run([day for _, day in group], year) for _, group in numbered)

    def each(self, days: Sequence[date], year: int) -> str:
        """Every day, the month said once; of a long row the first ones and the last."""
        if len(days) > MOST_DAYS_LISTED:
            return f"{self.each(days[:DAYS_SHOWN_OF_MORE], year)} … {self.day(days[-1], year)}"
        months = groupby(days, key=lambda day: self._month(day, year))
        return "; ".join(", ".join(str(day.day) for day in group) + month for month, group in months)

    def time(self, at: time) -> str:
        return f"{at.hour}{self.hour_mark}{at.minute:02}"

    def _month(self, day: date, year: int) -> str:
        if self.months:
            return f" {self.months[day.month - 1]}" + (f" {day.year}" if day.year != year else "")
        return f"/{day.month}" + (f"/{day.year}" if day.year != year else "")


VIETNAMESE = DayWords(("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"), "h")
ENGLISH = DayWords(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ":",
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def day_words(locale: str) -> DayWords:
    """English where it is asked for, else Vietnamese."""
    return ENGLISH if locale.startswith("en") else VIETNAMESE
