"""The queue: open cases of the desk, danger first, then by what is due. One query a page.

Every condition that a case may meet (its unit, the own hands, named one by one) is a branch of its own, since
each follows an index of its own and stops after a page; together with OR they would read all open cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, text, tuple_, union_all
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from feedback_service.handling.queue_filter import Cursor, QueueFilter, View, Whose
from feedback_service.handling.search_terms import Terms
from feedback_service.records import Case, Contact, Officer, keyring
from feedback_service.records.case import OPEN
from feedback_service.search import matches
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import scopes, visible_cases
from feedback_service.vocabulary import Role, Status

PAGE = 40
_FIRST_LETTERS = 240  # enough for a headline; a text may have 10,000

COLUMNS = (
    Case.id,
    Case.code,
    Case.subject,
    func.substr(Case.text, 1, _FIRST_LETTERS).label("text"),
    Case.why,
    Case.channel,
    Case.area_code,
    Case.unit_code,
    Case.danger,
    Case.status,
    Case.received_on,
    Case.due_on,
    Case.answered_on,
    Case.closed_on,
    Case.citizen_wrote_at,
)
_OPEN = text(OPEN)


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Row[Any]]
    next: Cursor | None


def queue_page(
    session: Session, officer: Officer, wanted: QueueFilter, today: date, named: Sequence[int]
) -> Page:
    """`named`: open cases that the officer sees because he is named to them, see counts.named_cases."""
    conditions = _conditions(officer, wanted, today)
    places = scopes(officer) + ([Case.id.in_(named)] if named else [])
    branches = [
        _branch(place, danger, conditions, wanted.after)
        for place in places
        for danger in (True, False)
        if not (danger and wanted.after and not wanted.after.danger)
    ]
    found = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    newest_first = (found.c.danger.desc(), found.c.due_on, found.c.id)
    rows = session.execute(select(found).order_by(*newest_first).limit(PAGE + 1)).all()
    return _page(rows)


def found_page(session: Session, officer: Officer, terms: Terms, wanted: QueueFilter) -> Page:
    """Every case that the officer sees and that fits, open or closed, newest first. No words: all of them."""
    asked = select(*COLUMNS).where(visible_cases(officer), _fits(session, officer, terms))
    if wanted.unit:
        asked = asked.where(Case.unit_code == wanted.unit)
    if wanted.after:
        asked = asked.where(Case.id < wanted.after.id)
    return _page(session.execute(asked.order_by(Case.id.desc()).limit(PAGE + 1)).all())


def shows_newest(officer: Officer) -> bool:
    """Publishers have no queue of open cases: they find the answered ones, newest first."""
    return officer.role == Role.PUBLISHER


def _branch(
    place: ColumnElement[bool], danger: bool, conditions: list[ColumnElement[bool]], after: Cursor | None
) -> Select[Any]:
    asked = select(*COLUMNS).where(_OPEN, Case.danger == danger, place, *conditions)
    if after and after.danger == danger:
        asked = asked.where(tuple_(Case.due_on, Case.id) > (after.due_on, after.id))
    return asked.order_by(Case.due_on, Case.id).limit(PAGE + 1)


def _conditions(officer: Officer, wanted: QueueFilter, today: date) -> list[ColumnElement[bool]]:
    conditions = _view(wanted.view, today)
    if wanted.unit:
        conditions.append(Case.unit_code == wanted.unit)
    if wanted.whose is Whose.MINE:
        conditions.append(Case.assigned_to == officer.id)
    if wanted.whose is Whose.NOBODYS:
        conditions.append(Case.assigned_to.is_(None))
    return conditions


def _view(view: View, today: date) -> list[ColumnElement[bool]]:
    running = Case.status != Status.AWAITING_CITIZEN  # while the citizen is asked, nothing is late
    match view:
        case View.LATE:
            return [Case.due_on < today, running]
        case View.TODAY:
            return [Case.due_on == today, running]
        case View.WEEK:
            return [Case.due_on >= today, Case.due_on <= end_of_week(today), running]
        case View.AWAITING_CITIZEN:
            return [Case.status == Status.AWAITING_CITIZEN]
        case View.AWAITING_APPROVAL:
            return [Case.status == Status.AWAITING_APPROVAL]
        case View.NEW:
            return [Case.status == Status.RECEIVED]
        case _:
            return []


def end_of_week(today: date) -> date:
    """Sunday."""
    return today + timedelta(days=6 - today.weekday())


def _fits(session: Session, officer: Officer, terms: Terms) -> ColumnElement[bool]:
    if terms.code:
        return Case.code == terms.code
    if terms.phones and may_anywhere(officer, Action.SEE_SENDER):
        prints = [keyring.fingerprint(phone) for phone in terms.phones]
        return Case.contact_id.in_(select(Contact.id).where(Contact.phone_fingerprint.in_(prints)))
    return matches(session.get_bind().dialect.name, "cases", terms.words)


def _page(rows: Sequence[Row[Any]]) -> Page:
    if len(rows) <= PAGE:
        return Page(rows, None)
    last = rows[PAGE - 1]
    return Page(rows[:PAGE], Cursor(last.danger, last.due_on, last.id))
