import pytest

from feedback_service.notifying.reach import takes_sms


@pytest.mark.parametrize("phone", ["+84905123456", "+84389123456", "+15005550006"])
def test_mobiles_take_sms(phone: str) -> None:
    assert takes_sms(phone)


@pytest.mark.parametrize(
    "phone", ["", "1022", "888", "VIETTEL", "0905123456", "+842623001234", "+841022", "+8419001234"]
)
def test_landlines_short_codes_and_names_take_none(phone: str) -> None:
    assert not takes_sms(phone)
