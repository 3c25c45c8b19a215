"""Whether a gateway lives, judged from what is known of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from feedback_service.carrier.protocols import Capabilities, ErrorClass

SILENT_AFTER = timedelta(minutes=15)  # a phone says that it lives every few minutes: docs/operations.md
NOT_TAKING_AFTER = timedelta(minutes=15)


class GatewayState(StrEnum):
    """The worst first."""

    WRONG_SETTINGS = "wrong_settings"  # it refuses us until somebody puts something right
    SILENT = "silent"  # its phone has not been heard of for long
    NOT_TAKING = "not_taking"  # it has taken nothing for long, though it was asked to
    UNHEARD = "unheard"  # its phone has never been heard of
    KEEPS = "keeps"  # sends nothing anywhere
    IN_ORDER = "in_order"


DEAD = frozenset({GatewayState.WRONG_SETTINGS, GatewayState.SILENT, GatewayState.NOT_TAKING})
# Faults of one message or its recipient: they say nothing of the gateway.
_NOT_ITS_FAULT = frozenset({ErrorClass.PERMANENT, ErrorClass.ELSEWHERE, ErrorClass.OPTED_OUT})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message that was handed to the gateway at `at`. `refused` None: it was taken."""

    at: datetime
    refused: ErrorClass | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """A device behind the gateway. `battery` in per cent, None where it did not say."""

    device: str
    seen_at: datetime
    clock_off_seconds: int = 0
    battery: int | None = None
    charging: bool | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """How often a code came in the last 24 hours, and when last."""

    code: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class GatewayFacts:
    """All that is known of a gateway, read from indexes. `attempts`: the newest ones, newest first."""

    name: str
    capabilities: Capabilities
    last_inbound: datetime | None = None
    heard_at: datetime | None = None  # when its newest event came here
    last_delivered: datetime | None = None
    last_asked: datetime | None = None  # what it received: see intake/ledger.py
    waiting: int = 0
    beats: tuple[Beat, ...] = ()
    faults: tuple[Fault, ...] = ()
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """`since`: when it began, where that is known."""

    state: GatewayState
    since: datetime | None = None

    @property
    def dead(self) -> bool:
        return self.state in DEAD


def judge(facts: GatewayFacts, now: datetime) -> Judged:
    if not facts.capabilities.inbound and not facts.capabilities.receipts:
        return Judged(GatewayState.KEEPS)
    refusing = _refusing(facts.attempts)
    if refusing and refusing[0].refused == ErrorClass.CONFIGURATION:
        return Judged(GatewayState.WRONG_SETTINGS, refusing[-1].at)
    life = _last_life(facts)
    if life and now - life > SILENT_AFTER:
        return Judged(GatewayState.SILENT, life)
    if refusing and now - refusing[-1].at > NOT_TAKING_AFTER:
        return Judged(GatewayState.NOT_TAKING, refusing[-1].at)
    if facts.capabilities.beats and life is None:
        return Judged(GatewayState.UNHEARD)
    return Judged(GatewayState.IN_ORDER)


def _refusing(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The unbroken row of refusals that goes on right now, newest first."""
    row: list[Attempt] = []
    for attempt in attempts:
        if attempt.refused is None:
            break
        if attempt.refused not in _NOT_ITS_FAULT:
            row.append(attempt)
    return row


def _last_life(facts: GatewayFacts) -> datetime | None:
    """Of a gateway with a phone behind it; a provider in the cloud sends no signs of life."""
    if not (facts.capabilities.beats or facts.beats):
        return None
    signs = [beat.seen_at for beat in facts.beats] + ([facts.heard_at] if facts.heard_at else [])
    return max(signs, default=None)
