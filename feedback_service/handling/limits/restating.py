"""Another kind has other limits, counted from the true start and not from the correction."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.handling.promises import (
    acknowledging,
    next_due,
    note_lateness,
    promised,
    running_clocks,
)
from feedback_service.handling.workflow import record
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Promise
from feedback_service.vocabulary import Clock


def restate_clocks(
    session: Session, case: Case, pack: Pack, now: datetime, officer: Officer | None = None
) -> None:
    """Call it when the case has its new kind. What stays the same runs on; of the rest the event keeps the old day and
    the new one, each with its article. A limit that had begun with an acceptance ends: the new kind has none yet.
    """
    before = {promise.clock: promise for promise in running_clocks(case)}
    wanted = {promise.clock: promise for promise in _wanted(case, pack, before)}
    lines = [
        line
        for clock in Clock
        if (line := _replace(case, clock, before.get(clock), wanted.get(clock), now)) is not None
    ]
    case.due_on = next_due(case)
    if lines:
        record(session, case, "restated", now, officer, clocks=lines)
    if officer:  # a citizen's own further text is answered with the day anyway
        _tell(session, case, before.get(Clock.ANSWER), pack, now)


def _tell(session: Session, case: Case, old: Promise | None, pack: Pack, now: datetime) -> None:
    """The day that was promised is another: whoever was given the old one hears of it, not only on his page."""
    new = next((one for one in running_clocks(case) if one.clock == Clock.ANSWER), None)
    if old and new and old.due_on != new.due_on and new.paused_at is None:
        session.flush()
        tell_citizen(session, case, "restated", pack, now, key=f"restated:{new.id}", due=new.due_on)


def _wanted(case: Case, pack: Pack, before: dict[Clock, Promise]) -> list[Promise]:
    """The limits as they would stand had the kind been known from the beginning."""
    start, area = case.sent_at, case.area_code
    found = [promised(Clock.ANSWER, case.kind, start, pack, area)]
    if Clock.TRIAGE in before:
        found.append(promised(Clock.TRIAGE, case.kind, start, pack, area))
    told_at = None if Clock.ACKNOWLEDGE in before else start
    return [*found, *acknowledging(case.kind, start, pack, area, told_at)]


def _replace(
    case: Case, clock: Clock, old: Promise | None, new: Promise | None, now: datetime
) -> dict[str, Any] | None:
    """What the event says of it; None where nothing changed."""
    if old is new or (old and new and old.rule_code == new.rule_code):
        return None
    if old:
        note_lateness(case, old, now)
        old.ended_at = now
    if new:
        new.case_id = case.id
        new.paused_at = old.paused_at if old else None  # the citizen is still asked
        case.promises.append(new)
    return _line(clock, old, new)


def _line(clock: Clock, old: Promise | None, new: Promise | None) -> dict[str, Any]:
    return {
        "clock": clock.value,
        "old": old.due_on.isoformat() if old else "",
        "old_article": old.article if old else "",
        "new": new.due_on.isoformat() if new else "",
        "new_article": new.article if new else "",
    }
