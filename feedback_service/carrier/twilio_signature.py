"""Whether a webhook is Twilio's: X-Twilio-Signature over the public address and the form as it came.

The address is put together from PUBLIC_BASE_URL, the raw path and the raw query string: never from Host
headers, which a stranger chooses, and never from `request.url`, which decodes what Twilio signed encoded.
https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from flask import Request, current_app
from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from feedback_service.config import Config


def verify(request: Request) -> bool:
    """For `access.signed_by`. False without a header or without a token. Nothing is normalised before
    this.
    """
    config: Config = current_app.config["SERVICE"]
    return is_genuine(request, config.twilio_auth_token, config.public_base_url)


def is_genuine(request: Request, auth_tokens: str, public_base_url: str) -> bool:
    """`auth_tokens` with blanks between: while the token is changed at Twilio, old and new both count."""
    signature = request.headers.get(SIGNATURE_HEADER, "")
    if not (signature and signature.isascii()):
        return False
    algorithm = get_signature_algorithm(request.headers.get(SIGNATURE_SETTINGS_HEADER, ""))
    address, words = _signed_address(request, public_base_url), _signed_words(request)
    return any(
        RequestValidator(token).validate(address, words, signature, algorithm)
        for token in auth_tokens.split()
    )


def _signed_address(request: Request, public_base_url: str) -> str:
    raw = str(request.environ.get("RAW_URI", ""))  # gunicorn and werkzeug give the path before decoding
    path = raw.split("?", 1)[0] if raw.startswith("/") else request.path
    query = request.environ.get("QUERY_STRING", "")
    return public_base_url + path + (f"?{query}" if query else "")


def _signed_words(request: Request) -> object:
    """The form; for a JSON body the body itself, whose hash then stands in the address."""
    if request.method != "POST":
        return {}
    if request.is_json:
        return request.get_data(as_text=True)
    return request.form
