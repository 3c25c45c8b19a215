r"""The search index of folded text, which SQLAlchemy's tables cannot say. Migrations run these statements.

SQLite keeps an FTS5 table beside each searched table, fed by triggers; PostgreSQL a generated column with a
GIN index. Both cut words the same way: at whatever is no letter and no figure. PostgreSQL's own parser would
take `nước/điện` for the name of a file, so punctuation goes first.

A migration that has run is not changed: a later form of the index is a new function here. Alembic rebuilds a
table of SQLite by copying it, and the triggers go with the old one: a batch change of these tables runs
`create_search` again (it drops what is there and fills the index anew).
"""

SEARCHED_TABLES = ("cases", "public_texts")
COLUMN = "search_words"  # PostgreSQL only; not in the models, nobody reads it but the index

# @ stands for the searched table.
_DROP_SQLITE = (
    "DROP TRIGGER IF EXISTS @_search_added",
    "DROP TRIGGER IF EXISTS @_search_gone",
    "DROP TRIGGER IF EXISTS @_search_changed",
    "DROP TABLE IF EXISTS @_search",
)
_FORGET = "INSERT INTO @_search(@_search, rowid, folded) VALUES ('delete', old.id, old.folded);"
_LEARN = "INSERT INTO @_search(rowid, folded) VALUES (new.id, new.folded);"
_SQLITE = (
    *_DROP_SQLITE,
    # Folded text has no accents left; external content keeps the words once, in the table itself.
    "CREATE VIRTUAL TABLE @_search USING fts5(folded, content='@', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER @_search_added AFTER INSERT ON @ BEGIN {_LEARN} END",
    f"CREATE TRIGGER @_search_gone AFTER DELETE ON @ BEGIN {_FORGET} END",
    "CREATE TRIGGER @_search_changed AFTER UPDATE OF folded ON @"
    f" WHEN old.folded IS NOT new.folded BEGIN {_FORGET} {_LEARN} END",
    "INSERT INTO @_search(@_search) VALUES ('rebuild')",
)
_DROP_POSTGRESQL = (f"ALTER TABLE @ DROP COLUMN IF EXISTS {COLUMN}",)
_POSTGRESQL = (
    *_DROP_POSTGRESQL,
    f"ALTER TABLE @ ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS"
    r" (to_tsvector('simple', regexp_replace(folded, '(\W|_)+', ' ', 'g'))) STORED",
    f"CREATE INDEX ix_@_{COLUMN} ON @ USING gin ({COLUMN})",
)


def create_search(dialect: str) -> list[str]:
    """The statements for a database of this dialect, each one to be executed by itself, in order."""
    return _for_all_tables(_SQLITE if dialect == "sqlite" else _POSTGRESQL)


def drop_search(dialect: str) -> list[str]:
    return _for_all_tables(_DROP_SQLITE if dialect == "sqlite" else _DROP_POSTGRESQL)


def include_object(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """For Alembic's `include_object`: what stands here is no difference between models and database."""
    if kind == "table":
        return not any((name or "").startswith(f"{table}_search") for table in SEARCHED_TABLES)
    if kind == "column":
        return name != COLUMN
    if kind == "index":
        return not (name or "").endswith(f"_{COLUMN}")
    return True


def _for_all_tables(statements: tuple[str, ...]) -> list[str]:
    return [statement.replace("@", table) for table in SEARCHED_TABLES for statement in statements]
