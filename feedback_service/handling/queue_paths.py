"""Along which index a page of the queue walks, and how far: a page costs the same whatever is looked for.

One of the things asked for is followed by its index; the others are looked at case by case on the way. Where
they are rare, a page would have to go through every case of the first: so it stops after FAR of them, shows what it
found, and the next page goes on from there.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from feedback_service.handling.queue_filter import QueueFilter, View, Whose
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Status

FAR = 3_000
_STATUS = {
    View.AWAITING_CITIZEN: Status.AWAITING_CITIZEN,
    View.AWAITING_APPROVAL: Status.AWAITING_APPROVAL,
    View.NEW: Status.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Path:
    """`along` is what the index follows; empty where every case is gone through anyway. `all_of`: everything that is
    asked for. `looks`: whether cases on the way may not fit, so that the walk has to end somewhere."""

    along: tuple[ColumnElement[bool], ...]
    all_of: tuple[ColumnElement[bool], ...]
    looks: bool


def path_of(officer: Officer, wanted: QueueFilter, has_place: bool) -> Path:
    """`has_place`: the officer's own reach (a unit) is a condition too, and has an index of its own."""
    asked = [*_equalities(officer, wanted)]
    beside = _dates(wanted)
    along = tuple(asked[:1])
    looks = len(asked) + bool(beside) + has_place > 1
    return Path(along, (*asked, *beside), looks)


def days_of_receipt(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """Served by the index where cases are walked by the day of receipt."""
    return _dates(wanted)


def _equalities(officer: Officer, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """What is rarest first: it is what the walk follows."""
    found: list[ColumnElement[bool]] = []
    columns: tuple[tuple[Any, object], ...] = (
        (Case.assigned_to, wanted.officer or (officer.id if wanted.whose is Whose.MINE else None)),
        (Case.area_code, wanted.area),
        (Case.topic_code, wanted.topic),
        (Case.unit_code, wanted.unit),
        (Case.kind, wanted.kind),
        (Case.status, _STATUS.get(wanted.view)),
    )
    found += [column == value for column, value in columns if value]
    if wanted.whose is Whose.NOBODYS:
        found.append(Case.assigned_to.is_(None))
    return found


def _dates(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    first, last = wanted.received_from, wanted.received_to
    return [
        *([Case.received_on >= first] if first else []),
        *([Case.received_on <= last] if last else []),
    ]


def due_between(view: View, today: date, sunday: date) -> list[ColumnElement[bool]]:
    """The part of the queue that a view shows. While the citizen is asked, nothing is late."""
    running = Case.status != Status.AWAITING_CITIZEN
    match view:
        case View.LATE:
            return [Case.due_on < today, running]
        case View.TODAY:
            return [Case.due_on == today, running]
        case View.WEEK:
            return [Case.due_on >= today, Case.due_on <= sunday, running]
        case _:
            return []
