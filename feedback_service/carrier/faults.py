"""What an error code that is kept with a message means, whoever gave it."""

from collections.abc import Callable, Mapping

from feedback_service.carrier import smsgate_states, twilio_errors
from feedback_service.carrier.protocols import ErrorClass

_TABLES: Mapping[str, Callable[[str], ErrorClass]] = {
    "twilio": twilio_errors.error_class,
    smsgate_states.PROVIDER: smsgate_states.error_class,
}


def meaning_of(provider: str, error_code: str) -> ErrorClass | None:
    """None for mail, and for what no table explains."""
    table = _TABLES.get(provider)
    return table(error_code) if table and error_code else None
