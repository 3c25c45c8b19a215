"""Twilio's inbound webhook: kept raw first, then understood, answered only after the commit."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from feedback_service.access import signed_by
from feedback_service.carrier.twilio_signature import verify
from feedback_service.clock import now
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.web import csrf

blueprint = Blueprint("twilio", __name__)
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@blueprint.post("/webhooks/twilio/sms")
@csrf.exempt
@signed_by(verify)
def inbound() -> Response:
    """Replies go through the outbox, never in the answer: a webhook delivered twice must not answer twice."""
    form = request.form
    event_id = form.get("MessageSid") or form.get("SmsSid") or ""
    if event_id and form.get("From"):
        text = InboundText("twilio", event_id[:120], form["From"][:64], form.get("Body", ""))
        take_text(text, _raw(), now())
    return Response(EMPTY_TWIML, content_type="text/xml; charset=utf-8")


def _raw() -> bytes:
    """The body as it came; the form parser has read the stream, so it is put together again."""
    return urlencode(list(request.form.items(multi=True))).encode()
