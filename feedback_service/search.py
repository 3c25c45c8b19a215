"""Search over folded text on both databases behind one function; accents and case make no difference.

All words must be there; the last one may be the beginning of a word, since people search while they type.
"""

import re
from typing import Literal

from sqlalchemy import ColumnElement, column, func, literal_column, select, table, true
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


def matches(dialect: str, name: Searched, query: str) -> ColumnElement[bool]:
    """The condition that rows of `name` hold the query's words; always true for a query without words.

    Safe with anything that a stranger types: only letters and figures reach the database's query language.
    """
    words = words_of(query)
    if not words:
        return true()
    return _sqlite(name, words) if dialect == "sqlite" else _postgresql(name, words)


def _beginning(words: list[str]) -> bool:
    return len(words[-1]) >= _SHORTEST_BEGINNING


def _sqlite(name: Searched, words: list[str]) -> ColumnElement[bool]:
    asked = " ".join(f'"{word}"' for word in words) + ("*" if _beginning(words) else "")
    index = table(f"{name}_search", column("rowid"))
    found = select(index.c.rowid).where(literal_column(f"{name}_search").op("MATCH")(asked))
    return literal_column(f"{name}.id").in_(found)


def _postgresql(name: Searched, words: list[str]) -> ColumnElement[bool]:
    asked = " & ".join(words) + (":*" if _beginning(words) else "")
    kept = column(f"{name}.{COLUMN}", TSVECTOR(), is_literal=True)
    return kept.op("@@", is_comparison=True)(func.to_tsquery(literal_column("'simple'"), asked))
