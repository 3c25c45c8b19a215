"""Twilio's status callback: kept raw, then the notification's status follows by rank."""

from flask import Blueprint, Response, request
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from feedback_service.access import signed_by
from feedback_service.carrier.twilio import read_receipt
from feedback_service.carrier.twilio_signature import verify
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.notifying.receipts import take_receipt
from feedback_service.records import InboundEvent
from feedback_service.web import csrf

blueprint = Blueprint("twilio_status", __name__)


@blueprint.post("/webhooks/twilio/status")
@csrf.exempt
@signed_by(verify)
def status() -> tuple[str, int]:
    """Always 204: Twilio does not send a status again, and a status that we do not know is no error of its own."""
    receipt = read_receipt(request.form, request.args.get("n", ""), request.args.get("lan", ""))
    if receipt is not None:
        with transaction() as session:
            if _keep_raw(session, f"{receipt.reference}:{request.form['MessageStatus']}"):
                take_receipt(session, receipt, now())
    return "", 204


def _keep_raw(session: Session, event_id: str) -> bool:
    """False where the same status of the same message was kept before."""
    ...
