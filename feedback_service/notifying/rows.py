"""Rows of the outbox, as they are written: once for each fact and medium, and not due before the morning."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import cast

from flask import current_app
from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.notifying.quiet import due_at, quiet_of
from feedback_service.notifying.templates import Template
from feedback_service.records import Notification, keyring
from feedback_service.vocabulary import DeliveryStatus


def write_row(
    session: Session,
    row: Mapping[str, object],
    kind: Template,
    now: datetime,
    key: str,
    next_attempt_at: datetime | None = None,
) -> None:
    """Two transactions that tell the same fact at once must both succeed, and one row stand.

    `row` has medium, recipient and body, and whatever else is known. `next_attempt_at` None: at once.
    """
    connection = session.connection()
    connection.execute(
        _insert(connection.dialect.name),
        {
            "key": f"{key}:{row['medium']}",
            "template": kind.name,
            "status": DeliveryStatus.CREATED,
            "created_at": now,
            "next_attempt_at": next_attempt_at or now,
            "recipient_fingerprint": keyring.fingerprint(str(row["recipient"])),
            **row,
        },
    )


def sms_due_at(time_zone: str, now: datetime, *, urgent: bool, answers: datetime | None) -> datetime:
    """Not in the quiet hours of the commune; `answers`: when the text came that is replied to."""
    config: Config = current_app.config["SERVICE"]
    quiet = quiet_of(config.quiet_hours, time_zone)
    return due_at(quiet, now, urgent=urgent, answers=answers)


@cache
def _insert(dialect: str) -> Executable:
    """On the table, not on the record: a notification is written and not looked at again in this request."""
    table = cast(Table, Notification.__table__)
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing(index_elements=["key"])
