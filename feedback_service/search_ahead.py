"""The ids of the rows with certain words, a bounded number of them: for lists that stop after a page.

Left alone, a planner that has to give twenty rows in an order walks along that order until it has found them. For a
word that it believes to be frequent and that stands in one row of 200,000 it walks through all. So the search index
is asked first and alone, for a little more than is needed: where that is everything, the rows are known, and where it
is not, the word is frequent and the walk is short.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, column, literal_column, select, table, text
from sqlalchemy.orm import Session

from feedback_service.search import Searched, matches, words_of

_WALK = text(
    "SELECT set_config('enable_bitmapscan', :wanted, true), set_config('enable_sort', :wanted, true)"
)
FREQUENT = 1_000  # rows with a word: beyond it the order is walked along
_FEW, _MANY = 60, 1_000  # looked at for one page: without filters, with them


@dataclass(frozen=True, slots=True)
class Ahead:
    """`ids` in the order of the walk; `more`: it ended because enough were found."""

    ids: tuple[int, ...]
    more: bool


def look_ahead(
    session: Session,
    name: Searched,
    query: str,
    place: int | None,
    back: bool,
    narrowed: bool,
    frequent: int = FREQUENT,
) -> Ahead:
    """From the row `place` on (None: from the newest) to older ids, or `back` to newer ones. If the words stand
    somewhere as they are, nobody means the beginning of a longer one."""
    most = _MANY if narrowed else _FEW
    whole = _ids(session, name, query, False, None, back, 1, frequent)
    return _ahead(_ids(session, name, query, not whole, place, back, most + 1, frequent), most)


def _ahead(ids: list[int], most: int) -> Ahead:
    return Ahead(tuple(ids[:most]), len(ids) > most)


def _ids(
    session: Session,
    name: Searched,
    query: str,
    beginning: bool,
    place: int | None,
    back: bool,
    most: int,
    frequent: int,
) -> list[int]:
    if session.get_bind().dialect.name == "sqlite":
        return _in_sqlite(session, name, query, beginning, place, back, most)
    return _in_postgresql(session, name, query, beginning, place, back, most, frequent)


def _in_sqlite(
    session: Session, name: Searched, query: str, beginning: bool, place: int | None, back: bool, most: int
) -> list[int]:
    """FTS5 gives its rows in the order of their ids, either way, one by one."""
    found = table(f"{name}_search", column("rowid"))
    asked = select(found.c.rowid).where(
        literal_column(f"{name}_search").op("MATCH")(_fts(query, beginning)),
        *_from(found.c.rowid, place, back),
    )
    return list(session.scalars(_in_order(asked, found.c.rowid, back).limit(most)))


def _in_postgresql(
    session: Session,
    name: Searched,
    query: str,
    beginning: bool,
    place: int | None,
    back: bool,
    most: int,
    frequent: int,
) -> list[int]:
    """Nothing in the first statement wants an order, so that the GIN index answers it."""
    number: ColumnElement[int] = literal_column(f"{name}.id")
    having = matches("postgresql", name, query, beginning=beginning)
    asked = select(number).select_from(table(name)).where(having, *_from(number, place, back))
    known = session.scalars(asked.limit(frequent + 1)).all()
    if len(known) <= frequent or most == 1:  # one is asked for only to know that there is one
        return sorted(known, reverse=not back)[:most]
    # Two words that always stand together are believed to be rare: all their rows would be fetched and sorted.
    with _walking(session):
        return list(session.scalars(_in_order(asked, number, back).limit(most)))


@contextmanager
def _walking(session: Session) -> Iterator[None]:
    """Leaves the planner nothing but the walk along the key. Only until the transaction ends, whatever happens."""
    session.execute(_WALK, {"wanted": "off"})
    yield
    session.execute(_WALK, {"wanted": "on"})


def _fts(query: str, beginning: bool) -> str:
    words = words_of(query)
    begins = beginning and len(words[-1]) > 1
    return " ".join(f'"{word}"' for word in words) + ("*" if begins else "")


def _from(number: Any, place: int | None, back: bool) -> list[ColumnElement[bool]]:
    if place is None:
        return []
    return [number > place if back else number < place]


def _in_order(asked: Select[int], number: Any, back: bool) -> Select[int]:
    return asked.order_by(number if back else number.desc())
