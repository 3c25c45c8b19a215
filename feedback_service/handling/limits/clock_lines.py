"""The clocks of a case in words: which day, by which article, counted how. For officer, inspector and citizen."""

from dataclasses import dataclass, replace
from datetime import date

from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.handling.deadlines.steps import steps_from_json
from feedback_service.handling.limits.words import clock_name
from feedback_service.handling.promises import TO_THE_CITIZEN, local_day
from feedback_service.language import language
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Promise
from feedback_service.vocabulary import Clock, Visibility


@dataclass(frozen=True, slots=True)
class ClockLine:
    """`state`: running, paused, met, ended (another limit took its place). `met_on` None unless met."""

    name: str
    due: date
    first: date
    state: str
    late: bool
    met_on: date | None
    article: str
    steps: tuple[str, ...]


def clock_lines(case: Case, pack: Pack) -> list[ClockLine]:
    """Every clock that the case ever had, in the order in which they began."""
    return [_line(promise, pack) for promise in case.promises]


def citizens_lines(case: Case, pack: Pack) -> list[ClockLine]:
    """Those that were promised to the sender and were not superseded: "vì sao ngày này"."""
    promised = [one for one in case.promises if one.clock in TO_THE_CITIZEN and one.ended_at is None]
    lines = [_line(promise, pack) for promise in promised]
    if case.visibility == Visibility.SEALED:  # the law's name would say what it is to whoever looks on
        return [replace(line, name=clock_name(Clock.ANSWER.value), article="") for line in lines[-1:]]
    return lines


def _line(promise: Promise, pack: Pack) -> ClockLine:
    return ClockLine(
        name=clock_name(promise.clock.value),
        due=promise.due_on,
        first=promise.first_due_on,
        state=_state(promise),
        late=promise.late,
        met_on=local_day(promise.met_at, pack) if promise.met_at else None,
        article=promise.article,
        steps=in_words(steps_from_json(promise.trace["steps"]), language()),
    )


def _state(promise: Promise) -> str:
    if promise.met_at:
        return "met"
    if promise.ended_at:
        return "ended"
    return "paused" if promise.paused_at else "running"
