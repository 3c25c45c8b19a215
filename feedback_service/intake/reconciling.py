"""Asks each gateway what it received, and takes in what we miss, through the same door and at its true time.

A webhook that was not answered is not sent again for ever (Twilio: some seconds), so the provider's own list is the
last word. Running it twice, or two of it at once, takes in nothing twice: every text and call has the provider's id.

https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from feedback_service.carrier import this_carrier
from feedback_service.carrier.protocols import Gateway, ReceivedText
from feedback_service.database import db, transaction
from feedback_service.handling.promises import zone_of
from feedback_service.intake import ledger
from feedback_service.intake.asking import Heard, Question, ask
from feedback_service.intake.reconciled import Reconciled
from feedback_service.intake.reconciling_calls import take_missing_calls
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.pack.current import this_pack

OVERLAP = timedelta(hours=48)  # a provider's list may be late, and its clock may be wrong
FIRST_TIME = timedelta(days=7)
CLOCKS_DIFFER = timedelta(minutes=5)  # a provider whose clock is fast must not hide its newest texts

logger = logging.getLogger(__name__)


def reconcile(
    *,
    now: datetime,
    since: datetime | None = None,
    gateway: str = "",
    took: Callable[[str], object] = lambda gateway: None,
) -> list[Reconciled]:
    """An errand. `since` None: since each gateway was last asked, and two days before. `took` hears of each text."""
    chosen = [one for one in this_carrier().texts if one.capabilities.inbound and gateway in ("", one.name)]
    return [_reconcile(one, since, now, took) for one in chosen]


def _reconcile(
    gateway: Gateway, since: datetime | None, now: datetime, took: Callable[[str], object]
) -> Reconciled:
    question = _question(gateway.name, since, now)
    heard = ask(gateway, question)
    texts_taken = _take_missing(gateway.name, heard, now, took)
    calls_taken = take_missing_calls(gateway.name, list(heard.calls.values()), now)
    if not heard.failed:
        _keep_ledger(gateway.name, heard, question.pages, now)
    logger.info(
        "reconciled",
        extra={"provider": gateway.name, "taken": texts_taken, "calls": calls_taken, "error": heard.failed},
    )
    return Reconciled(
        gateway=gateway.name,
        since=question.since,
        failed=heard.failed,
        repeats=heard.repeats,
        again=heard.again,
        texts=len(heard.texts),
        texts_taken=texts_taken,
        calls=len(heard.calls),
        calls_taken=calls_taken,
    )


def _question(provider: str, since: datetime | None, now: datetime) -> Question:
    reading = db.session()
    asked = ledger.last_asked(reading, provider)
    reading.rollback()
    start = since or (asked - OVERLAP if asked else now - FIRST_TIME)
    pages = ledger.pages_between(start, now, zone_of(this_pack()))
    return Question(start, now + CLOCKS_DIFFER, pages, asked, insisting=since is not None)


def _take_missing(provider: str, heard: Heard, now: datetime, took: Callable[[str], object]) -> int:
    reading = db.session()
    known = ledger.known_events(reading, provider, heard.texts)
    reading.rollback()
    missing = [text for text in _oldest_first(heard) if text.event_id not in known]
    for text in missing:
        take_text(_inbound(provider, text, now), text.raw, now)
        took(provider)
    return len(missing)


def _oldest_first(heard: Heard) -> Iterator[ReceivedText]:
    """As they were sent: the second may belong to the first."""
    yield from sorted(heard.texts.values(), key=lambda text: text.received_at)


def _inbound(provider: str, text: ReceivedText, now: datetime) -> InboundText:
    return InboundText(
        provider=provider,
        event_id=text.event_id,
        sender=text.sender,
        body=text.body,
        sent_at=min(text.received_at, now),
        source="reconciled",
    )


def _keep_ledger(provider: str, heard: Heard, pages: Sequence[ledger.Page], now: datetime) -> None:
    """Beside what we have by now, the texts just taken in among them."""
    with transaction() as session:
        known = ledger.known_events(session, provider, heard.texts)
        ledger.tell_true_times(session, heard.texts.values(), known, pages)
        ledger.keep_pages(session, provider, pages, heard.counts, now, counted_by_phone=heard.repeats)
