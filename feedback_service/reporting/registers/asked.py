"""Which book, of which days, as it stood at the end of which day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact

LONGEST = timedelta(days=366)


class Book(StrEnum):
    """By the word in the address."""

    RECEPTION = "tiep-dan"  # Luật Tiếp công dân 2013 Đ25 k2, Mẫu 06-TCD
    HOTLINE = "duong-day-nong"
    TRANSFERS = "chuyen-don"
    EXTENSIONS = "gia-han"


class PeriodWrong(Fact):
    status = 422
    said = _l("Xin chọn từ ngày nào đến ngày nào, trong vòng một năm, và không sau ngày tính đến.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Local days, both ends counted. What happened after the end of `as_of` is not in the book."""

    book: Book
    first: date
    last: date
    as_of: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        """Raises PeriodWrong."""
        if not self.first <= self.last <= self.as_of or self.last - self.first > LONGEST:
            raise PeriodWrong

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first, time.min, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return self._after(self.last)

    @property
    def moment(self) -> datetime:
        """The first moment that the book knows nothing of any more."""
        return self._after(self.as_of)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _after(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time.min, self.zone)
