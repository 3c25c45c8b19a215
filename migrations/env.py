"""Alembic's environment: one set of revisions for SQLite and PostgreSQL. The policy stands in README.md."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from feedback_service.search_ddl import include_object

database = current_app.extensions["migrate"].db
metadata = database.metadatas[None]


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=include_object,
        render_as_batch=True,  # SQLite changes a table by copying it
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    # A batch change drops the old table; with foreign keys on, ON DELETE CASCADE would take the children with it.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.rollback()
    run(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.rollback()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    connection.rollback()
    if broken:
        raise RuntimeError(f"Foreign keys broken by a migration: {broken[:5]}")


if context.is_offline_mode():
    raise SystemExit("Migrations look at the database, so they are not written out as SQL.")
with database.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        run_on_sqlite(connection)
    else:
        run(connection)
