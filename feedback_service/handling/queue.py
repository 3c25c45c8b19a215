"""The queue: open cases of the desk, danger first, then by what is due.

Every condition that a case may meet (its unit, the own hands, named one by one) is a branch of its own, since
each follows an index of its own and stops after a page; together with OR they would read all open cases.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, text, true, tuple_, union, union_all
from sqlalchemy.orm import Session

from feedback_service.handling.queue_filter import Cursor, QueueFilter, View
from feedback_service.handling.queue_page import COLUMNS, PAGE, Page, page_of
from feedback_service.handling.queue_paths import FAR, due_between, path_of
from feedback_service.records import Case, Officer
from feedback_service.records.case import OPEN
from feedback_service.staff.visibility import scopes, visible_cases
from feedback_service.vocabulary import Role

_OPEN = text(OPEN)
Conditions = Sequence[ColumnElement[bool]]


def queue_page(
    session: Session,
    officer: Officer,
    wanted: QueueFilter,
    today: date,
    named: Sequence[int],
    helping: Sequence[int] = (),
) -> Page:
    """`named`: open cases that the officer sees because he is named to them, see counts.named_cases. `helping`: those
    of other units that asked the own one for something, see handling/helping.py."""
    due = due_between(wanted.view, today, end_of_week(today))
    if wanted.view is View.HELPING:
        places: list[ColumnElement[bool]] = [Case.id.in_(helping) & visible_cases(officer)]
    else:
        places = _own(officer) + ([Case.id.in_(named)] if named else [])
    path = path_of(officer, wanted, officer.role in {Role.OFFICER, Role.HEAD})
    end = None
    if path.looks and wanted.view is not View.HELPING:
        walks = [path.along] if path.along else [(place,) for place in _own(officer)]
        end = _end_of_walk(session, walks, due, wanted.after)
    branches = [
        _branch((place, *path.all_of), danger, due, wanted.after, end)
        for place in places
        for danger in (True, False)
        if not (danger and wanted.after and not wanted.after.danger)
    ]
    found = union(*(select(branch.subquery()) for branch in branches)).subquery()
    danger_first = (found.c.danger.desc(), found.c.due_on, found.c.id)
    rows = session.execute(select(found).order_by(*danger_first).limit(PAGE + 1)).all()
    return page_of(rows, lambda row: Cursor(row.danger, row.due_on, row.id), end, PAGE)


def shows_newest(officer: Officer) -> bool:
    """Publishers have no queue of open cases: they find the answered ones, newest first."""
    return officer.role == Role.PUBLISHER


def _own(officer: Officer) -> list[ColumnElement[bool]]:
    """Without what the unit only helps with: that is another unit's work, and has a view of its own."""
    return scopes(officer)[:2]


def end_of_week(today: date) -> date:
    """Sunday."""
    return today + timedelta(days=6 - today.weekday())


def _branch(
    place: Conditions, danger: bool, due: Conditions, after: Cursor | None, end: Cursor | None
) -> Select[Any]:
    asked = select(*COLUMNS).where(_OPEN, Case.danger == danger, *place, *due, _from(danger, after))
    return asked.where(_until(danger, end)).order_by(Case.due_on, Case.id).limit(PAGE + 1)


def _end_of_walk(
    session: Session, walks: Sequence[Conditions], due: Conditions, after: Cursor | None
) -> Cursor | None:
    """The nearest of the cases at which a walk has gone FAR; None where all of them reach their end before."""
    steps = [
        select(
            select(Case.danger, Case.due_on, Case.id)
            .where(_OPEN, Case.danger == danger, *along, *due, _from(danger, after))
            .order_by(Case.due_on, Case.id)
            .limit(1)
            .offset(FAR)
            .subquery()
        )
        for along in walks
        for danger in (True, False)
        if not (danger and after and not after.danger)
    ]
    ends = [Cursor(*row) for row in session.execute(union_all(*steps))]
    return min(ends, key=lambda end: (not end.danger, end.day, end.id), default=None)


def _from(danger: bool, after: Cursor | None) -> ColumnElement[bool]:
    if after and after.danger == danger:
        return tuple_(Case.due_on, Case.id) > (after.day, after.id)
    return true()


def _until(danger: bool, end: Cursor | None) -> ColumnElement[bool]:
    if end is None or (danger and not end.danger):
        return true()
    if end.danger and not danger:
        return false()
    return tuple_(Case.due_on, Case.id) <= (end.day, end.id)
