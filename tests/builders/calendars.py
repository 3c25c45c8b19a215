"""The state's calendar 2025-2027, written by hand and apart from the pack, so that one checks the other.

2025 and 2026 as decided; 2027 as computed until the Prime Minister decides.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from feedback_service.pack.model import Calendar, DayOff, Hours

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

HOLIDAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Tết Dương lịch": (
        ("2025-01-01", "2025-01-01"),
        ("2026-01-01", "2026-01-02"),
        ("2027-01-01", "2027-01-01"),
    ),
    "Tết": (("2025-01-27", "2025-01-31"), ("2026-02-16", "2026-02-20"), ("2027-02-05", "2027-02-11")),
    "Giỗ Tổ": (("2025-04-07", "2025-04-07"), ("2026-04-26", "2026-04-27"), ("2027-04-16", "2027-04-16")),
    "Ngày Chiến thắng": (
        ("2025-04-30", "2025-04-30"),
        ("2026-04-30", "2026-04-30"),
        ("2027-04-30", "2027-04-30"),
    ),
    "Quốc tế Lao động": (
        ("2025-05-01", "2025-05-02"),
        ("2026-05-01", "2026-05-01"),
        ("2027-05-01", "2027-05-03"),
    ),
    "Quốc khánh": (("2025-09-01", "2025-09-02"), ("2026-08-31", "2026-09-02"), ("2027-09-02", "2027-09-03")),
    "Ngày Văn hóa": (("2026-11-24", "2026-11-24"), ("2027-11-24", "2027-11-24")),
}
MADE_UP = (
    ("2025-04-26", "làm bù cho 02/5/2025"),
    ("2026-01-10", "làm bù cho 02/01/2026"),
    ("2026-08-22", "làm bù cho 31/8/2026"),
)
MORNING = (time(7, 30), time(11, 30))
AFTERNOON = (time(13, 30), time(17, 0))


def a_calendar(*, after_hours_next_day: bool = True, with_hours: bool = True) -> Calendar:
    return Calendar(
        holidays=tuple(
            off for name, runs in HOLIDAYS.items() for run in runs for off in _days_off(name, *run)
        ),
        make_up_days=tuple(DayOff(date.fromisoformat(day), name) for day, name in MADE_UP),
        hours=_office_hours() if with_hours else (),
        after_hours_next_day=after_hours_next_day,
    )


def _days_off(name: str, first: str, last: str) -> tuple[DayOff, ...]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return tuple(DayOff(start + timedelta(days=n), name) for n in range((end - start).days + 1))


def _office_hours() -> tuple[Hours, ...]:
    return tuple(Hours(weekday, *half) for weekday in range(5) for half in (MORNING, AFTERNOON))
