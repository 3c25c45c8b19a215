"""A gateway whose settings are wrong is noticed after three messages."""

from datetime import UTC, datetime, timedelta

from feedback_service.carrier.protocols import ErrorClass, Refused, Sent
from feedback_service.carrier.troubles import Troubles

NOW = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
WRONG_PASSWORD = Refused(ErrorClass.CONFIGURATION, "http_401")


def troubles_after(*ends: Refused | Sent) -> Troubles:
    troubles = Troubles()
    for number, end in enumerate(ends):
        troubles.note("phone", end, NOW + timedelta(minutes=number))
    return troubles


def test_three_in_a_row_are_trouble_for_a_quarter_of_an_hour() -> None:
    troubles = troubles_after(WRONG_PASSWORD, WRONG_PASSWORD, WRONG_PASSWORD)
    assert troubles.down("phone", NOW + timedelta(minutes=3))
    assert not troubles.down("phone", NOW + timedelta(minutes=16))
    assert not troubles.down("another", NOW + timedelta(minutes=3))


def test_one_that_went_well_in_between_ends_it() -> None:
    troubles = troubles_after(WRONG_PASSWORD, WRONG_PASSWORD, Sent("ref"), WRONG_PASSWORD)
    assert not troubles.down("phone", NOW + timedelta(minutes=4))


def test_a_busy_gateway_is_not_in_trouble() -> None:
    busy = Refused(ErrorClass.BUSY, "http_429")
    assert not troubles_after(busy, busy, busy).down("phone", NOW)
