"""Publishing: versions of public texts, bulletins, posts, placements, work for the plan, reports, ratings.

Revision: publishing, after desk.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "publishing"
down_revision: str | None = "desk"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORD = sa.String(24)
WAITING = sa.text("state IN ('approved', 'sending', 'checking')")  # word for word as in records/media.py


def upgrade() -> None:
    op.create_table(
        "platform_tokens",
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("access_token", sa.LargeBinary(), nullable=True),
        sa.Column("refresh_token", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("refresh_expires_at", MOMENT, nullable=True),
        sa.Column("refreshed_at", MOMENT, nullable=True),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_platform_tokens")),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_api_keys_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
    )
    op.create_table(
        "bulletins",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("on_air_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("parts", DOCUMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("approver_id", NUMBER, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["officers.id"], name=op.f("fk_bulletins_approver_id_officers")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["officers.id"], name=op.f("fk_bulletins_author_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_bulletins_year_number")),
    )
    op.create_index(op.f("ix_bulletins_state"), "bulletins", ["state"])
    op.create_table(
        "period_reports",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("data_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("parts", DOCUMENT, nullable=False),
        sa.Column("figures", DOCUMENT, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("signing", sa.String(length=24), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("author_id", NUMBER, nullable=True),
        sa.Column("head_id", NUMBER, nullable=True),
        sa.Column("head_at", MOMENT, nullable=True),
        sa.Column("chairman_id", NUMBER, nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["officers.id"], name=op.f("fk_period_reports_author_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["chairman_id"], ["officers.id"], name=op.f("fk_period_reports_chairman_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["officers.id"], name=op.f("fk_period_reports_head_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_reports")),
        sa.UniqueConstraint("period", name=op.f("uq_period_reports_period")),
    )
    op.create_index(op.f("ix_period_reports_due_on"), "period_reports", ["due_on"])
    op.create_table(
        "placements",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("material", WORD, nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_placements_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("code", name=op.f("uq_placements_code")),
    )
    op.create_table(
        "plan_works",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("medium_code", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence_sha256", sa.String(length=64), nullable=False),
        sa.Column("evidence_type", sa.String(length=60), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_plan_works_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_works")),
    )
    op.create_index(op.f("ix_plan_works_day"), "plan_works", ["day"])
    op.create_table(
        "broadcasts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("bulletin_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("stations", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletins.id"], name=op.f("fk_broadcasts_bulletin_id_bulletins")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_broadcasts_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_at"), "broadcasts", ["at"])
    op.create_index(op.f("ix_broadcasts_bulletin_id"), "broadcasts", ["bulletin_id"])
    op.create_table(
        "bulletin_sounds",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("bulletin_id", NUMBER, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("by_machine", sa.Boolean(), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletins.id"], name=op.f("fk_bulletin_sounds_bulletin_id_bulletins")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_bulletin_sounds_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_sounds")),
    )
    op.create_index(op.f("ix_bulletin_sounds_bulletin_id"), "bulletin_sounds", ["bulletin_id"])
    op.create_table(
        "confirmings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_confirmings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_confirmings_officer_id_officers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmings")),
        sa.UniqueConstraint("case_id", name=op.f("uq_confirmings_case_id")),
    )
    op.create_index(op.f("ix_confirmings_drawn_at"), "confirmings", ["drawn_at"])
    op.create_table(
        "followers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_fingerprint", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("told_version", sa.Integer(), nullable=False),
        sa.Column("told_outcome", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_followers_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint(
            "case_id", "phone_fingerprint", name=op.f("uq_followers_case_id_phone_fingerprint")
        ),
    )
    op.create_index(op.f("ix_followers_asked_at"), "followers", ["asked_at"])
    op.create_index(op.f("ix_followers_phone_fingerprint"), "followers", ["phone_fingerprint"])
    op.create_table(
        "placement_scans",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("placement_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placements.id"], name=op.f("fk_placement_scans_placement_id_placements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_scans")),
    )
    op.create_index("ix_placement_scans_day", "placement_scans", ["placement_id", "day"])
    op.create_table(
        "unit_reports",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("counted", DOCUMENT, nullable=False),
        sa.Column("entered", DOCUMENT, nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by", NUMBER, nullable=True),
        sa.Column("reminded", DOCUMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officers.id"], name=op.f("fk_unit_reports_confirmed_by_officers")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["period_reports.id"], name=op.f("fk_unit_reports_report_id_period_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_reports")),
        sa.UniqueConstraint("report_id", "unit_code", name=op.f("uq_unit_reports_report_id_unit_code")),
    )
    op.create_table(
        "bulletin_items",
        sa.Column("bulletin_id", NUMBER, nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletins.id"], name=op.f("fk_bulletin_items_bulletin_id_bulletins")
        ),
        sa.ForeignKeyConstraint(
            ["public_text_id"],
            ["public_texts.id"],
            name=op.f("fk_bulletin_items_public_text_id_public_texts"),
        ),
        sa.PrimaryKeyConstraint("bulletin_id", "public_text_id", name=op.f("pk_bulletin_items")),
    )
    op.create_index(op.f("ix_bulletin_items_public_text_id"), "bulletin_items", ["public_text_id"])
    op.create_table(
        "posts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("medium_code", sa.String(length=40), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=True),
        sa.Column("about", DOCUMENT, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo_sha256", sa.String(length=64), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("approver_id", NUMBER, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("scheduled_for", MOMENT, nullable=True),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("remote_id", sa.String(length=120), nullable=False),
        sa.Column("remote_url", sa.String(length=300), nullable=False),
        sa.Column("remote_token", sa.String(length=300), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=False),
        sa.Column("trouble_details", sa.String(length=300), nullable=False),
        sa.Column("views", sa.Integer(), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=True),
        sa.Column("counted_at", MOMENT, nullable=True),
        sa.Column("take_down_at", MOMENT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["approver_id"], ["officers.id"], name=op.f("fk_posts_approver_id_officers")),
        sa.ForeignKeyConstraint(["author_id"], ["officers.id"], name=op.f("fk_posts_author_id_officers")),
        sa.ForeignKeyConstraint(
            ["public_text_id"], ["public_texts.id"], name=op.f("fk_posts_public_text_id_public_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("key", name=op.f("uq_posts_key")),
    )
    op.create_index(op.f("ix_posts_posted_at"), "posts", ["posted_at"])
    op.create_index(op.f("ix_posts_public_text_id"), "posts", ["public_text_id"])
    op.create_index(op.f("ix_posts_state"), "posts", ["state"])
    op.create_index(
        "ix_posts_waiting", "posts", ["scheduled_for", "id"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "public_corrections",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("why", WORD, nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["officers.id"], name=op.f("fk_public_corrections_author_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["public_text_id"],
            ["public_texts.id"],
            name=op.f("fk_public_corrections_public_text_id_public_texts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_corrections")),
        sa.UniqueConstraint("public_text_id", name=op.f("uq_public_corrections_public_text_id")),
    )
    op.create_table(
        "public_photos",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=False),
        sa.Column("attachment_id", NUMBER, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_public_photos_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(
            ["public_text_id"], ["public_texts.id"], name=op.f("fk_public_photos_public_text_id_public_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_photos")),
        sa.UniqueConstraint(
            "public_text_id", "attachment_id", name=op.f("uq_public_photos_public_text_id_attachment_id")
        ),
    )
    op.create_index(op.f("ix_public_photos_attachment_id"), "public_photos", ["attachment_id"])
    op.create_index(op.f("ix_public_photos_sha256"), "public_photos", ["sha256"])
    op.create_table(
        "public_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("photos", DOCUMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("approver_id", NUMBER, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["officers.id"], name=op.f("fk_public_versions_approver_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["officers.id"], name=op.f("fk_public_versions_author_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["public_text_id"],
            ["public_texts.id"],
            name=op.f("fk_public_versions_public_text_id_public_texts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_versions")),
        sa.UniqueConstraint(
            "public_text_id", "number", name=op.f("uq_public_versions_public_text_id_number")
        ),
    )
    op.create_table(
        "ratings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("answer_id", NUMBER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("origin", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_ratings_answer_id_answers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_ratings_case_id_cases")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_ratings_officer_id_officers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("origin", name=op.f("uq_ratings_origin")),
    )
    op.create_index(op.f("ix_ratings_at"), "ratings", ["at"])
    op.create_index(op.f("ix_ratings_case_id"), "ratings", ["case_id"])
    op.create_table(
        "removals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("public_text_id", NUMBER, nullable=True),
        sa.Column("what", WORD, nullable=False),
        sa.Column("why", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("role", WORD, nullable=True),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_removals_officer_id_officers")
        ),
        sa.ForeignKeyConstraint(
            ["public_text_id"], ["public_texts.id"], name=op.f("fk_removals_public_text_id_public_texts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removals")),
    )
    op.create_index(op.f("ix_removals_at"), "removals", ["at"])
    op.create_index(op.f("ix_removals_public_text_id"), "removals", ["public_text_id"])
    op.add_column("cases", sa.Column("rated_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("solved", sa.Boolean(), nullable=True))
    op.add_column("cases", sa.Column("days_taken", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("reopened_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("late_because", sa.String(length=24), server_default="", nullable=False))
    _figures()
    op.add_column("public_texts", sa.Column("changed_at", MOMENT, nullable=True))
    op.add_column("public_texts", sa.Column("photos", DOCUMENT, server_default="{}", nullable=False))
    op.add_column("public_texts", sa.Column("correction", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_public_texts_changed_at"), "public_texts", ["changed_at"])
    op.execute("UPDATE public_texts SET changed_at = published_at WHERE published_at IS NOT NULL")
    op.execute(
        "INSERT INTO public_versions (public_text_id, number, title, summary, answer, photos, note, content_hash,"
        " author_id, approver_id, published_at)"
        " SELECT id, 1, title, summary, answer, photos, '', content_hash, author_id,"
        " COALESCE(approver_id, author_id), published_at"
        " FROM public_texts WHERE state = 'published' AND published_at IS NOT NULL"
    )
    op.create_index("ix_public_texts_received", "public_texts", ["state", "received_on", "id"])
    op.add_column(
        "public_texts", sa.Column("procedure_code", sa.String(length=40), server_default="", nullable=False)
    )
    for name, *narrowed in LISTS:
        op.create_index(f"ix_public_texts_{name}", "public_texts", ["state", *narrowed, "answered_on", "id"])


LISTS = (
    ("topic", "topic_code"),
    ("area", "area_code"),
    ("kind", "kind"),
    ("questions", "kind", "topic_code"),
)
SPAN = ["book", "day", "measure", "sealed", "unit_code", "kind", "topic_code", "channel", "area_code", "n"]
# Word for word as in records/queue_indexes.py.
UNFINISHED = "status IN ('received', 'in_progress', 'awaiting_citizen', 'awaiting_approval', 'merged')"
SINCE = sa.text(f"{UNFINISHED} AND visibility <> 'sealed' AND kind <> 'spam'")
OPEN_SPAM = f"""
INSERT INTO tallies (book, measure, day, unit_code, kind, topic_code, channel, area_code, sealed, n)
SELECT 'queue', status, due_on, unit_code, %s, '', '', '', visibility = 'sealed', %s FROM cases
WHERE kind = 'spam' AND {UNFINISHED}
"""  # noqa: S608  our own words


def _figures() -> None:
    """Open spam is told apart in the queue's kept figures."""
    if op.get_bind().dialect.name == "sqlite":  # its numbers are never given twice; PostgreSQL does so by itself
        with op.batch_alter_table("tallies", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
    op.create_index("ix_tallies_span", "tallies", SPAN)
    op.create_index(
        "ix_cases_waiting_since",
        "cases",
        ["unit_code", "received_on"],
        sqlite_where=SINCE,
        postgresql_where=SINCE,
    )
    op.execute(OPEN_SPAM % ("''", "-1"))
    op.execute(OPEN_SPAM % ("'spam'", "1"))


def downgrade() -> None:
    for table in ("ratings", "followers"):
        if op.get_bind().scalar(sa.text(f"SELECT 1 FROM {table} LIMIT 1")):  # noqa: S608  names of our own
            raise RuntimeError(f"{table} holds what citizens told us: going down would lose it.")
    for name, *_narrowed in LISTS:
        op.drop_index(f"ix_public_texts_{name}", table_name="public_texts")
    op.drop_column("public_texts", "procedure_code")
    op.drop_index("ix_public_texts_received", table_name="public_texts")
    op.drop_index(op.f("ix_public_texts_changed_at"), table_name="public_texts")
    op.drop_column("public_texts", "correction")
    op.drop_column("public_texts", "photos")
    op.drop_column("public_texts", "changed_at")
    op.drop_index("ix_tallies_span", "tallies")
    op.drop_index("ix_cases_waiting_since", "cases")
    op.execute("UPDATE tallies SET kind = '' WHERE book = 'queue'")
    op.drop_column("cases", "late_because")
    op.drop_column("cases", "reopened_on")
    op.drop_column("cases", "days_taken")
    op.drop_column("cases", "solved")
    op.drop_column("cases", "rated_on")
    op.drop_table("removals")
    op.drop_table("ratings")
    op.drop_table("public_versions")
    op.drop_table("public_photos")
    op.drop_table("public_corrections")
    op.drop_table("posts")
    op.drop_table("bulletin_items")
    op.drop_table("unit_reports")
    op.drop_table("placement_scans")
    op.drop_table("followers")
    op.drop_table("confirmings")
    op.drop_table("bulletin_sounds")
    op.drop_table("broadcasts")
    op.drop_table("plan_works")
    op.drop_table("placements")
    op.drop_table("period_reports")
    op.drop_table("bulletins")
    op.drop_table("api_keys")
    op.drop_table("platform_tokens")
