"""Search over folded text on both databases behind one function; accents and case make no difference.

All words must be there; the last one may be the beginning of a word, since people search while they type.
"""

import re
from typing import Literal

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, true
from sqlalchemy.dialects.postgresql import TSVECTOR

from feedback_service.folding import fold
from feedback_service.search_ddl import COLUMN

Searched = Literal["cases", "public_texts"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
_LONGEST_WORD = 60  # PostgreSQL refuses words of 2,047 bytes; nobody types them
_LONGEST_QUERY = 400
_SHORTEST_BEGINNING = 2


def words_of(query: str) -> list[str]:
    """The folded words that are searched for. Empty where the query holds none (emoji, quotes, blanks)."""
    found = _WORD.findall(fold(query[:_LONGEST_QUERY]))
    return [word[:_LONGEST_WORD] for word in found[:_MOST_WORDS]]


def matches(
    dialect: str,
    name: Searched,
    query: str,
    *,
    beginning: bool = True,
    from_id: int | None = None,
    below_id: int | None = None,
) -> ColumnElement[bool]:
    """The condition that rows of `name` hold the query's words; always true for a query without words.

    Safe with anything that a stranger types: only letters and figures reach the database's query language.
    `beginning`: the last word may be the beginning of one. `from_id`, `below_id`: only rows between these are meant,
    which SQLite's index has to be told or it makes a list of all.
    """
    words = words_of(query)
    if not words:
        return true()
    if dialect != "sqlite":
        return _postgresql(name, words, beginning)
    return literal_column(f"{name}.id").in_(_in_sqlite(name, words, beginning, from_id, below_id))


def has_whole_words(dialect: str, name: Searched, query: str) -> Select[int]:
    """Gives a row if all words of the query stand somewhere as they are. Then nobody means beginnings, which cost
    more: every word that begins so has a list of its own."""
    return _rows(dialect, name, words_of(query), False, None).limit(1)


def nth_match(
    dialect: str, name: Searched, query: str, below_id: int | None, n: int, *, beginning: bool
) -> Select[int]:
    """The id of the nth row with the words, counted from the newest; no row where there are fewer."""
    asked = _rows(dialect, name, words_of(query), beginning, below_id)
    number = asked.selected_columns[0]
    return asked.order_by(number.desc()).limit(1).offset(n - 1)


def _rows(
    dialect: str, name: Searched, words: list[str], beginning: bool, below_id: int | None
) -> Select[int]:
    if dialect == "sqlite":
        return _in_sqlite(name, words, beginning, None, below_id)
    number: ColumnElement[int] = literal_column(f"{name}.id")
    asked = select(number).select_from(table(name)).where(_postgresql(name, words, beginning))
    return asked if below_id is None else asked.where(number < below_id)


def _is_beginning(words: list[str], beginning: bool) -> bool:
    return beginning and len(words[-1]) >= _SHORTEST_BEGINNING


def _in_sqlite(
    name: Searched, words: list[str], beginning: bool, from_id: int | None, below_id: int | None
) -> Select[int]:
    asked = " ".join(f'"{word}"' for word in words) + ("*" if _is_beginning(words, beginning) else "")
    index = table(f"{name}_search", column("rowid"))
    found = select(index.c.rowid).where(literal_column(f"{name}_search").op("MATCH")(asked))
    if from_id is not None:
        found = found.where(index.c.rowid >= from_id)
    return found if below_id is None else found.where(index.c.rowid < below_id)


def _postgresql(name: Searched, words: list[str], beginning: bool) -> ColumnElement[bool]:
    asked = " & ".join(words) + (":*" if _is_beginning(words, beginning) else "")
    kept = column(f"{name}.{COLUMN}", TSVECTOR(), is_literal=True)
    return kept.op("@@", is_comparison=True)(func.to_tsquery(literal_column("'simple'"), asked))
