"""One page of the queue or of a search, and where the next one begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlalchemy.engine import Row

from feedback_service.handling.queue_filter import Cursor
from feedback_service.records import Case
from feedback_service.vocabulary import Visibility

PAGE = 40
_FIRST_LETTERS = 240  # enough for a headline; a text may have 10,000


def _unless_sealed(words: Any, name: str) -> ColumnElement[str]:
    """A list is no opening: what a sealed case is about is read behind its door, which writes the reading down."""
    return case((Case.visibility == Visibility.SEALED, ""), else_=words).label(name)


COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.code,
    _unless_sealed(Case.subject, "subject"),
    _unless_sealed(func.substr(Case.text, 1, _FIRST_LETTERS), "text"),
    _unless_sealed(Case.why, "why"),
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


@dataclass(frozen=True, slots=True)
class Page:
    """`stopped`: that there may be more of it, but the page has looked far enough (queue_paths.py)."""

    rows: Sequence[Row[Any]]
    next: Cursor | None
    stopped: bool = False


def page_of(
    rows: Sequence[Row[Any]], cursor_of: Callable[[Row[Any]], Cursor], end: Cursor | None, size: int
) -> Page:
    """`rows`: one more than a page where there are more. `end`: how far was looked; None for to the end."""
    if len(rows) > size:
        return Page(rows[:size], cursor_of(rows[size - 1]))
    return Page(rows, end, end is not None)
