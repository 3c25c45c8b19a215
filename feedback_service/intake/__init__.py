"""Stage 1, tiếp nhận: many channels, one door (receive.py)."""

from flask import Blueprint

from feedback_service.intake.views import (
    books,
    evidence,
    hotline,
    lookup,
    open311,
    own,
    rating,
    recordings,
    sms,
    smsgate,
    splitting,
    twilio_status,
    voice,
    web,
)


def blueprints() -> list[Blueprint]:
    from feedback_service.intake.views import (  # noqa: F401  they add to the hotline desk, and to evidence
        hotline_confirming,
        hotline_debts,
        hotline_imports,
        hotline_log,
        hotline_sheet_parts,
        hotline_slips,
        replies,
    )

    return [
        web.blueprint,
        sms.blueprint,
        smsgate.blueprint,
        twilio_status.blueprint,
        voice.blueprint,
        recordings.blueprint,
        splitting.blueprint,
        lookup.blueprint,
        open311.blueprint,
        own.blueprint,
        rating.blueprint,
        hotline.blueprint,
        books.blueprint,
        evidence.blueprint,
    ]
