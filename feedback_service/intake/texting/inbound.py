"""One text as a gateway hands it on, and what it ends as."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers
from phonenumbers import PhoneNumberType

from feedback_service.intake.phones import e164_or_nothing
from feedback_service.records import keyring

OLDEST = timedelta(days=8)  # phones keep what they could not hand on for seven days
_SHORTEST_NUMBER = 8  # digits; what is shorter is a service of a network
_SERVICES = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
}


@dataclass(frozen=True, slots=True)
class InboundText:
    """One text as a gateway hands it on. `event_id` is the gateway's own; `sender` may be no number at all.

    `sent_at` is the provider's true time where it can be right, None: when it arrives here. `source` says how it
    came: webhook, reconciled (the provider was asked), spooled (the database was away). `told_twice`: this gateway
    may tell the same text again with another time and so under another id, once live and once from its inbox.
    """

    provider: str
    event_id: str
    sender: str
    body: str
    sent_at: datetime | None = None
    source: str = "webhook"
    told_twice: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """What became of an event: opened, joined, command, thanks or rejected. `reason` is a word."""

    outcome: str
    case_id: int | None = None
    reason: str = ""


def likely_time(sent_at: datetime | None, now: datetime) -> datetime:
    """When the citizen sent it. A time that cannot be right is replaced by ours: a gateway's clock loses nothing."""
    if sent_at is None or sent_at > now or sent_at < now - OLDEST:
        return now
    return sent_at


def sender_fingerprint(sender: str) -> str | None:
    """None for a hidden number: two of those are not one phone."""
    number = e164_or_nothing(sender) or sender.strip()
    return keyring.fingerprint(number) if number else None


def is_a_machine(sender: str) -> bool:
    """Brand names, short codes and service numbers. Nobody sits there: what they send is advertising or a receipt."""
    number = e164_or_nothing(sender)
    if number:
        return phonenumbers.number_type(phonenumbers.parse(number)) in _SERVICES
    digits = sum(map(str.isdigit, sender))
    return bool(sender.strip()) and (any(map(str.isalpha, sender)) or digits < _SHORTEST_NUMBER)
