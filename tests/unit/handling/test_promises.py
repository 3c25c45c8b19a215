"""Promises counted by hand on the calendar of the state."""

from datetime import UTC, date, datetime

import pytest

from feedback_service.handling.deadlines.promises import Promise, promise
from feedback_service.handling.deadlines.received import received_on
from feedback_service.handling.deadlines.step_words import in_one_line
from feedback_service.pack.model import Calendar
from feedback_service.vocabulary import Counting
from tests.builders.calendars import VIETNAM, a_calendar
from tests.builders.deadline_rules import a_rule

CALENDAR = a_calendar()


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)


def promised(
    moment: str, amount: int = 5, counting: Counting = Counting.WORKING, calendar: Calendar = CALENDAR
) -> Promise:
    return promise(a_rule(amount, counting), at(moment), calendar, VIETNAM)


@pytest.mark.parametrize(
    ("moment", "amount", "due"),
    [
        ("2026-02-13T15:00", 5, date(2026, 2, 27)),  # Tết lies between
        ("2026-02-13T18:30", 5, date(2026, 3, 2)),  # after hours: received on Monday 23/2
        ("2026-02-17T09:00", 1, date(2026, 2, 24)),  # sent on the first day of the year
        ("2025-12-31T10:00", 1, date(2026, 1, 5)),
        ("2026-01-09T10:00", 1, date(2026, 1, 10)),  # Saturday, made up for 2/1
        ("2026-01-09T10:00", 2, date(2026, 1, 12)),
        ("2026-08-21T10:00", 1, date(2026, 8, 22)),  # Saturday, made up for 31/8
        ("2026-08-28T10:00", 1, date(2026, 9, 3)),  # from Saturday 29/8 to 2/9 all off
        ("2026-08-21T10:00", 10, date(2026, 9, 8)),
        ("2026-11-23T10:00", 1, date(2026, 11, 25)),  # 24/11 off
        ("2026-11-20T10:00", 2, date(2026, 11, 25)),
        ("2026-04-24T10:00", 5, date(2026, 5, 6)),  # 27/4 for Giỗ Tổ, 30/4, 1/5
        ("2026-12-31T10:00", 1, date(2027, 1, 4)),
        ("2025-04-25T10:00", 3, date(2025, 4, 29)),  # Saturday 26/4 made up for 2/5
    ],
)
def test_working_days_end_where_a_hand_counts_them(moment: str, amount: int, due: date) -> None:
    assert promised(moment, amount).due == due


@pytest.mark.parametrize(
    ("moment", "amount", "due"),
    [
        ("2026-02-13T15:00", 10, date(2026, 2, 23)),  # the day of receipt is not counted
        ("2026-02-05T15:00", 10, date(2026, 2, 23)),  # ends on Sunday 15/2, then Tết
        ("2026-02-18T15:00", 10, date(2026, 3, 5)),  # received on 23/2
        ("2026-08-12T10:00", 10, date(2026, 8, 22)),  # a made-up Saturday is no day off
        ("2026-08-19T10:00", 10, date(2026, 9, 3)),
        ("2026-11-14T10:00", 8, date(2026, 11, 25)),
        ("2026-03-03T10:00", 30, date(2026, 4, 2)),
        ("2026-03-04T10:00", 45, date(2026, 4, 20)),  # Saturday 18/4
    ],
)
def test_calendar_days_count_days_off_and_end_on_a_working_day(moment: str, amount: int, due: date) -> None:
    assert promised(moment, amount, Counting.CALENDAR).due == due


def test_a_day_ends_at_midnight_in_vietnam() -> None:
    assert promised("2026-02-13T15:00").due_at == datetime(2026, 2, 27, 17, tzinfo=UTC)


def test_hours_run_through_the_night_and_the_days_off() -> None:
    made = promised("2026-02-13T15:00", 12, Counting.HOURS)
    assert made.due_at == at("2026-02-14T03:00")
    assert made.due == date(2026, 2, 14)


def test_what_is_to_be_done_at_once_is_due_the_same_day() -> None:
    made = promised("2026-02-14T22:00", 0, Counting.AT_ONCE)
    assert (made.due, made.due_at) == (date(2026, 2, 14), at("2026-02-15T00:00"))


def test_the_last_minute_of_office_hours_is_in_time() -> None:
    assert received_on(at("2026-02-12T17:00:59"), CALENDAR, VIETNAM) == date(2026, 2, 12)
    assert received_on(at("2026-02-12T17:01:00"), CALENDAR, VIETNAM) == date(2026, 2, 13)


def test_midnight_is_that_of_vietnam_and_not_of_the_server() -> None:
    assert received_on(datetime(2026, 2, 11, 17, tzinfo=UTC), CALENDAR, VIETNAM) == date(2026, 2, 12)


def test_a_commune_may_count_from_the_moment_whatever_the_hour() -> None:
    calendar = a_calendar(after_hours_next_day=False)
    assert promised("2026-02-13T18:30", calendar=calendar).due == date(2026, 2, 27)
    assert received_on(at("2026-02-14T10:00"), calendar, VIETNAM) == date(2026, 2, 14)


def test_a_made_up_saturday_keeps_the_office_hours() -> None:
    assert received_on(at("2026-08-22T16:00"), CALENDAR, VIETNAM) == date(2026, 8, 22)
    assert received_on(at("2026-08-22T18:00"), CALENDAR, VIETNAM) == date(2026, 8, 24)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        promise(a_rule(), datetime(2026, 2, 13, 15), CALENDAR, VIETNAM)  # noqa: DTZ001


@pytest.mark.parametrize("counting", [Counting.WORKING, Counting.CALENDAR, Counting.HOURS])
def test_a_negative_limit_makes_no_promise(counting: Counting) -> None:
    with pytest.raises(ValueError, match="negative"):
        promised("2026-02-13T15:00", -1, counting)


@pytest.mark.parametrize(
    ("moment", "amount", "counting", "words"),
    [
        (
            "2026-02-13T15:00",
            5,
            Counting.WORKING,
            "nhận thứ Sáu 13/2 · nghỉ Tết 14–22/2 · 5 ngày làm việc: 23, 24, 25, 26, 27/2 · hạn thứ Sáu 27/2",
        ),
        (
            "2026-02-13T18:30",
            5,
            Counting.WORKING,
            "đến lúc 18h30 thứ Sáu 13/2, sau giờ làm việc · nghỉ Tết 14–22/2 · nhận thứ Hai 23/2 · "
            "nghỉ cuối tuần 28/2–1/3 · 5 ngày làm việc: 24, 25, 26, 27/2; 2/3 · hạn thứ Hai 2/3",
        ),
        (
            "2026-08-21T10:00",
            3,
            Counting.WORKING,
            "nhận thứ Sáu 21/8 · làm bù thứ Bảy 22/8 · nghỉ cuối tuần 23/8 · "
            "3 ngày làm việc: 22, 24, 25/8 · hạn thứ Ba 25/8",
        ),
        (
            "2026-12-30T10:00",
            3,
            Counting.WORKING,
            "nhận thứ Tư 30/12 · nghỉ Tết Dương lịch 1–3/1/2027 · "
            "3 ngày làm việc: 31/12; 4, 5/1/2027 · hạn thứ Ba 5/1/2027",
        ),
        (
            "2026-04-17T10:00",
            15,
            Counting.WORKING,
            "nhận thứ Sáu 17/4 · nghỉ cuối tuần 18–19/4 · nghỉ Giỗ Tổ 25–27/4 · "
            "nghỉ Ngày Chiến thắng, Quốc tế Lao động 30/4–3/5 · nghỉ cuối tuần 9–10/5 · "
            "15 ngày làm việc: 20, 21, 22, 23, 24, 28, 29/4; 4, 5, 6, 7, 8, 11, 12, 13/5 · hạn thứ Tư 13/5",
        ),
        (
            "2026-02-05T15:00",
            10,
            Counting.CALENDAR,
            "nhận thứ Năm 5/2 · 10 ngày liền, tính cả ngày nghỉ: 6–15/2 · "
            "ngày cuối Chủ nhật 15/2 là ngày nghỉ, dời sang ngày làm việc kế tiếp · "
            "nghỉ Tết 15–22/2 · hạn thứ Hai 23/2",
        ),
        (
            "2026-02-14T10:05",
            12,
            Counting.HOURS,
            "nhận lúc 10h05 thứ Bảy 14/2 · 12 giờ liền, tính cả đêm và ngày nghỉ · hạn 22h05 thứ Bảy 14/2",
        ),
        (
            "2026-02-14T10:05",
            0,
            Counting.AT_ONCE,
            "nhận lúc 10h05 thứ Bảy 14/2 · phải làm ngay, không chờ giờ làm việc · "
            "hạn ngay trong ngày thứ Bảy 14/2",
        ),
    ],
)
def test_a_promise_says_why(moment: str, amount: int, counting: Counting, words: str) -> None:
    assert in_one_line(promised(moment, amount, counting).steps) == words


def test_a_promise_says_why_in_english() -> None:
    assert in_one_line(promised("2026-02-13T15:00", 1).steps, "en_GB") == (
        "received Friday 13 Feb · off 14–22 Feb (Tết) · 1 working day: 23 Feb · due Monday 23 Feb"
    )


def test_weekends_in_a_row_are_said_once_and_a_long_list_is_cut() -> None:
    trace = promised("2026-03-02T10:00", 16).trace
    assert trace[1] == "nghỉ cuối tuần 7–8/3; 14–15/3; 21–22/3"
    assert trace[2] == "16 ngày làm việc: 3, 4, 5/3 … 24/3"


def test_a_year_without_holidays_in_the_calendar_is_owned_up_to() -> None:
    assert "chưa có lịch nghỉ năm 2028, mới chỉ trừ cuối tuần" in promised("2027-12-30T10:00").trace
