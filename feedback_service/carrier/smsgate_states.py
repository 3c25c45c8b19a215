"""The words of SMSGate for what became of a message, and what each failure means for the next attempt.

https://docs.sms-gate.app/features/status-tracking/ and https://docs.sms-gate.app/faq/errors/
"""

import re
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
# By what stands in the reason, which is Android's name of the result or a sentence of the app, in small letters with
# low lines between the words; the first that fits counts, and is what we keep of it. A reason that fits none may
# pass (no credit on the SIM, no signal), so it is temporary.
_REASONS: Mapping[str, ErrorClass] = {
    "result_error_limit_exceeded": ErrorClass.BUSY,
    "result_error_radio_off": ErrorClass.TEMPORARY,
    "result_error_no_service": ErrorClass.TEMPORARY,
    "result_error_fdn_check_failure": ErrorClass.CONFIGURATION,
    "result_no_default_sms_app": ErrorClass.CONFIGURATION,
    "result_invalid_smsc_address": ErrorClass.CONFIGURATION,
    "result_error_short_code": ErrorClass.PERMANENT,
    "result_invalid_sms_format": ErrorClass.PERMANENT,
    "result_encoding_error": ErrorClass.PERMANENT,
    "result_error_generic_failure": ErrorClass.TEMPORARY,
    "result_ril_modem_err": ErrorClass.TEMPORARY,
    "no_sims_found": ErrorClass.CONFIGURATION,
    "sim_card": ErrorClass.CONFIGURATION,
    "permission": ErrorClass.CONFIGURATION,
    "invalid_number": ErrorClass.PERMANENT,
    "phone_number": ErrorClass.PERMANENT,
    "cancelled": ErrorClass.TEMPORARY,
    # of our own requests
    "http_401": ErrorClass.CONFIGURATION,
    "http_403": ErrorClass.CONFIGURATION,
    "http_404": ErrorClass.CONFIGURATION,
    "http_429": ErrorClass.BUSY,
    "http_503": ErrorClass.BUSY,
}
_UNKNOWN = "phone_failed"


def error_class(reason: str) -> ErrorClass:
    """Of the phone's own words, or of the code that we keep."""
    return _REASONS.get(_code(reason), ErrorClass.TEMPORARY)


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
    words = re.sub(r"[^a-z0-9]+", "_", reason.casefold())
    return next((known for known in _REASONS if known in words), _UNKNOWN)
