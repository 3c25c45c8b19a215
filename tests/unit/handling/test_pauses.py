from datetime import date, datetime

from feedback_service.handling.deadlines.pauses import NewDue, resume
from feedback_service.handling.deadlines.step_words import in_one_line
from feedback_service.vocabulary import Counting
from tests.builders.calendars import VIETNAM, a_calendar


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)


END_OF_FRIDAY_27_FEBRUARY = at("2026-02-28T00:00")


def resumed(
    paused_from: str,
    resumed_at: str,
    counting: Counting = Counting.WORKING,
    due_at: datetime = END_OF_FRIDAY_27_FEBRUARY,
) -> NewDue:
    return resume(due_at, at(paused_from), at(resumed_at), counting, a_calendar(), VIETNAM)


def test_two_working_days_of_waiting_move_the_date_by_two_working_days() -> None:
    new = resumed("2026-02-24T09:00", "2026-02-26T10:00")
    assert (new.due, new.due_at) == (date(2026, 3, 3), at("2026-03-04T00:00"))
    assert in_one_line(new.steps) == (
        "dừng tính hạn từ thứ Ba 24/2 · tính tiếp từ thứ Năm 26/2 · lùi hạn 2 ngày làm việc · "
        "nghỉ cuối tuần 28/2–1/3 · hạn mới thứ Ba 3/3"
    )


def test_days_off_while_waiting_cost_nobody_a_day() -> None:
    assert resumed("2026-02-13T10:00", "2026-02-22T10:00").due == date(2026, 3, 2)


def test_an_answer_on_the_same_day_moves_nothing() -> None:
    new = resumed("2026-02-24T09:00", "2026-02-24T11:00")
    assert (new.due, in_one_line(new.steps)) == (date(2026, 2, 27), "hạn giữ nguyên thứ Sáu 27/2")


def test_calendar_days_move_by_calendar_days_and_past_days_off() -> None:
    assert resumed("2026-02-24T09:00", "2026-02-26T10:00", Counting.CALENDAR).due == date(2026, 3, 2)


def test_hours_move_by_the_time_that_passed() -> None:
    new = resumed("2026-02-24T09:00", "2026-02-24T11:30", Counting.HOURS, at("2026-02-24T12:00"))
    assert new.due_at == at("2026-02-24T14:30")


def test_what_was_late_before_the_pause_stays_late() -> None:
    assert resumed("2026-02-28T00:00", "2026-03-09T10:00").due == date(2026, 2, 27)


def test_what_had_to_be_done_at_once_does_not_wait() -> None:
    assert resumed("2026-02-24T09:00", "2026-03-09T10:00", Counting.AT_ONCE).due == date(2026, 2, 27)
