"""Two-way SMS and the hotline: calls, debts of calls, alarms, what is known of phones and gateways.

Revision: sms_and_hotline, after first_tables.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "sms_and_hotline"
down_revision: str | None = "first_tables"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WORD = sa.String(24)
PARTIAL = (
    ("ix_notifications_faults", ["provider", "created_at"], "error_code <> ''"),
    ("ix_notifications_on_the_way", ["sent_at"], "status IN ('accepted', 'sent') AND finished_at IS NULL"),
)


def upgrade() -> None:
    op.create_table('duty_phones',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.Column('fingerprint', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_phones')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_duty_phones_fingerprint'))
    )
    op.create_table('gateway_beats',
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('seen_at', MOMENT, nullable=False),
    sa.Column('clock_off_seconds', sa.Integer(), nullable=False),
    sa.Column('details', DOCUMENT, nullable=False),
    sa.PrimaryKeyConstraint('provider', 'device', name=op.f('pk_gateway_beats'))
    )
    op.create_table('ledger_days',
    sa.Column('provider', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=True),
    sa.Column('counts', DOCUMENT, nullable=False),
    sa.Column('asked_at', MOMENT, nullable=False),
    sa.PrimaryKeyConstraint('provider', 'day', name=op.f('pk_ledger_days'))
    )
    op.create_table('phones',
    sa.Column('fingerprint', sa.String(length=32), nullable=False),
    sa.Column('opted_out_at', MOMENT, nullable=True),
    sa.Column('unreachable_at', MOMENT, nullable=True),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_phones'))
    )
    op.create_table('call_imports',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('officer_id', NUMBER, nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('columns', DOCUMENT, nullable=False),
    sa.Column('state', WORD, nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('known', sa.Integer(), nullable=False),
    sa.Column('faults', DOCUMENT, nullable=False),
    sa.Column('finished_at', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_call_imports_officer_id_officers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_imports'))
    )
    op.create_table('call_sheets',
    sa.Column('submission_id', sa.String(length=80), nullable=False),
    sa.Column('officer_id', NUMBER, nullable=False),
    sa.Column('fields', sa.LargeBinary(), nullable=False),
    sa.Column('saved_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_call_sheets_officer_id_officers')),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_call_sheets'))
    )
    with op.batch_alter_table('call_sheets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_sheets_officer_id'), ['officer_id'], unique=False)

    op.create_table('alarms',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('kind', WORD, nullable=False),
    sa.Column('case_id', NUMBER, nullable=True),
    sa.Column('group_key', sa.String(length=40), nullable=False),
    sa.Column('head_id', NUMBER, nullable=True),
    sa.Column('details', DOCUMENT, nullable=False),
    sa.Column('raised_at', MOMENT, nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('next_step_at', MOMENT, nullable=True),
    sa.Column('acknowledged_at', MOMENT, nullable=True),
    sa.Column('acknowledged_by', sa.String(length=120), nullable=False),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_alarms_case_id_cases')),
    sa.ForeignKeyConstraint(['head_id'], ['alarms.id'], name=op.f('fk_alarms_head_id_alarms')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarms'))
    )
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alarms_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_alarms_group', ['group_key', 'raised_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_alarms_head_id'), ['head_id'], unique=False)
        batch_op.create_index('ix_alarms_next_step', ['next_step_at'], unique=False, sqlite_where=sa.text('next_step_at IS NOT NULL'), postgresql_where=sa.text('next_step_at IS NOT NULL'))
        batch_op.create_index('uq_alarms_open', ['key'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('calls',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('source', WORD, nullable=False),
    sa.Column('source_id', sa.String(length=120), nullable=False),
    sa.Column('caller', sa.LargeBinary(), nullable=False),
    sa.Column('caller_fingerprint', sa.String(length=32), nullable=True),
    sa.Column('started_at', MOMENT, nullable=False),
    sa.Column('entered_at', MOMENT, nullable=False),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('talk_seconds', sa.Integer(), nullable=False),
    sa.Column('end', WORD, nullable=True),
    sa.Column('no_case', WORD, nullable=True),
    sa.Column('said', sa.LargeBinary(), nullable=False),
    sa.Column('officer_id', NUMBER, nullable=True),
    sa.Column('case_id', NUMBER, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_calls_case_id_cases')),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_calls_officer_id_officers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
    sa.UniqueConstraint('source', 'source_id', name=op.f('uq_calls_source_source_id'))
    )
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.create_index('ix_calls_caller', ['caller_fingerprint', 'started_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_calls_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_calls_started', ['started_at'], unique=False)

    op.create_table('slips',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('printed_at', MOMENT, nullable=False),
    sa.Column('printed_by', NUMBER, nullable=False),
    sa.Column('entered_at', MOMENT, nullable=True),
    sa.Column('case_id', NUMBER, nullable=True),
    sa.Column('void_reason', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_slips_case_id_cases')),
    sa.ForeignKeyConstraint(['printed_by'], ['officers.id'], name=op.f('fk_slips_printed_by_officers')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_slips'))
    )
    op.create_table('call_backs',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('reason', WORD, nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=False),
    sa.Column('phone_fingerprint', sa.String(length=32), nullable=True),
    sa.Column('case_id', NUMBER, nullable=True),
    sa.Column('call_id', NUMBER, nullable=True),
    sa.Column('asked_at', MOMENT, nullable=False),
    sa.Column('due_at', MOMENT, nullable=False),
    sa.Column('calls', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('last_try_at', MOMENT, nullable=True),
    sa.Column('done_at', MOMENT, nullable=True),
    sa.Column('said', sa.LargeBinary(), nullable=False),
    sa.Column('officer_id', NUMBER, nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_call_backs_call_id_calls')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_call_backs_case_id_cases')),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_call_backs_officer_id_officers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_backs')),
    sa.UniqueConstraint('key', name=op.f('uq_call_backs_key'))
    )
    with op.batch_alter_table('call_backs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_call_backs_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_call_backs_owed', ['due_at'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_call_backs_phone_fingerprint'), ['phone_fingerprint'], unique=False)

    op.create_table('recordings',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('source_id', sa.String(length=120), nullable=False),
    sa.Column('call_id', NUMBER, nullable=False),
    sa.Column('case_id', NUMBER, nullable=True),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('media_type', sa.String(length=60), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('recorded_at', MOMENT, nullable=False),
    sa.Column('fetched_at', MOMENT, nullable=True),
    sa.Column('delete_on', sa.Date(), nullable=False),
    sa.Column('deleted_at', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['calls.id'], name=op.f('fk_recordings_call_id_calls')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_recordings_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recordings')),
    sa.UniqueConstraint('source_id', name=op.f('uq_recordings_source_id'))
    )
    with op.batch_alter_table('recordings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recordings_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_recordings_case_id'), ['case_id'], unique=False)

    op.create_table('receipt_aliases',
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('case_id', NUMBER, nullable=False),
    sa.Column('pin_hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_receipt_aliases_case_id_cases')),
    sa.PrimaryKeyConstraint('code', 'case_id', name=op.f('pk_receipt_aliases'))
    )

    op.execute(
        "INSERT INTO phones (fingerprint, opted_out_at) SELECT phone_fingerprint, max(opted_out_at) FROM contacts "
        "WHERE phone_fingerprint IS NOT NULL AND opted_out_at IS NOT NULL GROUP BY phone_fingerprint"
    )
    op.drop_column("contacts", "opted_out_at")

    # No batch: SQLite adds columns to a table in place, and these two are the largest.
    op.add_column("inbound_events", sa.Column("sent_at", MOMENT, nullable=True))
    op.add_column("inbound_events", sa.Column("source", sa.String(length=12), nullable=False, server_default="webhook"))
    op.add_column("inbound_events", sa.Column("sender_fingerprint", sa.String(length=32), nullable=True))
    op.add_column("inbound_events", sa.Column("text_fingerprint", sa.String(length=32), nullable=True))
    op.execute("UPDATE inbound_events SET sent_at = received_at")
    op.create_index("ix_inbound_events_same_text", "inbound_events", ["text_fingerprint", "id"])
    op.create_index("ix_inbound_events_sender", "inbound_events", ["sender_fingerprint", "id"])
    op.create_index("ix_inbound_events_time", "inbound_events", ["provider", "sent_at"])

    op.add_column("cases", sa.Column("citizen_wrote_at", MOMENT, nullable=True))

    op.add_column("notifications", sa.Column("recipient_fingerprint", sa.String(length=32), nullable=True))
    op.add_column("notifications", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notifications", sa.Column("prefer", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("notifications", sa.Column("refused_by", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("notifications", sa.Column("rounds", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notifications", sa.Column("parts_arrived", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_notifications_ended", "notifications", ["provider", "finished_at"])
    op.create_index("ix_notifications_recipient", "notifications", ["recipient_fingerprint", "created_at"])
    for name, column, where in PARTIAL:
        op.create_index(
            name, "notifications", column, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )


def downgrade() -> None:
    for table in ("calls", "call_backs", "recordings", "call_sheets"):
        if op.get_bind().scalar(sa.text(f"SELECT 1 FROM {table} LIMIT 1")):  # noqa: S608  names of our own
            raise RuntimeError(f"{table} holds what citizens said: going down would lose it.")
    for name in ("faults", "on_the_way", "ended", "recipient"):
        op.drop_index(f"ix_notifications_{name}", "notifications")
    for column in ("parts_arrived", "rounds", "refused_by", "prefer", "urgent", "recipient_fingerprint"):
        op.drop_column("notifications", column)
    for name in ("time", "sender", "same_text"):
        op.drop_index(f"ix_inbound_events_{name}", "inbound_events")
    for column in ("text_fingerprint", "sender_fingerprint", "source", "sent_at"):
        op.drop_column("inbound_events", column)
    op.drop_column("cases", "citizen_wrote_at")
    op.add_column("contacts", sa.Column("opted_out_at", MOMENT, nullable=True))
    op.execute(
        "UPDATE contacts SET opted_out_at = (SELECT opted_out_at FROM phones WHERE fingerprint = phone_fingerprint)"
    )

    with op.batch_alter_table('recordings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recordings_case_id'))
        batch_op.drop_index(batch_op.f('ix_recordings_call_id'))

    op.drop_table('recordings')
    with op.batch_alter_table('call_backs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_call_backs_phone_fingerprint'))
        batch_op.drop_index('ix_call_backs_owed', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_call_backs_case_id'))

    op.drop_table('receipt_aliases')
    op.drop_table('call_backs')
    op.drop_table('slips')
    with op.batch_alter_table('calls', schema=None) as batch_op:
        batch_op.drop_index('ix_calls_started')
        batch_op.drop_index(batch_op.f('ix_calls_case_id'))
        batch_op.drop_index('ix_calls_caller')

    op.drop_table('calls')
    with op.batch_alter_table('alarms', schema=None) as batch_op:
        batch_op.drop_index('uq_alarms_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_alarms_next_step', sqlite_where=sa.text('next_step_at IS NOT NULL'), postgresql_where=sa.text('next_step_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_alarms_head_id'))
        batch_op.drop_index('ix_alarms_group', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_alarms_case_id'))

    op.drop_table('alarms')
    with op.batch_alter_table('call_sheets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_call_sheets_officer_id'))

    op.drop_table('call_sheets')
    op.drop_table('call_imports')
    op.drop_table('phones')
    op.drop_table('ledger_days')
    op.drop_table('gateway_beats')
    op.drop_table('duty_phones')
