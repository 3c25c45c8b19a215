"""Routing that learns: models, lessons, rehearsals; links between cases, sketches of what they say, "me too".

Revision: routing_learns, after sms_and_hotline.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "routing_learns"
down_revision: str | None = "sms_and_hotline"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORD = sa.String(24)


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.create_table(
        "routing_models",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("origin", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("figures", DOCUMENT, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("switched_on_at", MOMENT, nullable=True),
        sa.Column("switched_on_by", NUMBER, nullable=True),
        _to("routing_models", "officer_id", "officers"),
        _to("routing_models", "switched_on_by", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_models")),
    )
    op.create_index(op.f("ix_routing_models_state"), "routing_models", ["state"])
    op.create_table(
        "lessons",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(40), nullable=False),
        sa.Column("topic_code", sa.String(40), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        _to("lessons", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint("case_id", name=op.f("uq_lessons_case_id")),
    )
    op.create_index(op.f("ix_lessons_at"), "lessons", ["at"])
    op.create_table(
        "rehearsals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("change", DOCUMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", DOCUMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        _to("rehearsals", "officer_id", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsals")),
    )
    op.create_index(op.f("ix_rehearsals_officer_id"), "rehearsals", ["officer_id"])
    op.create_table(
        "case_links",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("other_id", NUMBER, nullable=False),
        sa.Column("relation", WORD, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("officer_id", NUMBER, nullable=True),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", NUMBER, nullable=True),
        _to("case_links", "case_id", "cases"),
        _to("case_links", "other_id", "cases"),
        _to("case_links", "officer_id", "officers"),
        _to("case_links", "undone_by", "officers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_links")),
        sa.UniqueConstraint(
            "case_id", "other_id", "relation", name=op.f("uq_case_links_case_id_other_id_relation")
        ),
    )
    op.create_index("ix_case_links_other", "case_links", ["other_id", "relation"])
    op.create_table(
        "case_sketches",
        sa.Column("band", NUMBER, autoincrement=False, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        _to("case_sketches", "case_id", "cases"),
        sa.PrimaryKeyConstraint("band", "case_id", name=op.f("pk_case_sketches")),
    )
    op.create_index(op.f("ix_case_sketches_case_id"), "case_sketches", ["case_id"])
    op.create_table(
        "me_toos",
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("other_case_id", NUMBER, nullable=True),
        _to("me_toos", "case_id", "cases"),
        _to("me_toos", "other_case_id", "cases"),
        sa.PrimaryKeyConstraint("case_id", "who", name=op.f("pk_me_toos")),
    )
    op.create_index("ix_cases_place_topic", "cases", ["area_code", "topic_code", "received_on"])
    op.add_column("pack_versions", sa.Column("files_hash", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("pack_versions", "files_hash")
    op.drop_index("ix_cases_place_topic", "cases")
    for table in ("me_toos", "case_sketches", "case_links", "rehearsals", "lessons", "routing_models"):
        op.drop_table(table)
