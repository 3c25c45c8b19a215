"""Our client against an SMSGate made of its own published API description."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_service.carrier.protocols import (
    CannotTell,
    Known,
    NotToBeAsked,
    OutgoingMessage,
    Receipt,
    Refused,
    Sent,
)
from feedback_service.carrier.smsgate import SmsGateGateway
from tests.simulators.described import DescribedApi, described

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def smsgate() -> Iterator[DescribedApi]:
    with described("smsgate") as api:
        yield api


@pytest.fixture(params=["", "PyDmBQZZXYmyxMwED8Fzy"])
def gateway(smsgate: DescribedApi, request: pytest.FixtureRequest) -> SmsGateGateway:
    return SmsGateGateway(smsgate.base, "sms", "password", request.param)


def a_message(body: str = "UBND xa: da nhan.") -> OutgoingMessage:
    return OutgoingMessage(12, 1, "+84905123456", "", body, NOW - timedelta(minutes=1), "ek-12-1-0b5e")


def answers(smsgate: DescribedApi, operation: str) -> st.SearchStrategy[Any]:
    return smsgate.description.values(smsgate.answer_schema(operation), whole=False)


@ANY
@given(data=st.data(), body=st.text(min_size=1, max_size=200))
def test_a_send_is_as_described_whatever_the_words(
    smsgate: DescribedApi, gateway: SmsGateGateway, data: st.DataObject, body: str
) -> None:
    smsgate.next = [data.draw(answers(smsgate, "post-message"))]
    assert gateway.send(a_message(body)) == Sent(a_message().key)
    assert smsgate.faults == []


@ANY
@given(data=st.data())
def test_looking_for_a_message_bears_any_answer(
    smsgate: DescribedApi, gateway: SmsGateGateway, data: st.DataObject
) -> None:
    smsgate.next = [data.draw(answers(smsgate, "get-message"))]
    known = gateway.look_for(a_message())
    assert isinstance(known, Known) and [one.reference for one in known.candidates] == [a_message().key]
    assert smsgate.faults == []


@ANY
@given(data=st.data())
def test_asking_what_became_of_a_message_bears_any_answer(
    smsgate: DescribedApi, gateway: SmsGateGateway, data: st.DataObject
) -> None:
    smsgate.next = [data.draw(answers(smsgate, "get-message"))]
    assert isinstance(gateway.state_of(a_message().key), Receipt)
    assert smsgate.faults == []


def test_a_message_that_it_does_not_have_was_surely_not_sent(
    smsgate: DescribedApi, gateway: SmsGateGateway
) -> None:
    assert gateway.look_for(a_message()) == Known(())
    assert gateway.state_of(a_message().key) is None
    assert smsgate.faults == []


def test_the_inbox_is_asked_for_again_and_counted_as_described(
    smsgate: DescribedApi, gateway: SmsGateGateway
) -> None:
    smsgate.next = [{}]
    gateway.ask_again(NOW - timedelta(days=2), NOW)
    smsgate.next = [[]]
    with pytest.raises(NotToBeAsked):  # no X-Total-Count: nothing may be concluded
        gateway.count_received(NOW - timedelta(days=2), NOW)
    assert smsgate.faults == []
    assert smsgate.requests == ["post-inbox-refresh", "get-inbox"]


def test_where_the_newer_way_is_missing_the_older_is_asked_as_described(
    smsgate: DescribedApi, gateway: SmsGateGateway
) -> None:
    with pytest.raises(NotToBeAsked):
        gateway.ask_again(NOW - timedelta(days=2), NOW)
    assert smsgate.requests == ["post-inbox-refresh", "post-messages-inbox-export"]
    assert smsgate.faults == []


def test_nothing_is_concluded_where_nobody_answers(gateway: SmsGateGateway) -> None:
    away = SmsGateGateway("http://127.0.0.1:9", "sms", "password")
    assert isinstance(away.send(a_message()), Refused)
    assert isinstance(away.look_for(a_message()), CannotTell)
