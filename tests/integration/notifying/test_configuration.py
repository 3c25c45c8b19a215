"""Gateways as the settings name them; a wrong setting stops the start with one clear line."""

import dataclasses

import pytest

from feedback_service import create_app
from feedback_service.carrier import Carrier
from feedback_service.config import Config, ConfigurationError


def carrier_of(config: Config, **settings: object) -> Carrier:
    found: Carrier = create_app(dataclasses.replace(config, **settings)).extensions["carrier"]  # type: ignore[arg-type]
    return found


def test_without_settings_everything_goes_to_the_console(config: Config) -> None:
    carrier = carrier_of(config)
    assert (carrier.sms.name, carrier.email.name) == ("console", "console")


def test_twilio_and_smtp_are_taken_from_the_settings(config: Config) -> None:
    carrier = carrier_of(
        config,
        sms_gateways=("twilio",),
        twilio_account_sid="AC1",
        twilio_auth_token="t",
        twilio_from="+15005550006",
        smtp_url="smtp://user:pass%40word@mail.example:2525",
        mail_from="tiepnhan@example.org",
    )
    assert (carrier.sms.name, carrier.email.name) == ("twilio", "smtp")


def test_two_gateways_stand_in_the_order_of_the_setting(config: Config) -> None:
    carrier = carrier_of(
        config,
        sms_gateways=("smsgate", "twilio"),
        smsgate_url="http://192.168.1.10:8080",
        twilio_account_sid="AC1",
        twilio_auth_token="new old",
        twilio_from="UBND EaKnop",
    )
    assert [gateway.name for gateway in carrier.texts] == ["smsgate", "twilio"]
    assert [gateway.capabilities.brand_name for gateway in carrier.texts] == [False, True]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"smtp_url": "https://mail.example"}, "SMTP_URL"),
        ({"smtp_url": "smtp://mail.example"}, "MAIL_FROM"),
    ],
)
def test_a_wrong_setting_stops_the_start(config: Config, settings: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        carrier_of(config, **settings)
