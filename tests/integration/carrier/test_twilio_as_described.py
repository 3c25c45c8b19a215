"""Our client against a Twilio made of its own published API description: no request but as described."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    Known,
    NotToBeAsked,
    OutgoingMessage,
    Receipt,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.twilio import TwilioGateway
from tests.simulators.described import DescribedApi, described

SENDER = "+15005550006"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def twilio() -> Iterator[DescribedApi]:
    with described("twilio-2010-04-01") as api:
        yield api


@pytest.fixture
def gateway(twilio: DescribedApi) -> TwilioGateway:
    callback = "https://pakn.example/webhooks/twilio/status"
    return TwilioGateway("AC" + "1" * 32, "token", SENDER, False, twilio.base, callback)


def a_message(body: str = "UBND xa: da nhan.", recipient: str = "+84905123456") -> OutgoingMessage:
    return OutgoingMessage(12, 1, recipient, "", body, NOW - timedelta(minutes=1), "key-12")


def answers(twilio: DescribedApi, operation: str, **fixed: Any) -> st.SearchStrategy[Any]:
    """Any answer as described, with some fields as this test needs them."""
    whole = twilio.description.values(twilio.answer_schema(operation), whole=True)
    return whole.map(lambda answer: answer | fixed)


@ANY
@given(data=st.data(), body=st.text(min_size=1, max_size=200))
def test_a_send_is_as_described_whatever_the_words(
    twilio: DescribedApi, gateway: TwilioGateway, data: st.DataObject, body: str
) -> None:
    answer = data.draw(answers(twilio, "CreateMessage"))
    twilio.next = [answer]
    outcome = gateway.send(a_message(body))
    assert twilio.faults == []
    assert isinstance(outcome, Sent if answer["sid"] else Unclear)


def test_a_send_by_a_messaging_service_is_as_described(twilio: DescribedApi, gateway: TwilioGateway) -> None:
    twilio.next = [{"sid": "SM" + "0" * 32, "status": "accepted"}]
    by_service = dataclasses.replace(gateway, sender="MG" + "a" * 32, by_service=True)
    assert isinstance(by_service.send(a_message()), Sent)
    assert twilio.faults == []


def test_what_is_not_as_described_would_be_noticed(twilio: DescribedApi, gateway: TwilioGateway) -> None:
    outcome = dataclasses.replace(gateway, account_sid="AC1", sender="").send(a_message())
    assert isinstance(outcome, Refused)
    assert any("AccountSid" in fault for fault in twilio.faults)


@ANY
@given(data=st.data())
def test_looking_for_a_message_bears_any_list(
    twilio: DescribedApi, gateway: TwilioGateway, data: st.DataObject
) -> None:
    twilio.next = [data.draw(answers(twilio, "ListMessage", next_page_uri=None))]
    assert isinstance(gateway.look_for(a_message()), Known | CannotTell)
    assert twilio.faults == []


@ANY
@given(data=st.data())
def test_reading_what_it_received_bears_any_list(
    twilio: DescribedApi, gateway: TwilioGateway, data: st.DataObject
) -> None:
    page = data.draw(answers(twilio, "ListMessage", next_page_uri=None))
    for row in page["messages"]:
        row |= {"direction": "inbound", "to": SENDER}
    twilio.next = [page]
    texts = list(gateway.received(NOW - timedelta(days=2), NOW))
    assert [text.event_id for text in texts] == [row["sid"] for row in page["messages"] if row["sid"]]
    assert twilio.faults == []


@ANY
@given(data=st.data())
def test_reading_calls_bears_any_list(
    twilio: DescribedApi, gateway: TwilioGateway, data: st.DataObject
) -> None:
    twilio.next = [data.draw(answers(twilio, "ListCall", next_page_uri=None))]
    assert all(
        call.call_id and call.talk_seconds >= 0 for call in gateway.calls(NOW - timedelta(days=2), NOW)
    )
    assert twilio.faults == []


def test_the_next_page_is_asked_as_it_is_named(twilio: DescribedApi, gateway: TwilioGateway) -> None:
    path = f"/2010-04-01/Accounts/{gateway.account_sid}/Messages.json"
    first = {"messages": [], "next_page_uri": f"{path}?To=%2B15005550006&PageSize=2&Page=1&PageToken=PA1"}
    twilio.next = [first, {"messages": [], "next_page_uri": None}]
    assert list(gateway.received(NOW - timedelta(days=2), NOW)) == []
    assert (twilio.requests, twilio.faults) == (["ListMessage"] * 2, [])


@ANY
@given(data=st.data())
def test_asking_what_became_of_a_message_bears_any_answer(
    twilio: DescribedApi, gateway: TwilioGateway, data: st.DataObject
) -> None:
    twilio.next = [data.draw(answers(twilio, "FetchMessage"))]
    assert isinstance(gateway.state_of("SM" + "0" * 32), Receipt | None)
    assert twilio.faults == []


def test_a_refusal_is_a_refusal_and_a_list_that_is_away_proves_nothing(
    twilio: DescribedApi, gateway: TwilioGateway
) -> None:
    outcome = gateway.send(a_message())  # the description has nothing more to say: 404
    assert isinstance(outcome, Refused) and outcome.error_class == ErrorClass.CONFIGURATION
    assert isinstance(gateway.look_for(a_message()), CannotTell)
    assert gateway.state_of("SM" + "0" * 32) is None
    with pytest.raises(NotToBeAsked):
        list(gateway.received(NOW - timedelta(days=2), NOW))
