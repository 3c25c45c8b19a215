"""What holds for every day of 2025 to 2027, at any hour."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedback_service.handling.deadlines.countdown import days_left, stitches
from feedback_service.handling.deadlines.pauses import last_day, resume
from feedback_service.handling.deadlines.promises import promise
from feedback_service.handling.deadlines.received import received_on
from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.handling.deadlines.steps import steps_as_json, steps_from_json
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.pack.model import Calendar
from feedback_service.vocabulary import Counting
from tests.builders.calendars import VIETNAM, a_calendar
from tests.builders.deadline_rules import a_rule
from tests.unit.handling.counting_slowly import is_off, slow_calendar_due, slow_count, slow_working_due

DATES = st.dates(date(2025, 1, 1), date(2027, 11, 1))
NEW_YEAR_2025 = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 1_440_000).map(lambda minutes: NEW_YEAR_2025 + timedelta(minutes=minutes))
AMOUNTS = st.integers(1, 40)
DAY_COUNTINGS = st.sampled_from([Counting.WORKING, Counting.CALENDAR])
CALENDARS = st.builds(a_calendar, after_hours_next_day=st.booleans(), with_hours=st.booleans())
CALENDAR = a_calendar()
DAYS = working_calendar(CALENDAR)


@given(MOMENTS, AMOUNTS, DAY_COUNTINGS, CALENDARS)
def test_a_promise_always_ends_on_a_working_day(
    moment: datetime, amount: int, counting: Counting, calendar: Calendar
) -> None:
    assert not is_off(promise(a_rule(amount, counting), moment, calendar, VIETNAM).due, calendar)


@given(MOMENTS, AMOUNTS, CALENDARS)
def test_a_working_day_promise_holds_exactly_that_many_working_days(
    moment: datetime, amount: int, calendar: Calendar
) -> None:
    made = promise(a_rule(amount), moment, calendar, VIETNAM)
    assert made.due == slow_working_due(made.received, amount, calendar)
    assert len(made.days) == slow_count(made.received, made.due, calendar) == amount
    assert made.days[-1] == made.due


@given(MOMENTS, AMOUNTS, CALENDARS)
def test_a_calendar_day_promise_is_the_day_itself_or_the_end_of_the_days_off(
    moment: datetime, amount: int, calendar: Calendar
) -> None:
    made = promise(a_rule(amount, Counting.CALENDAR), moment, calendar, VIETNAM)
    last = made.received + timedelta(days=amount)
    assert made.due == slow_calendar_due(made.received, amount, calendar)
    assert made.due >= last
    assert all(is_off(last + timedelta(days=n), calendar) for n in range((made.due - last).days))


@given(MOMENTS, MOMENTS, AMOUNTS, DAY_COUNTINGS, CALENDARS)
def test_who_comes_later_is_never_promised_an_earlier_date(
    one: datetime, other: datetime, amount: int, counting: Counting, calendar: Calendar
) -> None:
    early, late = sorted((one, other))
    rule = a_rule(amount, counting)
    assert promise(rule, early, calendar, VIETNAM).due <= promise(rule, late, calendar, VIETNAM).due


@given(MOMENTS, AMOUNTS, AMOUNTS, DAY_COUNTINGS)
def test_a_longer_limit_never_ends_earlier(
    moment: datetime, one: int, other: int, counting: Counting
) -> None:
    short, long = sorted((one, other))
    due = promise(a_rule(short, counting), moment, CALENDAR, VIETNAM).due
    assert due <= promise(a_rule(long, counting), moment, CALENDAR, VIETNAM).due


@given(MOMENTS, AMOUNTS, st.sampled_from(Counting))
def test_no_promise_is_over_when_it_is_made(moment: datetime, amount: int, counting: Counting) -> None:
    made = promise(a_rule(amount, counting), moment, CALENDAR, VIETNAM)
    assert made.due_at > moment
    assert last_day(made.due_at, VIETNAM) == made.due


@given(MOMENTS)
def test_a_message_is_received_on_its_day_or_the_first_working_day_after(moment: datetime) -> None:
    came, received = moment.astimezone(VIETNAM).date(), received_on(moment, CALENDAR, VIETNAM)
    assert not is_off(received, CALENDAR)
    assert slow_count(came, received, CALENDAR) == (0 if received == came else 1)


@given(DATES, DATES)
def test_spans_are_counted_as_day_by_day(one: date, other: date) -> None:
    after, until = sorted((one, other))
    assert DAYS.working_days_between(after, until) == slow_count(after, until, CALENDAR)
    assert len(DAYS.working_days(after, until)) == slow_count(after, until, CALENDAR)
    assert DAYS.working_days_between(until, after) == 0


@given(DATES, DATES)
def test_the_countdown_is_negative_exactly_when_the_due_has_passed(due: date, today: date) -> None:
    assert (days_left(due, today, CALENDAR) < 0) == (due < today)


@given(MOMENTS, AMOUNTS, st.integers(0, 60))
def test_the_stitches_used_and_left_are_the_days_promised(moment: datetime, amount: int, later: int) -> None:
    made = promise(a_rule(amount), moment, CALENDAR, VIETNAM)
    drawn = stitches(made.received, made.due, made.received + timedelta(days=later), CALENDAR)
    assert drawn.used + drawn.left == len(made.days)
    assert not (drawn.left and drawn.late)


@given(MOMENTS, AMOUNTS, st.floats(0, 1), st.integers(1, 60))
def test_a_pause_leaves_as_many_working_days_as_there_were(
    moment: datetime, amount: int, part: float, length: int
) -> None:
    made = promise(a_rule(amount), moment, CALENDAR, VIETNAM)
    paused = moment + (made.due_at - moment) * part * 0.999
    resumed = paused + timedelta(days=length)
    new = resume(made.due_at, paused, resumed, Counting.WORKING, CALENDAR, VIETNAM)
    went_on = received_on(resumed, CALENDAR, VIETNAM)
    before = slow_count(paused.astimezone(VIETNAM).date(), made.due, CALENDAR)
    assert slow_count(went_on, new.due, CALENDAR) == before


@given(MOMENTS, AMOUNTS, MOMENTS, st.integers(0, 60 * 24 * 60), st.sampled_from(Counting))
def test_a_pause_never_brings_the_date_nearer(
    moment: datetime, amount: int, paused: datetime, minutes: int, counting: Counting
) -> None:
    made = promise(a_rule(amount, counting), moment, CALENDAR, VIETNAM)
    new = resume(made.due_at, paused, paused + timedelta(minutes=minutes), counting, CALENDAR, VIETNAM)
    assert new.due_at >= made.due_at
    assert new.due == last_day(new.due_at, VIETNAM)


@given(MOMENTS, AMOUNTS, st.sampled_from(Counting), CALENDARS)
def test_reasons_come_back_from_storage_as_they_were_and_can_be_said(
    moment: datetime, amount: int, counting: Counting, calendar: Calendar
) -> None:
    made = promise(a_rule(amount, counting), moment, calendar, VIETNAM)
    assert steps_from_json(steps_as_json(made.steps)) == made.steps
    assert len(in_words(made.steps, "en")) == len(made.trace) == len(made.steps)
