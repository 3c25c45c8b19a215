"""Settings of the platforms, proofs and usage headers."""

import pytest

from feedback_service.carrier.facebook_answers import PAUSE, usage_pause
from feedback_service.carrier.platform_words import explain_platform
from feedback_service.carrier.zalo_oauth import challenge
from feedback_service.platform_settings import ConfigurationError, read_platform_settings

ZALO = {"ZALO_APP_ID": "42", "ZALO_APP_SECRET": "secret", "ZALO_OA_ID": "51"}


def test_the_challenge_is_that_of_rfc_7636() -> None:
    verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
    assert challenge(verifier) == "RqIZl4LIgn8KxW9QO-nTnv7pf0CnNrksx9fF-CXP2FE"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ZALO_APP_ID": "42"}, "ZALO_APP_SECRET and ZALO_OA_ID"),
        ({"ZALO_APP_SECRET": "secret"}, "ZALO_APP_ID"),
        (ZALO | {"ZALO_OA_ID": "mine"}, "figures only"),
        (ZALO | {"ZALO_API_BASE": "openapi.zalo.me"}, "an address"),
        ({"FACEBOOK_PAGE_ID": "90"}, "FACEBOOK_PAGE_TOKEN"),
        ({"FACEBOOK_API_VERSION": "25"}, "like v25.0"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        read_platform_settings(given)


def test_a_secret_is_not_repeated_in_the_line() -> None:
    with pytest.raises(ConfigurationError) as wrong:
        read_platform_settings(ZALO | {"ZALO_APP_SECRET": "hidden words"})
    assert "hidden" not in str(wrong.value)


def test_from_eighty_per_cent_on_we_wait() -> None:
    assert usage_pause({"X-App-Usage": '{"call_count": 79}'}) == 0
    assert usage_pause({"X-App-Usage": '{"call_count": 80}'}) == PAUSE
    assert usage_pause({"X-App-Usage": "not json"}) == 0


def test_every_error_has_a_remedy() -> None:
    for provider, code in (("zalo", "-14020"), ("facebook", "190"), ("facebook", "unheard of")):
        assert explain_platform(provider, code).remedy
