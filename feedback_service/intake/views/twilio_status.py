"""Twilio's status callback: what became of a message that we sent."""

from urllib.parse import urlencode

from flask import Blueprint, request

from feedback_service.access import signed_by
from feedback_service.carrier.twilio import read_receipt
from feedback_service.carrier.twilio_signature import verify
from feedback_service.clock import now
from feedback_service.intake.kept_receipts import take_receipt_event
from feedback_service.web import csrf

blueprint = Blueprint("twilio_status", __name__)


@blueprint.post("/webhooks/twilio/status")
@csrf.exempt
@signed_by(verify)
def status() -> tuple[str, int]:
    """204 whatever it says: Twilio sends a status once, and one that we do not know is kept to be looked
    at.
    """
    form = request.form
    message = form.get("MessageSid") or form.get("SmsSid", "")
    if message:
        event_id = f"{message}:{form.get('MessageStatus') or form.get('SmsStatus', '')}"[:120]
        receipt = read_receipt(form, request.args.get("n", ""), request.args.get("lan", ""))
        take_receipt_event("twilio-status", event_id, _raw(), receipt, now())
    return "", 204


def _raw() -> bytes:
    """The body as it came; the form parser has read the stream, so it is put together again."""
    return urlencode(list(request.form.items(multi=True))).encode()
