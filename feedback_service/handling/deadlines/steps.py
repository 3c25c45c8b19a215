"""The reasons of a date, as data: kept with the promise, put in words for whoever asks, in his language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from feedback_service.handling.deadlines.working_days import SATURDAY, WorkingCalendar, days_of


class Reason(StrEnum):
    """What a step says. Stored with cases: a word here may be added, never renamed."""

    CAME_AFTER_CLOSING = "came_after_closing"
    CAME_ON_DAY_OFF = "came_on_day_off"
    RECEIVED = "received"
    RECEIVED_AT = "received_at"
    OFF = "off"
    MADE_UP = "made_up"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    LAST_DAY_OFF = "last_day_off"
    HOURS = "hours"
    AT_ONCE = "at_once"
    YEAR_UNKNOWN = "year_unknown"
    DUE = "due"
    DUE_AT = "due_at"
    DUE_THAT_DAY = "due_that_day"
    PAUSED = "paused"
    PAUSED_AT = "paused_at"
    RESUMED = "resumed"
    RESUMED_AT = "resumed_at"
    LATER_BY_WORKING_DAYS = "later_by_working_days"
    LATER_BY_DAYS = "later_by_days"
    DUE_MOVED = "due_moved"
    DUE_MOVED_AT = "due_moved_at"
    DUE_STAYS = "due_stays"
    EXTENDED_BY_WORKING_DAYS = "extended_by_working_days"
    EXTENDED_BY_DAYS = "extended_by_days"
    CALENDAR_CHANGED = "calendar_changed"


@dataclass(frozen=True, slots=True)
class Step:
    """One reason. `days`: one day, the two ends of a run, or every day counted or off; `at`: local time.

    `amount`: of days or hours, for YEAR_UNKNOWN the year; `name`: of the holidays, in the pack's words.
    """

    reason: Reason
    days: tuple[date, ...] = ()
    amount: int = 0
    name: str = ""
    at: time | None = None


def steps_as_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Plain values for a JSON column; empty fields are left out."""
    return [_as_json(step) for step in steps]


def steps_from_json(stored: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps that `steps_as_json` wrote."""
    return tuple(_from_json(step) for step in stored)


def steps_between(after: date, until: date, days: WorkingCalendar) -> tuple[Step, ...]:
    """The runs of days off and the made-up days in (after, until], as they come."""
    steps: list[Step] = []
    run: list[date] = []
    for day in days_of(after, until):
        if not days.is_working_day(day):
            run.append(day)
            continue
        steps += off_steps(run, days)
        run = []
        if day.weekday() >= SATURDAY:
            steps.append(Step(Reason.MADE_UP, (day,)))
    return _weekends_joined((*steps, *off_steps(run, days)))


def off_steps(run: Sequence[date], days: WorkingCalendar) -> tuple[Step, ...]:
    """One step for a run of days off, named after its holidays; without a name it is a weekend."""
    if not run:
        return ()
    names = dict.fromkeys(_bare(days.holiday_names[day]) for day in run if day in days.holiday_names)
    return (Step(Reason.OFF, tuple(run), name=", ".join(names)),)


def _weekends_joined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Weekends that follow one another make one step."""
    joined: list[Step] = []
    for step in steps:
        if joined and _is_weekend(joined[-1]) and _is_weekend(step):
            joined.append(Step(Reason.OFF, joined.pop().days + step.days))
        else:
            joined.append(step)
    return tuple(joined)


def _is_weekend(step: Step) -> bool:
    return step.reason is Reason.OFF and not step.name


def _bare(name: str) -> str:
    """`nghỉ bù 1/5` becomes `bù 1/5`: the sentence around it says nghỉ already."""
    return name.removeprefix("nghỉ ").removeprefix("Nghỉ ")


def _as_json(step: Step) -> dict[str, Any]:
    stored: dict[str, Any] = {"reason": step.reason.value}
    if step.days:
        stored["days"] = [day.isoformat() for day in step.days]
    if step.amount:
        stored["amount"] = step.amount
    if step.name:
        stored["name"] = step.name
    if step.at is not None:
        stored["at"] = step.at.isoformat("minutes")
    return stored


def _from_json(stored: dict[str, Any]) -> Step:
    return Step(
        reason=Reason(stored["reason"]),
        days=tuple(date.fromisoformat(day) for day in stored.get("days", ())),
        amount=stored.get("amount", 0),
        name=stored.get("name", ""),
        at=time.fromisoformat(stored["at"]) if "at" in stored else None,
    )
