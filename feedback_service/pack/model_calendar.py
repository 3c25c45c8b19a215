"""The part of the pack's model that knows days and hours. Pure; everybody takes it from pack/model.py."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday. `weekday` 0 is Monday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DayOff:
    day: date
    name: str
    source: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The state's working calendar. Saturday and Sunday are off unless the day stands in `make_up_days`."""

    holidays: tuple[DayOff, ...]
    make_up_days: tuple[DayOff, ...]
    hours: tuple[Hours, ...]
    after_hours_next_day: bool = True  # what comes after closing is received on the next working day
