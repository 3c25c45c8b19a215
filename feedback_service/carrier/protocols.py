"""What the rest of the service knows of the outside world: a message to send, and how a send can end.

A send ends in one of three ways, and they are not to be mixed up:

    Sent      the provider has it and gave its own reference
    Refused   the provider surely does not have it
    Unclear   nobody here knows (time-out, 5xx after the request had left): ask with `look_for`, never just
    repeat
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from feedback_service.vocabulary import DeliveryStatus


class ErrorClass(StrEnum):
    """What a refusal means for the next attempt; the waiting times stand in notifying/retrying.py."""

    BUSY = "busy"  # the provider asks for patience
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    ELSEWHERE = "elsewhere"  # this provider will not bring it there; another may
    CONFIGURATION = "configuration"  # an administrator has to put something right; the message waits
    OPTED_OUT = "opted_out"  # the citizen told the provider to stop


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One attempt to send one notification. `id` and `attempt` are ours and come back in receipts."""

    id: int
    attempt: int
    recipient: str  # E.164 or an e-mail address
    subject: str  # empty for SMS
    body: str
    begun_at: datetime  # when the first attempt began: nothing older can be this message
    key: str = (
        ""  # ours, the same for every attempt of a round, for providers that refuse to send an id twice
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """`finished`: no receipt will come that could change `status`."""

    reference: str
    status: DeliveryStatus = DeliveryStatus.ACCEPTED
    error_code: str = ""
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """`retry_after` in seconds, where the provider said so."""

    error_class: ErrorClass
    error_code: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """`reason` is a word for the log, never the message or the number."""

    reason: str


Outcome = Sent | Refused | Unclear


@dataclass(frozen=True, slots=True)
class Known:
    """All that the provider has and that could be the message, oldest first. Empty: it surely has none."""

    candidates: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class CannotTell:
    """`ever` False: this provider can never be asked, so asking again is no use."""

    reason: str
    ever: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider reported of a message. `notification_id` and `attempt` are 0 where it did not say
    ours.

    `event_id` is the provider's name for this report, where it has one. `one_part`: each part of a long text is
    reported by itself, and this is about one of them.
    """

    provider: str
    reference: str
    status: DeliveryStatus
    error_code: str = ""
    error_class: ErrorClass = ErrorClass.PERMANENT
    notification_id: int = 0
    attempt: int = 0
    event_id: str = ""
    one_part: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a gateway can do, for the choice between gateways and for the settings page."""

    inbound: bool = False
    idempotent_send: bool = False  # a repeat with our id is not sent twice
    receipts: bool = False
    poll: bool = False  # it can be asked what became of a message
    brand_name: bool = False  # the citizen sees a name in place of a number, and cannot answer
    lists_inbound: bool = False  # it can be asked what it received
    beats: bool = False  # its device says now and then that it lives


class Gateway(Protocol):
    """One provider of SMS, or of mail."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def send(self, message: OutgoingMessage) -> Outcome:
        """Never raises for what the provider or the network does: that is an Outcome."""

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        """What the provider has of a message whose send ended unclear. Never raises for the network."""


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """A text as the provider has it, for a comparison with what we have. `event_id` is the same as the webhook's."""

    event_id: str
    sender: str
    body: str
    received_at: datetime
    raw: bytes  # what is kept of it


@dataclass(frozen=True, slots=True)
class ReceivedCall:
    """A call as the provider has it. `talk_seconds` 0 where nobody answered."""

    call_id: str
    caller: str
    started_at: datetime
    ended_at: datetime | None
    talk_seconds: int


class Inbox(Protocol):
    """A gateway that can be asked what it received."""

    def received(self, since: datetime, until: datetime) -> Iterator[ReceivedText]:
        """Every text that arrived at our number. Raises NotToBeAsked."""

    def calls(self, since: datetime, until: datetime) -> Iterator[ReceivedCall]:
        """Every call to our number; none where the provider has no telephone. Raises NotToBeAsked."""

    def state_of(self, reference: str) -> Receipt | None:
        """What became of a message that it took. None: it does not know, or cannot be asked now."""


@runtime_checkable
class RepeatsInbox(Protocol):
    """A gateway that cannot list what it received, but can send it all again to our webhook."""

    def ask_again(self, since: datetime, until: datetime) -> None:
        """What arrives is told apart by its event id: what we have changes nothing. Raises NotToBeAsked."""

    def count_received(self, since: datetime, until: datetime) -> int | None:
        """How many texts it received; None where it does not know. Raises NotToBeAsked."""


class NotToBeAsked(Exception):
    """The provider could not be asked, or its list broke off: nothing may be concluded. Says why, in a word."""
