"""The desk: what an office works with beside the case, who may see what, how officers sign in, rights of the person.

Revision: desk, after routing_learns.
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "desk"
down_revision: str | None = "routing_learns"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORD = sa.String(24)

# Word for word as in records/case.py.
OPEN = sa.text("status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')")
OPEN_BY = {"area": "area_code", "topic": "topic_code", "kind": "kind", "status": "status"}
RECEIVED_BY = ("assigned_to", "area_code", "topic_code", "kind")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("deputy_id", NUMBER, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("entered_by", NUMBER, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["officers.id"], name=op.f("fk_absences_deputy_id_officers")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officers.id"], name=op.f("fk_absences_entered_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_absences_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_deputy_id"), "absences", ["deputy_id"])
    op.create_index(op.f("ix_absences_officer_id"), "absences", ["officer_id"])
    op.create_table(
        "access_reviews",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("half_year", sa.String(length=8), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=False),
        sa.Column("reviewed_by", NUMBER, nullable=False),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_access_reviews_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["officers.id"], name=op.f("fk_access_reviews_reviewed_by_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_reviews")),
        sa.UniqueConstraint("half_year", "officer_id", name=op.f("uq_access_reviews_half_year_officer_id")),
    )
    op.create_index(op.f("ix_access_reviews_officer_id"), "access_reviews", ["officer_id"])
    op.create_table(
        "audit_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_audit_entries_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_audit_entries_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"])
    op.create_index(op.f("ix_audit_entries_officer_id"), "audit_entries", ["officer_id"])
    op.create_index(op.f("ix_audit_entries_subject"), "audit_entries", ["subject"])
    op.create_table(
        "book_imports",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.Column("columns", DOCUMENT, nullable=False),
        sa.Column("report", DOCUMENT, nullable=False),
        sa.Column("done_rows", sa.Integer(), nullable=False),
        sa.Column("all_rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_book_imports_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_imports")),
    )
    op.create_table(
        "officer_sessions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("proved_at", MOMENT, nullable=True),
        sa.Column("ip", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_officer_sessions_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_officer_sessions_token_hash")),
    )
    op.create_index(op.f("ix_officer_sessions_officer_id"), "officer_sessions", ["officer_id"])
    op.create_table(
        "passkeys",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_passkeys_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_officer_id"), "passkeys", ["officer_id"])
    op.create_table(
        "person_requests",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("asks", WORD, nullable=False),
        sa.Column("phone_fingerprint", sa.String(length=32), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", NUMBER, nullable=True),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["done_by"], ["officers.id"], name=op.f("fk_person_requests_done_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_person_requests_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_requests")),
    )
    op.create_index(op.f("ix_person_requests_due_on"), "person_requests", ["due_on"])
    op.create_index(op.f("ix_person_requests_phone_fingerprint"), "person_requests", ["phone_fingerprint"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_recovery_codes_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("officer_id", "code_hash", name=op.f("uq_recovery_codes_officer_id_code_hash")),
    )
    op.create_table(
        "retention_runs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("dry", sa.Boolean(), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("counts", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_retention_runs_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_runs")),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("args", DOCUMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_saved_filters_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("officer_id", "name", name=op.f("uq_saved_filters_officer_id_name")),
    )
    op.create_table(
        "audit_links",
        sa.Column("position", NUMBER, autoincrement=False, nullable=False),
        sa.Column("entry_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_links_entry_id_audit_entries")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_links_entry_id")),
    )
    op.create_table(
        "case_bars",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("set_by", NUMBER, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_bars_case_id_cases")),
        sa.ForeignKeyConstraint(["lifted_by"], ["officers.id"], name=op.f("fk_case_bars_lifted_by_officers")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_case_bars_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["officers.id"], name=op.f("fk_case_bars_set_by_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_bars")),
        sa.UniqueConstraint(
            "case_id", "officer_id", "unit_code", name=op.f("uq_case_bars_case_id_officer_id_unit_code")
        ),
    )
    op.create_index(op.f("ix_case_bars_case_id"), "case_bars", ["case_id"])
    op.create_index(op.f("ix_case_bars_officer_id"), "case_bars", ["officer_id"])
    op.create_index(op.f("ix_case_bars_unit_code"), "case_bars", ["unit_code"])
    op.create_table(
        "case_tasks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_by", NUMBER, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", NUMBER, nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("taken_back_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["officers.id"], name=op.f("fk_case_tasks_asked_by_officers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_tasks_case_id_cases")),
        sa.ForeignKeyConstraint(["done_by"], ["officers.id"], name=op.f("fk_case_tasks_done_by_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_tasks")),
    )
    op.create_index(op.f("ix_case_tasks_case_id"), "case_tasks", ["case_id"])
    op.create_index(
        op.f("ix_case_tasks_undone"),
        "case_tasks",
        ["unit_code", "due_on"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(op.f("ix_case_tasks_unit"), "case_tasks", ["unit_code", "case_id"])
    op.create_table(
        "petitioners",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("phone_fingerprint", sa.String(length=32), nullable=True),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["officers.id"], name=op.f("fk_petitioners_added_by_officers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_petitioners_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitioners")),
    )
    op.create_index(op.f("ix_petitioners_case_id"), "petitioners", ["case_id"])
    op.create_index(op.f("ix_petitioners_phone_fingerprint"), "petitioners", ["phone_fingerprint"])
    op.create_table(
        "referrals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("enclosed", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("returned_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_referrals_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_referrals_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_referrals_year_number")),
    )
    op.create_index(op.f("ix_referrals_case_id"), "referrals", ["case_id"])
    op.create_index(
        "ix_referrals_waiting",
        "referrals",
        ["reply_due_on", "id"],
        sqlite_where=sa.text("answered_on IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("answered_on IS NULL AND returned_at IS NULL"),
    )
    op.create_index(op.f("ix_referrals_sent_on"), "referrals", ["sent_on"])
    op.create_table(
        "tombstones",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("erased_at", MOMENT, nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("what", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tombstones_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstones")),
        sa.UniqueConstraint("case_id", name=op.f("uq_tombstones_case_id")),
        sa.UniqueConstraint("code", name=op.f("uq_tombstones_code")),
    )
    op.create_table(
        "extensions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("promise_id", NUMBER, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", NUMBER, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", NUMBER, nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("from_due_on", sa.Date(), nullable=False),
        sa.Column("to_due_on", sa.Date(), nullable=False),
        sa.Column("refused_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["officers.id"], name=op.f("fk_extensions_asked_by_officers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_extensions_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_extensions_decided_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_extensions_promise_id_promises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index(op.f("ix_extensions_asked_at"), "extensions", ["asked_at"])
    op.create_index(op.f("ix_extensions_case_id"), "extensions", ["case_id"])
    op.create_index(op.f("ix_extensions_promise_id"), "extensions", ["promise_id"])
    op.create_table(
        "mentions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("note_id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mentions_case_id_cases")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_mentions_note_id_notes")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_mentions_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("note_id", "officer_id", name=op.f("uq_mentions_note_id_officer_id")),
    )
    op.create_index(op.f("ix_mentions_case_id"), "mentions", ["case_id"])
    op.create_index(op.f("ix_mentions_officer_id"), "mentions", ["officer_id"])
    op.create_table(
        "moved_promises",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("promise_id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.Column("from_due_on", sa.Date(), nullable=False),
        sa.Column("to_due_on", sa.Date(), nullable=False),
        sa.Column("trace", DOCUMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", NUMBER, nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_moved_promises_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officers.id"], name=op.f("fk_moved_promises_decided_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_moved_promises_promise_id_promises")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved_promises")),
    )
    op.create_index(op.f("ix_moved_promises_case_id"), "moved_promises", ["case_id"])
    op.create_index(op.f("ix_moved_promises_pack_version"), "moved_promises", ["pack_version"])
    op.create_index(op.f("ix_moved_promises_promise_id"), "moved_promises", ["promise_id"])
    op.create_table(
        "warned",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("promise_id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_warned_case_id_cases")),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name=op.f("fk_warned_promise_id_promises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warned")),
        sa.UniqueConstraint("promise_id", "step", name=op.f("uq_warned_promise_id_step")),
    )
    op.create_index(op.f("ix_warned_case_id"), "warned", ["case_id"])
    op.add_column("answers", sa.Column("handed_in", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("attachments") as batch:
        batch.add_column(sa.Column("role", WORD, server_default="", nullable=False))
        batch.add_column(sa.Column("painted_from", NUMBER, nullable=True))
        batch.add_column(sa.Column("sealed", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch.create_foreign_key(
            batch.f("fk_attachments_painted_from_attachments"), "attachments", ["painted_from"], ["id"]
        )
    op.add_column("cases", sa.Column("late_reason", sa.String(length=300), server_default="", nullable=False))
    op.add_column("cases", sa.Column("people", sa.Integer(), server_default="1", nullable=False))
    for word, column in OPEN_BY.items():
        columns = [column, "danger", "due_on", "id"]
        op.create_index(
            f"ix_cases_open_by_{word}", "cases", columns, sqlite_where=OPEN, postgresql_where=OPEN
        )
    op.create_index("ix_cases_received", "cases", ["received_on", "id"])
    for column in RECEIVED_BY:
        op.create_index(f"ix_cases_{column}_received", "cases", [column, "received_on", "id"])
    op.add_column("officers", sa.Column("totp_secret", sa.LargeBinary(), nullable=True))
    op.add_column("officers", sa.Column("totp_since", MOMENT, nullable=True))
    op.add_column("officers", sa.Column("totp_last_step", sa.Integer(), nullable=True))
    op.add_column("officers", sa.Column("locked_at", MOMENT, nullable=True))
    op.add_column("officers", sa.Column("idle_from", MOMENT, nullable=True))
    op.add_column("officers", sa.Column("left_on", MOMENT, nullable=True))
    op.add_column("officers", sa.Column("alerts", DOCUMENT, nullable=True))
    op.create_table(
        "erasing",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("why", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasing")),
    )
    _begin_audit()
    _refuse_changes()


def _begin_audit() -> None:
    """The log begins here: it says up to which rows there is none. What came earlier cannot be proved any more."""
    bind = op.get_bind()
    last = {
        table: bind.scalar(sa.text(f"SELECT max(id) FROM {table}")) or 0 for table in ("events", "readings")
    }
    if not any(last.values()):
        return
    told = {
        "at": datetime.now(UTC),
        "officer_id": None,
        "what": "audit.began",
        "subject": "audit:1",
        "case_id": None,
        "details": last,
    }
    plain = {**told, "at": told["at"].isoformat()}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    columns = [sa.column(name) for name in ("officer_id", "what", "subject", "case_id", "digest")]
    entries = sa.table(
        "audit_entries", sa.column("at", MOMENT), sa.column("details", DOCUMENT), *columns
    )
    op.execute(entries.insert().values(**told, digest=hashlib.sha256(text.encode()).hexdigest()))


# What is only ever added to. Events and readings may be erased when the law says so: see the table `erasing`.
KEPT = {"audit_entries": False, "audit_links": False, "events": True, "readings": True}


def _refuse_changes() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, erasable in KEPT.items():
        for statement in _sqlite_guard(table, erasable) if sqlite else _postgresql_guard(table, erasable):
            op.execute(statement)


def _sqlite_guard(table: str, erasable: bool) -> list[str]:
    when = "WHEN NOT EXISTS (SELECT 1 FROM erasing)" if erasable else ""
    return [
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} {when}"
        f" BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"
        for deed in ("UPDATE", "DELETE")
    ]


def _postgresql_guard(table: str, erasable: bool) -> list[str]:
    when = "NOT EXISTS (SELECT 1 FROM erasing)" if erasable else "true"
    return [
        f"CREATE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {when} THEN RAISE EXCEPTION '{table} are only ever added to' USING ERRCODE = '23514'; END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_only_added()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()",
    ]


def _allow_changes() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        if sqlite:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            op.execute(f"DROP FUNCTION {table}_only_added() CASCADE")


def downgrade() -> None:
    _allow_changes()
    op.drop_table("erasing")
    op.drop_column("officers", "alerts")
    op.drop_column("officers", "left_on")
    op.drop_column("officers", "idle_from")
    op.drop_column("officers", "locked_at")
    op.drop_column("officers", "totp_last_step")
    op.drop_column("officers", "totp_since")
    op.drop_column("officers", "totp_secret")
    for column in RECEIVED_BY:
        op.drop_index(f"ix_cases_{column}_received", table_name="cases")
    op.drop_index("ix_cases_received", table_name="cases")
    for word in OPEN_BY:
        op.drop_index(f"ix_cases_open_by_{word}", table_name="cases")
    op.drop_column("cases", "people")
    op.drop_column("cases", "late_reason")
    op.drop_column("answers", "handed_in")
    with op.batch_alter_table("attachments") as batch:
        batch.drop_constraint(batch.f("fk_attachments_painted_from_attachments"), type_="foreignkey")
        batch.drop_column("sealed")
        batch.drop_column("painted_from")
        batch.drop_column("role")
    op.drop_table("warned")
    op.drop_table("moved_promises")
    op.drop_table("mentions")
    op.drop_table("extensions")
    op.drop_table("tombstones")
    op.drop_table("referrals")
    op.drop_table("petitioners")
    op.drop_table("case_tasks")
    op.drop_table("case_bars")
    op.drop_table("audit_links")
    op.drop_table("saved_filters")
    op.drop_table("retention_runs")
    op.drop_table("recovery_codes")
    op.drop_table("person_requests")
    op.drop_table("passkeys")
    op.drop_table("officer_sessions")
    op.drop_table("book_imports")
    op.drop_table("audit_entries")
    op.drop_table("access_reviews")
    op.drop_table("absences")
