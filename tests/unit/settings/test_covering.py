"""The administrator has no cases: what would open one is covered."""

import pytest

from feedback_service.settings.outgoing import covered, without_secrets


@pytest.mark.parametrize(
    ("recipient", "shown"),
    [
        ("+84912000345", "+84•••••345"),
        ("lua.phan@example.org", "l•••@example.org"),
        ("1022", "••••"),
    ],
)
def test_a_recipient_is_told_apart_and_not_told(recipient: str, shown: str) -> None:
    assert covered(recipient) == shown


def test_a_receipt_shows_neither_pin_nor_whole_code() -> None:
    body = "UBND da nhan. Ma EK-4827-193K, PIN 0462. Hen tra loi 09/3/2026."
    assert without_secrets(body) == "UBND da nhan. Ma EK-4827-••••, PIN ••••. Hen tra loi 09/3/2026."


def test_a_mail_may_put_the_pin_on_another_line() -> None:
    assert "1234" not in without_secrets("Mã PIN:\n  1234\nXin giữ kín.")
