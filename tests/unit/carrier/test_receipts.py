"""Statuses are ranked: late, doubled and shuffled receipts cannot turn the clock back."""

import itertools

import pytest

from feedback_service.carrier.receipts import RANKS, TERMINAL, may_follow
from feedback_service.vocabulary import DeliveryStatus

D = DeliveryStatus


def test_every_status_has_a_rank() -> None:
    assert set(RANKS) == set(DeliveryStatus)


@pytest.mark.parametrize("order", list(itertools.permutations([D.ACCEPTED, D.SENT, D.DELIVERED])))
def test_whatever_the_order_delivered_is_what_stays(order: tuple[DeliveryStatus, ...]) -> None:
    status = D.SENDING
    for reported in order:
        status = reported if may_follow(status, reported) else status
    assert status == D.DELIVERED


@pytest.mark.parametrize(("last", "reported"), list(itertools.product(sorted(TERMINAL), DeliveryStatus)))
def test_a_last_word_is_not_taken_back(last: DeliveryStatus, reported: DeliveryStatus) -> None:
    assert not may_follow(last, reported)


@pytest.mark.parametrize("reported", [D.ACCEPTED, D.SENT, D.DELIVERED, D.UNDELIVERED, D.FAILED])
def test_any_receipt_ends_the_doubt(reported: DeliveryStatus) -> None:
    assert may_follow(D.UNKNOWN, reported)
