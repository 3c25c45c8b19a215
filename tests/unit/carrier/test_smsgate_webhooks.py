"""Webhooks of SMSGate: a signature made by its own rule, and what each event says."""

import json
from datetime import UTC, datetime

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from feedback_service.carrier.protocols import ErrorClass, Receipt
from feedback_service.carrier.smsgate_states import error_class
from feedback_service.carrier.smsgate_webhooks import (
    Ping,
    SmsGateText,
    clock_off,
    is_genuine,
    read_event,
    sign,
)
from feedback_service.vocabulary import DeliveryStatus

KEY = "k3yk3y12"
STAMP = "1770000000"
RAW = (
    b'{"deviceId":"d1","event":"sms:received","id":"Ey6ECgOkVVFjz3CL48B8C","payload":{"message":"Duong hong",'
    b'"messageId":"abc123","phoneNumber":"0905123456","receivedAt":"2026-02-01T08:00:00.000+07:00",'
    b'"recipient":null,"sender":"0905123456","simNumber":1},"webhookId":"w1"}'
)
SIGNATURE = "c0385e294f4c9648c59f8d07e81c9decf95581900079dca903f5d78c25b6dd42"


def an_event(event: str, **payload: object) -> bytes:
    document = {"deviceId": "d1", "event": event, "id": "e1", "webhookId": "w1", "payload": payload}
    return json.dumps(document).encode()


def the_receipt(event: str, **payload: object) -> Receipt:
    receipt = read_event(an_event(event, messageId="m1", phoneNumber="+84905123456", **payload))
    assert isinstance(receipt, Receipt)
    return receipt


def test_the_known_signature_is_genuine() -> None:
    assert is_genuine(RAW, STAMP, SIGNATURE, [KEY])


def test_while_the_key_is_changed_both_count() -> None:
    assert is_genuine(RAW, STAMP, SIGNATURE, ["newkey99", KEY])


@pytest.mark.parametrize(
    ("raw", "stamp", "signature", "keys"),
    [
        (RAW + b" ", STAMP, SIGNATURE, [KEY]),
        (RAW, "1770000001", SIGNATURE, [KEY]),
        (RAW, "", SIGNATURE, [KEY]),
        (RAW, STAMP, "", [KEY]),
        (RAW, STAMP, "ë" * 64, [KEY]),
        (RAW, STAMP, SIGNATURE, []),
        (RAW, STAMP, SIGNATURE, ["another"]),
    ],
)
def test_anything_else_is_not(raw: bytes, stamp: str, signature: str, keys: list[str]) -> None:
    assert not is_genuine(raw, stamp, signature, keys)


def test_a_text_is_read_with_its_own_time() -> None:
    text = read_event(RAW)
    assert isinstance(text, SmsGateText)
    assert (text.sender, text.body, text.device) == ("0905123456", "Duong hong", "d1")
    assert text.sent_at == datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
    assert not text.from_inbox


def test_a_text_told_again_has_the_same_key_whatever_the_phone_calls_it() -> None:
    again = RAW.replace(b"Ey6ECgOkVVFjz3CL48B8C", b"another").replace(b"abc123", b"fff")
    first, second = read_event(RAW), read_event(again)
    assert isinstance(first, SmsGateText)
    assert isinstance(second, SmsGateText)
    assert first.event_id == second.event_id


def test_a_text_read_again_from_the_inbox_says_so() -> None:
    text = read_event(RAW.replace(b"08:00:00.000", b"08:00:03.412"))
    assert isinstance(text, SmsGateText)
    assert text.from_inbox


def test_older_phones_call_the_sender_phone_number() -> None:
    text = read_event(RAW.replace(b'"sender":"0905123456"', b'"sender":null'))
    assert isinstance(text, SmsGateText)
    assert text.sender == "0905123456"


def test_each_part_that_arrived_is_reported_as_one_part() -> None:
    receipt = the_receipt("sms:delivered", deliveredAt="2026-02-01T08:00:00.000+07:00")
    assert (receipt.provider, receipt.reference, receipt.event_id) == ("smsgate", "m1", "e1")
    assert (receipt.status, receipt.one_part) == (DeliveryStatus.DELIVERED, True)


@pytest.mark.parametrize(
    ("reason", "meaning"),
    [
        ("Send result: RESULT_ERROR_NO_SERVICE", ErrorClass.TEMPORARY),
        ("RESULT_ERROR_LIMIT_EXCEEDED", ErrorClass.BUSY),
        ("Can't send message: No SIMs found", ErrorClass.CONFIGURATION),
        ("Invalid number", ErrorClass.PERMANENT),
        ("something new", ErrorClass.TEMPORARY),
    ],
)
def test_what_a_failure_means_is_a_table(reason: str, meaning: ErrorClass) -> None:
    receipt = the_receipt("sms:failed", reason=reason)
    assert (receipt.status, receipt.error_class) == (DeliveryStatus.FAILED, meaning)


def test_what_is_kept_of_a_failure_means_the_same() -> None:
    kept = the_receipt("sms:failed", reason="Can't send message: No SIMs found").error_code
    assert (kept, error_class(kept)) == ("no_sims_found", ErrorClass.CONFIGURATION)


def test_a_failure_is_named_without_the_words_of_the_phone() -> None:
    assert the_receipt("sms:failed", reason="Can't send to 0905123456").error_code == "phone_failed"


def test_a_ping_tells_of_the_battery() -> None:
    checks = {
        "battery:level": {"observedValue": 12, "status": "warn"},
        "battery:charging": {"observedValue": 0},
    }
    ping = read_event(
        an_event("system:ping", health={"status": "warn", "version": "1.2.3", "checks": checks})
    )
    assert ping == Ping("d1", {"battery": 12, "charging": 0, "status": "warn", "version": "1.2.3"})


@pytest.mark.parametrize(
    "raw",
    [b"", b"no json", b"[]", b'{"event":"sms:received"}', an_event("mms:received"), an_event("sms:received")],
)
def test_what_cannot_be_read_is_nothing(raw: bytes) -> None:
    assert read_event(raw) is None


def test_the_phones_clock_is_compared_with_ours() -> None:
    signed = list(sign(RAW, KEY, 1770000400).items())
    request = Request(EnvironBuilder(headers=signed).get_environ())
    assert clock_off(request, datetime.fromtimestamp(1770000000, UTC)) == 400
