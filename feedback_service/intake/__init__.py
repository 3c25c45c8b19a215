"""Stage 1, tiếp nhận: many channels, one door (receive.py)."""

from flask import Blueprint

from feedback_service.intake.views import hotline, lookup, own, sms, twilio_status, voice, web


def blueprints() -> list[Blueprint]:
    return [
        web.blueprint,
        sms.blueprint,
        twilio_status.blueprint,
        voice.blueprint,
        lookup.blueprint,
        own.blueprint,
        hotline.blueprint,
    ]
