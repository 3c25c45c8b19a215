"""SMSGate's webhook: an Android phone with an ordinary SIM hands on what it received, and says what became of ours.

The phone repeats an event for two days until it hears 2xx, so that is said only after the commit. A wrong clock of
the phone keeps nothing out: the signature alone decides, and the event's key makes a replay harmless.
"""

import hashlib
from datetime import datetime

from flask import Blueprint, request

from feedback_service.access import signed_by
from feedback_service.carrier.protocols import Receipt
from feedback_service.carrier.smsgate_webhooks import (
    PROVIDER,
    Ping,
    SmsGateText,
    clock_off,
    read_event,
    verify,
)
from feedback_service.clock import now
from feedback_service.database import UNREACHABLE, is_down, transaction, waiting_at_most
from feedback_service.intake.beats import is_far_off, note_beat
from feedback_service.intake.kept_receipts import take_receipt_event
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.intake.spooling import DOOR_SECONDS
from feedback_service.web import csrf

blueprint = Blueprint("smsgate", __name__)


@blueprint.post("/webhooks/smsgate")
@csrf.exempt
@signed_by(verify)
def inbound() -> tuple[str, int]:
    """204 for everything that is the phone's own; what we do not know is kept to be looked at."""
    raw, moment = request.get_data(cache=True), now()
    off = clock_off(request, moment)
    match read_event(raw):
        case SmsGateText() as text:
            take_text(inbound_text(text), raw, moment)
            if is_far_off(off):
                _note_beat(text.device, off, None, moment)
        case Ping() as ping:
            _note_beat(ping.device, off, ping, moment)
        case Receipt() as receipt:
            _keep(raw, receipt, moment)
        case None:
            _keep(raw, None, moment)
    return "", 204


def inbound_text(text: SmsGateText) -> InboundText:
    """What the phone reads again from its inbox comes because we asked for it."""
    return InboundText(
        provider=PROVIDER,
        event_id=text.event_id,
        sender=text.sender,
        body=text.body,
        sent_at=text.sent_at,
        source="reconciled" if text.from_inbox else "webhook",
        told_twice=True,
    )


def _note_beat(device: str, off: int, ping: Ping | None, moment: datetime) -> None:
    """While the database is away it goes unnoted: the next one comes by itself, and an old one would mislead."""
    try:
        with waiting_at_most(DOOR_SECONDS), transaction() as session:
            note_beat(session, PROVIDER, device, off, ping.details if ping else None, moment)
    except UNREACHABLE as error:
        if not is_down(error):
            raise


def _keep(raw: bytes, receipt: Receipt | None, moment: datetime) -> None:
    """Keyed by the body: every attempt at an event has the same, and is signed anew outside of it."""
    key = hashlib.sha256(raw).hexdigest()
    take_receipt_event(f"{PROVIDER}-status", key, raw, receipt, moment)
