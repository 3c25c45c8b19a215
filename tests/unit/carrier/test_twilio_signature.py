"""Twilio's signature: its own published vector, and ours made with its library."""

import hashlib
import unicodedata

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from feedback_service.carrier.twilio_signature import is_genuine

TOKEN = "12345"
BASE = "https://pakn.eaknop.example"
TEXT = {
    "From": "+84905123456",
    "To": "+15005550006",
    "Body": "Đường liên thôn 5 bị sạt lở",
    "MessageSid": "SM" + "0" * 32,
    "AccountSid": "AC" + "1" * 32,
    "NumMedia": "0",
    "NumSegments": "1",
}
SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
SHA1 = "DSxzRcazYeY1Odzevgwggf6OpVE="
SHA256 = "zHNeLDm6lKB60b6YoYsXUFZV7gvf6lnHqddqYQQJNq0="


def a_request(
    path: str = "/webhooks/twilio/sms",
    signature: str | None = SHA1,
    form: dict[str, str] | str = "",
    query: str = "",
    more: tuple[tuple[str, str], ...] = (),
) -> Request:
    """As gunicorn hands it on behind a proxy: the address that it sees itself is not the public one."""
    signed = [] if signature is None else [("X-Twilio-Signature", signature)]
    builder = EnvironBuilder(
        path,
        "http://127.0.0.1:8000",
        query_string=query,
        method="POST",
        data=form or TEXT,
        headers=[*signed, *more],
    )
    return Request({**builder.get_environ(), "RAW_URI": path + (f"?{query}" if query else "")})


def genuine(request: Request, token: str = TOKEN, base: str = BASE) -> bool:
    return is_genuine(request, token, base)


def test_the_vector_that_twilio_publishes_passes() -> None:
    call = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    request = a_request("/myapp.php", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", call, "foo=1&bar=2")
    assert genuine(request, base="https://mycompany.com")


def test_a_text_in_vietnamese_passes() -> None:
    assert genuine(a_request())


def test_the_query_string_is_signed_too() -> None:
    signature = "idUlVQE+66qyDeV6QtGNJsUwbNk="
    assert genuine(a_request(signature=signature, query="kenh=sms&x=1"))
    assert not genuine(a_request(signature=signature, query="kenh=sms&x=2"))


def test_a_shared_key_signs_with_sha256() -> None:
    settings = ((SETTINGS, "key=k1,algorithm=HMAC_SHA256"),)
    assert genuine(a_request(signature=SHA256, more=settings))
    assert not genuine(a_request(signature=SHA1, more=settings))


def test_an_algorithm_that_nobody_knows_fails() -> None:
    assert not genuine(a_request(more=((SETTINGS, "key=k1,algorithm=NONE"),)))


@pytest.mark.parametrize("signature", [None, "", "forged", SHA1[:-2] + "A=", "chữ ký"])
def test_a_missing_or_forged_signature_fails(signature: str | None) -> None:
    assert not genuine(a_request(signature=signature))


def test_without_a_token_everything_fails() -> None:
    assert not genuine(a_request(), token="")


def test_while_the_token_is_changed_both_count() -> None:
    assert genuine(a_request(), token=f"new {TOKEN}")
    assert genuine(a_request(), token=f"{TOKEN} old")
    assert not genuine(a_request(), token="new old")


def test_a_changed_word_fails() -> None:
    assert not genuine(a_request(form={**TEXT, "Body": "Đường liên thôn 6 bị sạt lở"}))


def test_nothing_is_normalised_before_the_check() -> None:
    assert not genuine(a_request(form={**TEXT, "Body": unicodedata.normalize("NFD", TEXT["Body"])}))


def test_a_host_header_changes_nothing() -> None:
    assert genuine(a_request(more=(("Host", "attacker.example"), ("X-Forwarded-Host", "attacker.example"))))


@pytest.mark.parametrize(("sent", "passes"), [('{"a":1}', True), ('{"a":2}', False)])
def test_a_json_body_is_signed_by_its_hash(sent: str, passes: bool) -> None:
    query = "bodySHA256=" + hashlib.sha256(b'{"a":1}').hexdigest()
    signature = "8m5Mbm/vpRySae5qWJHXSxx4myE="
    request = a_request(
        signature=signature, form=sent, query=query, more=(("Content-Type", "application/json"),)
    )
    assert genuine(request) == passes
