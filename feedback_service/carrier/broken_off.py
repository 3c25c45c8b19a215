"""How a request ended that brought no answer, and what an answer says of waiting. For every provider by HTTP."""

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from feedback_service.carrier.protocols import ErrorClass, Refused, Unclear

TIMEOUTS = (5.0, 20.0)  # seconds to connect, seconds to answer


def failed_request(error: requests.RequestException) -> Refused | Unclear:
    """Only where the connection was never made is it sure that nothing was sent."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    never_left = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError) or isinstance(
        cause, NewConnectionError | ConnectTimeoutError
    )
    return Refused(ErrorClass.TEMPORARY, "not_reached") if never_left else Unclear(type(error).__name__)


def retry_after(response: requests.Response) -> int | None:
    """Seconds, where the provider said so; a date, which RFC 9110 allows too, is not read."""
    after = response.headers.get("Retry-After", "")
    return int(after) if after.isascii() and after.isdecimal() else None
