"""A PostgreSQL database that is emptied after a test instead of dropped: a fifth of the work.

The schema `beside` next to the product's own knows how the database was made. What is not as it was made (a test
altered a table, disabled a trigger, had statistics collected) is not emptied but thrown away.
"""

from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

MOST_TESTS = 100  # the indexes keep the pages that they once needed

PREPARE = """
CREATE SCHEMA beside;
CREATE TABLE beside.pack_versions (LIKE public.pack_versions);
CREATE TABLE beside.as_made (traces text);

-- Whatever alters a table writes its rows of the catalogue anew; their transactions tell.
CREATE FUNCTION beside.traces() RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ',
        (SELECT concat(count(*), ':', sum(xmin::text::bigint)) FROM pg_class WHERE oid >= 16384),
        (SELECT concat(count(*), ':', sum(xmin::text::bigint)) FROM pg_attribute WHERE attrelid >= 16384),
        (SELECT concat(count(*), ':', sum(xmin::text::bigint)) FROM pg_trigger),
        (SELECT concat(count(*), ':', sum(xmin::text::bigint)) FROM pg_proc WHERE oid >= 16384),
        (SELECT count(*) FROM pg_statistic WHERE starelid >= 16384),
        (SELECT string_agg(version_num, ',') FROM public.alembic_version))
$$;

-- The tables that held rows; NULL where more than rows is not as it was made.
CREATE FUNCTION beside.empty() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    name text;
    held text[] := '{}';
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    IF beside.traces() <> (SELECT traces FROM beside.as_made) THEN
        RETURN NULL;
    END IF;
    FOR name IN
        SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
    LOOP
        EXECUTE format('DELETE FROM %s', name);
        held := held || name;
    END LOOP;
    PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence
        WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
    RETURN held;
END
$$;
"""

# Foreign keys and the guards of what is only added to are triggers; they do not look on here.
_WITHOUT_TRIGGERS = "-c session_replication_role=replica -c lock_timeout=5000"


@dataclass(slots=True)
class Emptied:
    """`address` is the database's, for psycopg."""

    name: str
    address: str
    tests: int = 0
    _line: psycopg.Connection[tuple[Any, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._line = psycopg.connect(self.address, autocommit=True, options=_WITHOUT_TRIGGERS)
        self._line.execute("INSERT INTO beside.as_made SELECT beside.traces()")

    def is_empty_again(self) -> bool:
        """Whether another test may have it. Ends everybody else's connections to it."""
        self.tests += 1
        try:
            row = self._line.execute("SELECT beside.empty()").fetchone()
            held: list[str] | None = row[0] if row else None
            if held:  # without deleted rows the new ones lie in the order in which they came
                self._line.execute(sql.SQL(f"VACUUM {', '.join(held)}"))
        except psycopg.Error:
            return False
        return self.tests < MOST_TESTS and held is not None

    def close(self) -> None:
        self._line.close()
