"""Asks a gateway what it received since a moment: its own list, or having it sent again. No transaction is open."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import cast

from feedback_service.carrier.protocols import (
    Gateway,
    Inbox,
    NotToBeAsked,
    ReceivedCall,
    ReceivedText,
    RepeatsInbox,
)
from feedback_service.database import db
from feedback_service.intake import ledger

# A phone keeps what our webhook did not take and sends it for two days by itself, so of a phone that cannot count only
# the last hour is asked for each time: every text would come again and cost its battery.
REPEATED = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """Since when, until when, and the pages of the ledger between. `asked` is when it was asked last, None: never.

    `insisting`: an operator named the moment, so that a phone sends all of it again though nothing seems to lack.
    """

    since: datetime
    until: datetime
    pages: Sequence[ledger.Page]
    asked: datetime | None = None
    insisting: bool = False


@dataclass(slots=True)
class Heard:
    """What a gateway listed until its list ended or broke off. `failed`: why it could not be asked, or "".

    `counts`: how many texts of each day it has, as far as it knows. `repeats`: it lists nothing; `again`: so it was
    told to send to our webhook what it received.
    """

    texts: dict[str, ReceivedText] = field(default_factory=dict)
    calls: dict[str, ReceivedCall] = field(default_factory=dict)
    counts: dict[date, int | None] = field(default_factory=dict)
    failed: str = ""
    repeats: bool = False
    again: bool = False


def ask(gateway: Gateway, question: Question) -> Heard:
    """What was heard before a list broke off is true as well; only nothing may be concluded from what it lacks."""
    heard = Heard()
    try:
        if isinstance(gateway, RepeatsInbox):
            _have_it_sent_again(gateway, gateway.name, question, heard)
        elif gateway.capabilities.lists_inbound:
            _read_lists(cast(Inbox, gateway), question, heard)
        else:
            heard.failed = "no_list"
    except NotToBeAsked as why:
        heard.failed = str(why) or "not_asked"
    except Exception as error:  # one gateway's fault must not keep the others from being asked
        logger.exception("reconcile", extra={"provider": gateway.name})
        heard.failed = type(error).__name__
    return heard


def _read_lists(inbox: Inbox, question: Question, heard: Heard) -> None:
    for text in inbox.received(question.since, question.until):
        heard.texts[text.event_id] = text
    for call in inbox.calls(question.since, question.until):
        heard.calls[call.call_id] = call
    heard.counts = ledger.count_by_page(heard.texts.values(), question.pages)


def _have_it_sent_again(phone: RepeatsInbox, name: str, question: Question, heard: Heard) -> None:
    """Only where something lacks, or where the phone cannot say."""
    heard.repeats = True
    heard.counts = {page.day: phone.count_received(page.begins, page.ends) for page in question.pages}
    counts = list(heard.counts.values())
    since = question.since
    if question.insisting or question.asked is None:
        pass
    elif None in counts:
        since = max(since, question.asked - REPEATED)
    elif not _lacks(name, question.pages, heard):
        return
    phone.ask_again(since, question.until)
    heard.again = True


def _lacks(name: str, pages: Sequence[ledger.Page], heard: Heard) -> bool:
    reading = db.session()
    differ = any(
        ledger.difference(heard.counts[page.day], ledger.counts_of(reading, name, page)) > 0 for page in pages
    )
    reading.rollback()
    return differ
