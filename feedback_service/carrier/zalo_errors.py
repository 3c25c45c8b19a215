"""Zalo's error numbers and what each means for the next attempt. Negative, and with HTTP 200.

https://developers.zalo.me/docs/official-account/phu-luc/ma-loi. What is not in the table is permanent: the same
article again would meet the same answer.
"""

from feedback_service.carrier.protocols import ErrorClass

TOKEN_USED = "-14020"  # noqa: S105  the number of an error: the refresh token was used before
EXPIRED = frozenset({"-216", "-124"})
ERROR_CLASSES: dict[str, ErrorClass] = {
    "-32": ErrorClass.BUSY,
    "-100": ErrorClass.TEMPORARY,
    "-200": ErrorClass.TEMPORARY,
    "-201": ErrorClass.PERMANENT,
    "-204": ErrorClass.CONFIGURATION,  # the OA is not in order
    "-205": ErrorClass.CONFIGURATION,  # the OA does not exist
    "-207": ErrorClass.CONFIGURATION,  # the app is not
    "-209": ErrorClass.CONFIGURATION,  # the app may not do this
    "-211": ErrorClass.CONFIGURATION,  # quota used up
    "-216": ErrorClass.CONFIGURATION,
    "-221": ErrorClass.CONFIGURATION,  # the OA is not verified
    "-224": ErrorClass.CONFIGURATION,  # the OA's package lacks this
    "-240": ErrorClass.PERMANENT,
}


def error_class(code: str) -> ErrorClass:
    return ERROR_CLASSES.get(code, ErrorClass.PERMANENT)
