"""Gateways that can be asked what they received, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import Flask

from feedback_service.carrier import Carrier
from feedback_service.carrier.protocols import (
    Capabilities,
    Gateway,
    NotToBeAsked,
    Receipt,
    ReceivedCall,
    ReceivedText,
)
from tests.builders.outbox import FakeGateway

PHONE = "+84905123456"


@dataclass
class ListingGateway(FakeGateway):
    """Lists what it `has`. With `breaks_off` its list ends early, and says so."""

    name: str = "twilio"
    capabilities: Capabilities = field(
        default_factory=lambda: Capabilities(inbound=True, receipts=True, poll=True, lists_inbound=True)
    )
    has: list[ReceivedText] = field(default_factory=list)
    rung: list[ReceivedCall] = field(default_factory=list)
    breaks_off: bool = False
    asked_since: list[datetime] = field(default_factory=list)

    def received(self, since: datetime, until: datetime) -> Iterator[ReceivedText]:
        self.asked_since.append(since)
        yield from (text for text in self.has if since <= text.received_at < until)
        if self.breaks_off:
            raise NotToBeAsked("http_503")

    def calls(self, since: datetime, until: datetime) -> Iterator[ReceivedCall]:
        yield from (call for call in self.rung if since <= call.started_at < until)

    def state_of(self, reference: str) -> Receipt | None:
        return None


@dataclass
class RepeatingGateway(FakeGateway):
    """Lists nothing, and can be told to send all of it again."""

    name: str = "smsgate"
    capabilities: Capabilities = field(
        default_factory=lambda: Capabilities(inbound=True, idempotent_send=True, receipts=True, poll=True)
    )
    told: list[tuple[datetime, datetime]] = field(default_factory=list)
    counts: int | None = None
    counted: dict[datetime, int] = field(default_factory=dict)  # by the beginning of the day; else 0

    def ask_again(self, since: datetime, until: datetime) -> None:
        self.told.append((since, until))

    def count_received(self, since: datetime, until: datetime) -> int | None:
        return self.counted.get(since, 0) if self.counted else self.counts


def a_received_text(number: int, at: datetime, body: str, sender: str = PHONE) -> ReceivedText:
    sid = f"SM{number:032x}"
    return ReceivedText(sid, sender, body, at, f'{{"sid": "{sid}"}}'.encode())


def a_received_call(number: int, at: datetime, caller: str = PHONE, talk_seconds: int = 0) -> ReceivedCall:
    return ReceivedCall(f"CA{number:032x}", caller, at, at, talk_seconds)


def speak_through(app: Flask, *gateways: Gateway) -> None:
    """These are the gateways of this installation from now on."""
    carrier: Carrier = app.extensions["carrier"]
    app.extensions["carrier"] = replace(carrier, texts=gateways)
