"""Twilio's webhooks of a call: signed, answered with TwiML, and never with an error that a caller would hear.

https://www.twilio.com/docs/voice/twiml#request-parameters
"""

import logging

from flask import Blueprint, Response, abort, current_app, request

from feedback_service.access import signed_by
from feedback_service.carrier.twilio_signature import verify
from feedback_service.carrier.twilio_voice import ADDRESS, PROVIDER, twiml
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.intake.voice.answering import answer
from feedback_service.intake.voice.steps import Step
from feedback_service.intake.voice.webhook import read_webhook
from feedback_service.web import csrf

blueprint = Blueprint("voice", __name__)
logger = logging.getLogger(__name__)


@blueprint.post(ADDRESS)
@csrf.exempt
@signed_by(verify)
def rings() -> Response:
    return _answer(Step.RINGS)


@blueprint.post(f"{ADDRESS}/<step>")
@csrf.exempt
@signed_by(verify)
def goes_on(step: str) -> Response:
    if step not in set(Step) - {Step.RINGS}:
        abort(404)
    return _answer(Step(step))


def _answer(step: Step) -> Response:
    """503 only where nobody listens: then Twilio may send it again."""
    config: Config = current_app.config["SERVICE"]
    webhook = read_webhook(PROVIDER, step, request.args, request.form, now())
    token = request.headers.get("I-Twilio-Idempotency-Token", "")[:80]
    logger.info("voice_webhook", extra={"step": step.value, "token": token})
    said = answer(webhook) if webhook else ()
    if said is None:
        return Response(status=503, content_type="text/xml")
    return Response(twiml(said, config.public_base_url + ADDRESS), content_type="text/xml; charset=utf-8")
