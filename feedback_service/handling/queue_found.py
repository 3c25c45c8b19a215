"""Looking for cases among all of them, open and closed: by code, phone, words, or by what they are about.

By words and phone the newest case comes first; otherwise whatever was received last, so that days of receipt are
a part of the index and not of the looking.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true, tuple_, union, union_all
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from feedback_service.handling.queue_filter import Cursor, QueueFilter, View
from feedback_service.handling.queue_page import COLUMNS, PAGE, Page, page_of
from feedback_service.handling.queue_paths import FAR, days_of_receipt, path_of
from feedback_service.handling.search_terms import Terms
from feedback_service.records import Case, Contact, Officer, keyring
from feedback_service.search import has_whole_words, matches, nth_match, words_of
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import named_to, not_barred, scopes, visible_cases
from feedback_service.vocabulary import Role

_MOST_OF_ONE_PHONE = 2_000
_MOST_WITH_WORDS = 1_000  # looked at for one page: each costs a look into the search index and into the case


def found_page(session: Session, officer: Officer, terms: Terms, wanted: QueueFilter) -> Page:
    """Every case that the officer sees and that fits. `wanted.view` is for the queue and does not count here."""
    wanted = replace(wanted, view=View.ALL)
    if terms.code:
        return _newest(session, officer, wanted, Case.code == terms.code)
    if terms.phones and may_anywhere(officer, Action.SEE_SENDER):
        return _newest(session, officer, wanted, Case.contact_id.in_(_contacts(session, terms.phones)))
    if words_of(terms.words):
        return _with_words(session, officer, terms.words, wanted)
    return _last_received(session, officer, wanted)


def _contacts(session: Session, phones: Sequence[str]) -> list[int]:
    """By the keyed hash: a number is nowhere in the clear. A list and not a subquery, so that no planner goes through
    all cases for a phone that has few."""
    prints = [keyring.fingerprint(phone) for phone in phones]
    asked = select(Contact.id).where(Contact.phone_fingerprint.in_(prints)).order_by(Contact.id.desc())
    return list(session.scalars(asked.limit(_MOST_OF_ONE_PHONE)))


def _with_words(session: Session, officer: Officer, words: str, wanted: QueueFilter) -> Page:
    dialect = session.get_bind().dialect.name
    whole = session.scalar(has_whole_words(dialect, "cases", words)) is not None
    below = wanted.after.id if wanted.after else None
    last = session.scalar(nth_match(dialect, "cases", words, below, _MOST_WITH_WORDS, beginning=not whole))
    end = Cursor(False, date.min, last) if last else None
    fits = matches(dialect, "cases", words, beginning=not whole, from_id=last, below_id=below)
    return _newest(session, officer, wanted, fits, end)


def _newest(
    session: Session,
    officer: Officer,
    wanted: QueueFilter,
    fits: ColumnElement[bool],
    end: Cursor | None = None,
) -> Page:
    asked = select(*COLUMNS).where(fits, visible_cases(officer), *path_of(officer, wanted, False).all_of)
    if wanted.after:
        asked = asked.where(Case.id < wanted.after.id)
    if end:
        asked = asked.where(Case.id >= end.id)
    rows = session.execute(asked.order_by(Case.id.desc()).limit(PAGE + 1)).all()
    return page_of(rows, _cursor, end, PAGE)


def _last_received(session: Session, officer: Officer, wanted: QueueFilter) -> Page:
    path = path_of(officer, wanted, officer.role not in {Role.CLERK, Role.LEADER, Role.AUDITOR})
    days, end = days_of_receipt(wanted), None
    near: ColumnElement[bool] = true()
    if path.looks:
        walks = [path.along] if path.along else [(place,) for place in _walked(officer)]
        end = _end_of_walk(session, [(*along, *days) for along in walks], wanted.after)
        if path.along and end is None:
            near = _all_along((*path.along, *days), wanted.after)
    places = [*scopes(officer), named_to(officer) & not_barred(officer)]
    branches = [
        _by_receipt(select(*COLUMNS).where(place, *path.all_of, near, _before(wanted.after), _down_to(end)))
        .limit(PAGE + 1)
        .subquery()
        for place in places
    ]
    found = union(*(select(branch) for branch in branches)).subquery()
    newest = (found.c.received_on.desc(), found.c.id.desc())
    rows = session.execute(select(found).order_by(*newest).limit(PAGE + 1)).all()
    return page_of(rows, _cursor, end, PAGE)


def _all_along(along: Sequence[ColumnElement[bool]], after: Cursor | None) -> ColumnElement[bool]:
    """Where the walk is short, its cases and no others: left alone, a planner that knows nothing of how few they are
    goes through a whole unit instead."""
    return Case.id.in_(_by_receipt(select(Case.id).where(*along, _before(after))).limit(FAR + 1))


def _walked(officer: Officer) -> list[ColumnElement[bool]]:
    """A publisher's places have no index: all cases are gone through by the day of receipt."""
    return [true()] if officer.role == Role.PUBLISHER else scopes(officer)


def _end_of_walk(
    session: Session, walks: Sequence[Sequence[ColumnElement[bool]]], after: Cursor | None
) -> Cursor | None:
    steps: list[Select[Any]] = []
    for along in walks:
        walk: Any = select(Case.danger, Case.received_on, Case.id)
        walk = _by_receipt(walk.where(*along, _before(after))).limit(1).offset(FAR)
        steps.append(select(walk.subquery()))
    ends = [Cursor(*row) for row in session.execute(union_all(*steps))]
    return max(ends, key=lambda end: (end.day, end.id), default=None)


def _by_receipt(asked: Select[Any]) -> Select[Any]:
    return asked.order_by(Case.received_on.desc(), Case.id.desc())


def _before(after: Cursor | None) -> ColumnElement[bool]:
    return tuple_(Case.received_on, Case.id) < (after.day, after.id) if after else true()


def _down_to(end: Cursor | None) -> ColumnElement[bool]:
    return tuple_(Case.received_on, Case.id) >= (end.day, end.id) if end else true()


_cursor: Callable[[Row[Any]], Cursor] = lambda row: Cursor(row.danger, row.received_on, row.id)  # noqa: E731
