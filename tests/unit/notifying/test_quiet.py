"""Nobody is woken by a message."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback_service.notifying.quiet import due_at, quiet_of

NIGHT = quiet_of((21, 7), "Asia/Ho_Chi_Minh")
SEVEN = datetime(2026, 3, 10, 0, 0, tzinfo=UTC)  # 7h in Viet Nam
LATE = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)  # 23h30 the evening before


@pytest.mark.parametrize(
    ("local", "allowed"),
    [
        ("2026-03-09T20:59", "2026-03-09T20:59"),
        ("2026-03-09T21:00", "2026-03-10T07:00"),
        ("2026-03-09T23:30", "2026-03-10T07:00"),
        ("2026-03-10T00:00", "2026-03-10T07:00"),
        ("2026-03-10T06:59", "2026-03-10T07:00"),
        ("2026-03-10T07:00", "2026-03-10T07:00"),
    ],
)
def test_what_is_ready_by_night_waits_until_seven(local: str, allowed: str) -> None:
    moment = datetime.fromisoformat(f"{local}+07:00")
    assert due_at(NIGHT, moment) == datetime.fromisoformat(f"{allowed}+07:00")


def test_quiet_hours_within_one_day_end_the_same_day() -> None:
    noon = quiet_of((12, 14), "Asia/Ho_Chi_Minh")
    assert due_at(noon, datetime(2026, 3, 9, 5, 30, tzinfo=UTC)) == datetime(2026, 3, 9, 7, 0, tzinfo=UTC)


def test_danger_does_not_wait() -> None:
    assert due_at(NIGHT, LATE, urgent=True) == LATE


def test_who_has_just_sent_a_text_is_answered_at_once() -> None:
    assert due_at(NIGHT, LATE, answers=LATE - timedelta(minutes=9)) == LATE
    assert due_at(NIGHT, LATE, answers=LATE - timedelta(minutes=10)) == SEVEN


def test_without_quiet_hours_nothing_waits() -> None:
    assert quiet_of(None, "Asia/Ho_Chi_Minh") is None
    assert due_at(None, LATE) == LATE
