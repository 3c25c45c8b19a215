"""The words of SMSGate for what became of a message, and what each failure means for the next attempt.

https://docs.sms-gate.app/features/status-tracking/ and https://docs.sms-gate.app/faq/errors/
"""

from collections.abc import Mapping
from typing import Any

from feedback_service.carrier.protocols import ErrorClass, Receipt
from feedback_service.vocabulary import DeliveryStatus

PROVIDER = "smsgate"

# Delivered means any part of several: see Receipt.one_part.
STATES: Mapping[str, DeliveryStatus] = {
    "Pending": DeliveryStatus.ACCEPTED,
    "Cancelling": DeliveryStatus.ACCEPTED,
    "Processed": DeliveryStatus.ACCEPTED,
    "Sent": DeliveryStatus.SENT,
    "Delivered": DeliveryStatus.DELIVERED,
    "Failed": DeliveryStatus.FAILED,
    "Cancelled": DeliveryStatus.FAILED,
}
_REPORTS = {
    "sms:sent": DeliveryStatus.SENT,
    "sms:delivered": DeliveryStatus.DELIVERED,
    "sms:failed": DeliveryStatus.FAILED,
    "sms:cancelled": DeliveryStatus.FAILED,
}
# By what stands in the reason: Android's names of results, and the app's own words. The first that fits counts;
# a reason that fits none may pass (no credit on the SIM, no signal), so it is temporary.
_REASONS: tuple[tuple[str, ErrorClass], ...] = (
    ("RESULT_ERROR_LIMIT_EXCEEDED", ErrorClass.BUSY),
    ("RESULT_ERROR_RADIO_OFF", ErrorClass.TEMPORARY),
    ("RESULT_ERROR_NO_SERVICE", ErrorClass.TEMPORARY),
    ("RESULT_ERROR_FDN_CHECK_FAILURE", ErrorClass.CONFIGURATION),
    ("RESULT_NO_DEFAULT_SMS_APP", ErrorClass.CONFIGURATION),
    ("RESULT_ERROR_SHORT_CODE", ErrorClass.PERMANENT),
    ("RESULT_INVALID_SMSC_ADDRESS", ErrorClass.CONFIGURATION),
    ("RESULT_INVALID_SMS_FORMAT", ErrorClass.PERMANENT),
    ("RESULT_ENCODING_ERROR", ErrorClass.PERMANENT),
    ("No SIMs found", ErrorClass.CONFIGURATION),
    ("SIM card", ErrorClass.CONFIGURATION),
    ("permission", ErrorClass.CONFIGURATION),
    ("Invalid number", ErrorClass.PERMANENT),
    ("phone number", ErrorClass.PERMANENT),
)


def error_class(reason: str) -> ErrorClass:
    folded = reason.casefold()
    return next((kind for words, kind in _REASONS if words.casefold() in folded), ErrorClass.TEMPORARY)


def read_report(event: str, payload: Mapping[str, Any], event_id: str) -> Receipt | None:
    """A webhook about a message of ours. None where it names no message, or is of another kind."""
    status, reference = _REPORTS.get(event), payload.get("messageId")
    if status is None or not isinstance(reference, str) or not reference:
        return None
    reason = str(payload.get("reason") or ("cancelled" if event == "sms:cancelled" else ""))
    return receipt(reference, status, reason, event_id, one_part=event == "sms:delivered")


def receipt(
    reference: str, status: DeliveryStatus, reason: str = "", event_id: str = "", *, one_part: bool = False
) -> Receipt:
    failed = status == DeliveryStatus.FAILED
    return Receipt(
        provider=PROVIDER,
        reference=reference,
        status=status,
        error_code=_code(reason) if failed else "",
        error_class=error_class(reason),
        event_id=event_id,
        one_part=one_part,
    )


def _code(reason: str) -> str:
    """A word for the log and the settings page; the phone's own words may hold a number."""
    first = reason.replace(":", " ").split()
    return first[0][:40] if first and first[0].startswith("RESULT_") else "phone_failed"
