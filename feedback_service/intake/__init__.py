"""Stage 1, tiếp nhận: many channels, one door (receive.py)."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.intake.views import hotline, lookup, sms, twilio_status, web

    return [web.blueprint, sms.blueprint, twilio_status.blueprint, lookup.blueprint, hotline.blueprint]
