"""First tables.

Revision: first_tables, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from feedback_service.search_ddl import create_search, drop_search

revision: str = "first_tables"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("phone_fingerprint", sa.String(length=32), nullable=True),
        sa.Column("opted_out_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contacts_phone_fingerprint"), ["phone_fingerprint"], unique=False
        )

    op.create_table(
        "jobs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("arguments", DOCUMENT, nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_jobs_waiting",
            ["run_at"],
            unique=False,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.create_table(
        "locks",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_locks")),
    )
    op.create_table(
        "officers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_login_at", MOMENT, nullable=True),
        sa.Column("current_login_at", MOMENT, nullable=True),
        sa.Column("last_login_ip", sa.String(length=64), nullable=True),
        sa.Column("current_login_ip", sa.String(length=64), nullable=True),
        sa.Column("login_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("email", name=op.f("uq_officers_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_officers_fs_uniquifier")),
    )
    op.create_table(
        "pack_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_versions")),
    )
    op.create_table(
        "tallies",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("book", sa.String(length=8), nullable=False),
        sa.Column("measure", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("topic_code", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
    )
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.create_index("ix_tallies_book", ["book", "unit_code", "day"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("submission_id", sa.String(length=80), nullable=False),
        sa.Column("pin_hash", sa.String(length=64), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("contact_id", NUMBER, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("topic_code", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("assigned_to", NUMBER, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("visibility", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("publication", WORD, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assigned_to"], ["officers.id"], name=op.f("fk_cases_assigned_to_officers")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_cases_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("code", name=op.f("uq_cases_code")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_cases_submission_id")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            "ix_cases_open",
            ["danger", "due_on", "id"],
            unique=False,
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )
        batch_op.create_index(
            "ix_cases_open_by_officer",
            ["assigned_to", "danger", "due_on", "id"],
            unique=False,
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )
        batch_op.create_index(
            "ix_cases_open_by_unit",
            ["unit_code", "danger", "due_on", "id"],
            unique=False,
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )
        batch_op.create_index("ix_cases_contact", ["contact_id"], unique=False)
        batch_op.create_index("ix_cases_publication", ["publication", "id"], unique=False)
        batch_op.create_index(
            "ix_cases_calls",
            ["entered_at"],
            unique=False,
            sqlite_where=sa.text("channel = 'hotline'"),
            postgresql_where=sa.text("channel = 'hotline'"),
        )
        batch_op.create_index("ix_cases_unit_received", ["unit_code", "received_on"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("approver_id", NUMBER, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["officers.id"], name=op.f("fk_answers_approver_id_officers")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["officers.id"], name=op.f("fk_answers_author_id_officers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_answers_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_case_id"), ["case_id"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_attachments_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("case_id", "sha256", name=op.f("uq_attachments_case_id_sha256")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_readers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_readers_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_case_readers_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_readers")),
        sa.UniqueConstraint("case_id", "officer_id", name=op.f("uq_case_readers_case_id_officer_id")),
    )
    with op.batch_alter_table("case_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_readers_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_readers_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_events_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_events_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_case", ["case_id", "id"], unique=False)

    op.create_table(
        "inbound_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=120), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_inbound_events_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_events")),
        sa.UniqueConstraint("provider", "event_id", name=op.f("uq_inbound_events_provider_event_id")),
    )
    op.create_table(
        "messages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("incoming", sa.Boolean(), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_messages_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_messages_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("origin", name=op.f("uq_messages_origin")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_case_id"), ["case_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notes_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_notes_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_case_id"), ["case_id"], unique=False)

    op.create_table(
        "notifications",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("medium", sa.String(length=8), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("provider_reference", sa.String(length=120), nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notifications_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("key", name=op.f("uq_notifications_key")),
    )
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notifications_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_notifications_provider_reference", ["provider", "provider_reference"], unique=False
        )
        batch_op.create_index(
            "ix_notifications_waiting",
            ["next_attempt_at"],
            unique=False,
            sqlite_where=sa.text("next_attempt_at IS NOT NULL"),
            postgresql_where=sa.text("next_attempt_at IS NOT NULL"),
        )

    op.create_table(
        "promises",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("clock", WORD, nullable=False),
        sa.Column("rule_code", sa.String(length=60), nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("counting", WORD, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("trace", DOCUMENT, nullable=False),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("met_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_promises_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_case_id"), ["case_id"], unique=False)

    op.create_table(
        "public_texts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("approver_id", NUMBER, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("topic_code", sa.String(length=40), nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["officers.id"], name=op.f("fk_public_texts_approver_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["officers.id"], name=op.f("fk_public_texts_author_id_officers")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_public_texts_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_texts")),
        sa.UniqueConstraint("case_id", name=op.f("uq_public_texts_case_id")),
        sa.UniqueConstraint("code", name=op.f("uq_public_texts_code")),
    )
    with op.batch_alter_table("public_texts", schema=None) as batch_op:
        batch_op.create_index("ix_public_texts_newest", ["state", "answered_on", "id"], unique=False)
        batch_op.create_index(
            "ix_public_texts_unit", ["state", "unit_code", "answered_on", "id"], unique=False
        )

    op.create_table(
        "readings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_readings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_readings_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readings_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_readings_officer_id"), ["officer_id"], unique=False)
    for statement in create_search(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in drop_search(op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_readings_officer_id"))
        batch_op.drop_index(batch_op.f("ix_readings_case_id"))

    op.drop_table("readings")
    with op.batch_alter_table("public_texts", schema=None) as batch_op:
        batch_op.drop_index("ix_public_texts_unit")
        batch_op.drop_index("ix_public_texts_newest")

    op.drop_table("public_texts")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promises_case_id"))

    op.drop_table("promises")
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notifications_waiting",
            sqlite_where=sa.text("next_attempt_at IS NOT NULL"),
            postgresql_where=sa.text("next_attempt_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_notifications_provider_reference")
        batch_op.drop_index(batch_op.f("ix_notifications_case_id"))

    op.drop_table("notifications")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notes_case_id"))

    op.drop_table("notes")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_case_id"))

    op.drop_table("messages")
    op.drop_table("inbound_events")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_case")

    op.drop_table("events")
    with op.batch_alter_table("case_readers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_readers_officer_id"))
        batch_op.drop_index(batch_op.f("ix_case_readers_case_id"))

    op.drop_table("case_readers")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_case_id"))

    op.drop_table("attachments")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_case_id"))

    op.drop_table("answers")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_unit_received")
        batch_op.drop_index(
            "ix_cases_calls",
            sqlite_where=sa.text("channel = 'hotline'"),
            postgresql_where=sa.text("channel = 'hotline'"),
        )
        batch_op.drop_index("ix_cases_publication")
        batch_op.drop_index("ix_cases_contact")
        batch_op.drop_index(
            "ix_cases_open_by_unit",
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )
        batch_op.drop_index(
            "ix_cases_open_by_officer",
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )
        batch_op.drop_index(
            "ix_cases_open",
            sqlite_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
            postgresql_where=sa.text(
                "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval')"
            ),
        )

    op.drop_table("cases")
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.drop_index("ix_tallies_book")

    op.drop_table("tallies")
    op.drop_table("pack_versions")
    op.drop_table("officers")
    op.drop_table("locks")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_jobs_waiting",
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.drop_table("jobs")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_phone_fingerprint"))

    op.drop_table("contacts")
