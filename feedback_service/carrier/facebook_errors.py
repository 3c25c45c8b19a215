"""Facebook's error codes and what each means for the next attempt.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from feedback_service.carrier.protocols import ErrorClass

DUPLICATE = "506"  # it says that the same stands there already: found, not posted again
_BUSY = frozenset({"4", "17", "32", "341", "613", "80001"})
_TEMPORARY = frozenset({"1", "2"})
_TOKEN = frozenset({"102", "190", "458", "459", "460", "463", "467"})
_POLICY = frozenset({"368", "1609005", "100", "506"})


def error_class(code: str) -> ErrorClass:
    if code in _BUSY:
        return ErrorClass.BUSY
    if code in _TEMPORARY:
        return ErrorClass.TEMPORARY
    if code in _TOKEN or code == "10" or (code.isdecimal() and 200 <= int(code) <= 299):
        return ErrorClass.CONFIGURATION
    return ErrorClass.PERMANENT
