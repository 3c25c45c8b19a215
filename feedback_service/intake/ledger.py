"""The daily ledger: what a provider received, beside what we have of it. What differs raises an alarm.

A day is the commune's own. Today's page ends some minutes ago: a text that is on its way right now is no difference.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import ReceivedText
from feedback_service.notifying.alarms import end_alarm, raise_alarm
from feedback_service.records import InboundEvent, LedgerDay
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import AlarmKind

SETTLED = timedelta(minutes=5)
_AT_ONCE = 500
_EVENTS = cast(Table, InboundEvent.__table__)
_TRUE_TIME = update(_EVENTS).where(_EVENTS.c.id == bindparam("number")).values(sent_at=bindparam("true_time"))


@dataclass(frozen=True, slots=True)
class Page:
    """One day of the ledger, from `begins` up to and without `ends`, both in UTC."""

    day: date
    begins: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


@dataclass(frozen=True, slots=True)
class KnownEvent:
    id: int
    sent_at: datetime | None


def pages_between(since: datetime, until: datetime, zone: tzinfo) -> list[Page]:
    """The days whose beginning lies after `since`, so that all of them was asked for; oldest first."""
    pages, ends = [], until - SETTLED
    day = since.astimezone(zone).date()
    while (begins := datetime.combine(day, time(), zone)) < ends:
        following = datetime.combine(day + timedelta(days=1), time(), zone)
        if begins >= since:
            pages.append(Page(day, begins, min(following, ends)))
        day += timedelta(days=1)
    return pages


def known_events(session: Session, provider: str, event_ids: Iterable[str]) -> dict[str, KnownEvent]:
    """Of these events those that we have."""
    known: dict[str, KnownEvent] = {}
    stream = iter(event_ids)
    while batch := list(islice(stream, _AT_ONCE)):
        rows = session.execute(
            select(InboundEvent.event_id, InboundEvent.id, InboundEvent.sent_at).where(
                InboundEvent.provider == provider, InboundEvent.event_id.in_(batch)
            )
        )
        known |= {event_id: KnownEvent(number, sent_at) for event_id, number, sent_at in rows}
    return known


def tell_true_times(
    session: Session, texts: Iterable[ReceivedText], known: Mapping[str, KnownEvent], pages: Sequence[Page]
) -> None:
    """A webhook tells no time, so ours stands until the provider is asked. Mended only where it would stand on
    another page: the text of a second before midnight, which came here a second after it."""
    wrong = [
        {"number": known[text.event_id].id, "true_time": text.received_at}
        for text in texts
        if text.event_id in known
        and _page_of(known[text.event_id].sent_at, pages) != _page_of(text.received_at, pages)
    ]
    if wrong:
        session.connection().execute(_TRUE_TIME, wrong)


def count_by_page(texts: Iterable[ReceivedText], pages: Sequence[Page]) -> dict[date, int | None]:
    """How many of a provider's texts stand on each page."""
    counted = Counter(_page_of(text.received_at, pages) for text in texts)
    return {page.day: counted[page.day] for page in pages}


def keep_pages(
    session: Session,
    provider: str,
    pages: Sequence[Page],
    received: Mapping[date, int | None],
    now: datetime,
    *,
    counted_by_phone: bool = False,
) -> None:
    """Writes these days anew, and raises or ends their alarms. `received` None for a day: the provider cannot say."""
    differed = {page.day: _differs(session, provider, page.day) != 0 for page in pages}
    for page in pages:
        _write(session, provider, page.day, received[page.day], counts_of(session, provider, page), now)
    for page in pages:
        if counted_by_phone:
            # What it has more is on its way to our webhook: only what lacked the last time too raises an alarm.
            lacks = _lacking_around(session, provider, page.day) if differed[page.day] else 0
            _judge(session, provider, page.day, lacks, now)
        else:
            _judge(session, provider, page.day, _differs(session, provider, page.day), now)


def counts_of(session: Session, provider: str, page: Page) -> dict[str, int]:
    """Our events of the day by outcome; a rejected one with its reason: `rejected:empty`. "" is not yet read."""
    rows = session.execute(
        select(InboundEvent.outcome, InboundEvent.reason, func.count())
        .where(
            InboundEvent.provider == provider,
            InboundEvent.sent_at >= page.begins,
            InboundEvent.sent_at < page.ends,
        )
        .group_by(InboundEvent.outcome, InboundEvent.reason)
    )
    counts: Counter[str] = Counter()
    for outcome, reason, number in rows:
        counts[f"{outcome}:{reason}" if outcome == "rejected" else outcome] += number
    return dict(sorted(counts.items()))


def difference(received: int | None, counts: Mapping[str, int]) -> int:
    """How many the provider has more than we; 0 where it cannot be asked. Negative: we have more."""
    return 0 if received is None else received - sum(counts.values())


def last_asked(session: Session, provider: str) -> datetime | None:
    """Until when the provider has been asked with success."""
    return session.scalar(select(func.max(LedgerDay.asked_at)).where(LedgerDay.provider == provider))


def _page_of(moment: datetime | None, pages: Sequence[Page]) -> date | None:
    return next((page.day for page in pages if moment and page.holds(moment)), None)


def _write(
    session: Session, provider: str, day: date, received: int | None, counts: dict[str, int], now: datetime
) -> None:
    found: dict[str, Any] = {"received": received, "counts": counts, "asked_at": now}
    session.execute(
        insert_into(session, LedgerDay)
        .values(provider=provider, day=day, **found)
        .on_conflict_do_update(index_elements=["provider", "day"], set_=found)
    )


def _differs(session: Session, provider: str, day: date) -> int:
    page = session.get(LedgerDay, (provider, day), populate_existing=True)
    return 0 if page is None else difference(page.received, page.counts)


def _lacking_around(session: Session, provider: str, day: date) -> int:
    """A phone that was off over midnight dates its texts from the morning, and the network from the night: so the days
    beside it count too. That it has fewer than we means only that somebody tidied its inbox.
    """
    around = [_differs(session, provider, day + timedelta(days=days)) for days in (-1, 0, 1)]
    return max(0, sum(around)) if around[1] > 0 else 0


def _judge(session: Session, provider: str, day: date, differs: int, now: datetime) -> None:
    about = f"{provider}:{day.isoformat()}"
    if not differs:
        end_alarm(session, AlarmKind.LEDGER, about, now)
        return
    page = session.get_one(LedgerDay, (provider, day))
    numbers = {"received": page.received, "kept": sum(page.counts.values()), "differs": differs}
    raise_alarm(session, AlarmKind.LEDGER, about, now, gateway=provider, day=day.isoformat(), numbers=numbers)
