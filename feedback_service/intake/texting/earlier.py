"""What a phone sent before, and what follows from it: one thread, the same words again, a flood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import InboundEvent

# People press send too early and go on writing: each text keeps the thread open for a while, but not for ever.
THREAD_PAUSE = timedelta(minutes=30)
THREAD_LASTS = timedelta(hours=3)
SAME_WORDS = timedelta(hours=24)
TOLD_TWICE = timedelta(minutes=15)  # how far the two times of one text may lie apart
# Nobody reports eleven matters in an hour; a thôn's head may report a dozen in a day, and thirty are a machine or rage.
MOST_AN_HOUR, MOST_A_DAY = 10, 30
_READ = 60  # twice what decides about a flood
_IN_A_CASE = ("opened", "joined")
_TEXTS = (*_IN_A_CASE, "command", "thanks", "rejected", "failed")
PIECE = "piece"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One text that came before. `outcome` and `reason` as of InboundEvent."""

    id: int
    provider: str
    event_id: str
    sent_at: datetime
    source: str
    outcome: str
    reason: str
    case_id: int | None
    text_fingerprint: str | None

    @property
    def in_a_case(self) -> bool:
        return self.outcome in _IN_A_CASE and self.case_id is not None


_COLUMNS = (
    InboundEvent.id,
    InboundEvent.provider,
    InboundEvent.event_id,
    func.coalesce(InboundEvent.sent_at, InboundEvent.received_at, type_=InboundEvent.received_at.type),
    InboundEvent.source,
    InboundEvent.outcome,
    InboundEvent.reason,
    InboundEvent.case_id,
    InboundEvent.text_fingerprint,
)


def texts_of(session: Session, fingerprint: str | None) -> list[Earlier]:
    """The newest texts of this phone, the one sent last first. A hidden number has none."""
    if fingerprint is None:
        return []
    asked = select(*_COLUMNS).where(InboundEvent.sender_fingerprint == fingerprint)
    rows = session.execute(asked.order_by(InboundEvent.id.desc()).limit(_READ))
    texts = [Earlier(*row) for row in rows]
    return sorted(
        (text for text in texts if text.outcome in _TEXTS),
        key=lambda text: (text.sent_at, text.id),
        reverse=True,
    )


def told_before(
    earlier: Iterable[Earlier], provider: str, text_fingerprint: str, sent_at: datetime, source: str
) -> bool:
    """Whether the gateway told this text once already, with another time: once live and once from its inbox."""
    return any(
        text.provider == provider
        and text.text_fingerprint == text_fingerprint
        and (text.source == "reconciled") != (source == "reconciled")
        and abs(text.sent_at - sent_at) <= TOLD_TWICE
        for text in earlier
    )


def thread_at(earlier: Sequence[Earlier], sent_at: datetime) -> int | None:
    """The case that this phone was just writing into, by when the texts were sent and not by when they came."""
    told = [text for text in earlier if text.in_a_case and abs(text.sent_at - sent_at) <= THREAD_PAUSE]
    if not told:
        return None
    nearest = min(told, key=lambda text: abs(text.sent_at - sent_at))
    begun = _begin_of(earlier, nearest)
    return nearest.case_id if sent_at - begun <= THREAD_LASTS else None


def _begin_of(earlier: Sequence[Earlier], latest: Earlier) -> datetime:
    """Back through the texts of one case until there was a pause."""
    begun = latest.sent_at
    for text in earlier:
        if (
            text.case_id == latest.case_id
            and text.in_a_case
            and timedelta() <= begun - text.sent_at <= THREAD_PAUSE
        ):
            begun = text.sent_at
    return begun


def said_before(earlier: Iterable[Earlier], text_fingerprint: str, sent_at: datetime) -> int | None:
    """The first case into which this phone sent the same words within a day."""
    same = [
        text
        for text in earlier
        if text.in_a_case
        and text.text_fingerprint == text_fingerprint
        and abs(text.sent_at - sent_at) <= SAME_WORDS
    ]
    return same[-1].case_id if same else None


def is_flood(earlier: Iterable[Earlier], sent_at: datetime) -> bool:
    """One more than anybody sends who has something to say. The pieces of a long text count as one."""
    ages = [sent_at - text.sent_at for text in earlier if text.reason != PIECE]
    in_an_hour = sum(timedelta() <= age < timedelta(hours=1) for age in ages)
    in_a_day = sum(timedelta() <= age < timedelta(hours=24) for age in ages)
    return in_an_hour >= MOST_AN_HOUR or in_a_day >= MOST_A_DAY
