"""What happens while the database is away: received all the same, kept in the spool, taken in afterwards.

There is one queue. While it holds anything, whatever comes goes behind it, so that who wrote first is first; whoever
comes in takes some of it in on the way, and the worker does so every second. Taking in goes through the same doors
with the true time of arrival, each thing once: ids make it harmless to take in again what was taken in before a crash.
"""

import logging
import time
from collections.abc import Callable, Mapping
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app
from sqlalchemy import select

from feedback_service import clock
from feedback_service.database import UNREACHABLE, db, is_down, transaction, waiting_at_most
from feedback_service.notifying.alarms import end_alarm, raise_alarm
from feedback_service.pack.current import NoPackLoaded
from feedback_service.records import Alarm
from feedback_service.spool import Item, Spool, this_spool
from feedback_service.vocabulary import AlarmKind

DOOR_SECONDS = 2.0  # whoever knocks waits so long for SQLite's turn: Twilio gives up after four seconds
ON_THE_WAY_SECONDS = 0.5  # what a request spends on those before it
PAUSE_SECONDS = 2.0  # after it was in vain
BLOCKS_SECONDS = 600.0  # how long one thing may hold up the rest while the database works for others


class Text(Protocol):
    """As much as matters here of an InboundText."""

    @property
    def source(self) -> str: ...


Taken = TypeVar("Taken")
AnyText = TypeVar("AnyText", bound=Text)
Taker = Callable[[dict[str, Any], datetime], object]
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Memory:
    """Of this process, about its drain. `blocking`: what failed last while the database worked, and since when."""

    not_before: float = 0.0
    blocking: tuple[Item, float] | None = None


def take_or_spool(take: Callable[[], Taken], put: Callable[[], Taken]) -> Taken:
    """`take` it in, or `put` it into the spool where the database is away or others wait.

    Durable when it returns. Raises SpoolFull.
    """
    if not _caught_up():
        return put()
    try:
        with waiting_at_most(DOOR_SECONDS):
            return take()
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        logger.error("database_unreachable", extra={"error": type(error).__name__})
        return put()


def spool_event(kind: str, document: Mapping[str, Any], key: str = "") -> None:
    """On disk when it returns. `kind` has a taker in spooled.py. Raises SpoolFull."""
    this_spool().put(kind, document, key)
    logger.info("spooled", extra={"kind": kind})


def kept_while_away(
    take: Callable[[AnyText, bytes, datetime], None],
) -> Callable[[AnyText, bytes, datetime], None]:
    """For the door of texts. What a gateway was asked for is not kept: it will be asked again."""

    @wraps(take)
    def knock(text: AnyText, raw: bytes, now: datetime) -> None:
        if text.source != "webhook":
            return take(text, raw, now)
        return take_or_spool(lambda: take(text, raw, now), lambda: _spool_text(text, raw, now))

    return knock


def _spool_text(text: Any, raw: bytes, now: datetime) -> None:
    from feedback_service.intake.spooled import (
        text_document,  # which knows all doors, and they know this module
    )

    spool_event("text", text_document(text, raw, now))


def drain(app: Flask, seconds: float = float("inf"), patience: float = DOOR_SECONDS) -> int:
    """Takes in what waits, in order, until it is empty or the time is over. Returns how many were taken in.

    0 where another one is at it or the database is still away. Outside of the request at hand: what is taken in is
    another citizen's, in another language.
    """
    return Context().run(_drain, app, time.monotonic() + seconds, patience)


def put_back(now: datetime) -> None:
    """What was set aside waits again, since somebody has mended what kept it out. Its alarms are over."""
    spool = this_spool()
    for item in spool.items_set_aside():
        spool.put_back(item)
        with transaction() as session:
            end_alarm(session, AlarmKind.SPOOL, item.name, now)


def _caught_up() -> bool:
    spool = this_spool()
    if spool.is_empty():
        return True
    if time.monotonic() < _memory().not_before:
        return False
    drain(current_app._get_current_object(), ON_THE_WAY_SECONDS)  # type: ignore[attr-defined]
    return spool.is_empty()


def _drain(app: Flask, end: float, patience: float) -> int:
    taken = 0
    with app.app_context():
        spool = this_spool()
        with spool.only_drainer() as mine:
            for item in spool.items() if mine else ():
                if time.monotonic() > end:
                    break
                with app.app_context(), waiting_at_most(patience):
                    if not _take_in(spool, item):
                        _memory().not_before = time.monotonic() + PAUSE_SECONDS
                        break
                taken += 1
    if taken:
        logger.info("drained", extra={"taken": taken})
    return taken


def _take_in(spool: Spool, item: Item) -> bool:
    """False: not now, and nothing behind it either."""
    from feedback_service.intake.spooled import TAKERS

    try:
        TAKERS[item.kind](spool.read(item), clock.now())
    except NoPackLoaded:
        return False
    except Exception as error:
        if is_down(error) and not _is_to_blame(item):
            return False
        logger.exception("spooled_not_taken_in", extra={"kind": item.kind, "item": item.name})
        return _set_aside(spool, item, error)
    spool.done(item)
    return True


def _is_to_blame(item: Item) -> bool:
    """Some errors of the database look as if it were away, and come again and again for this one thing only."""
    db.session.rollback()
    try:
        with transaction() as session:
            session.scalar(select(Alarm.id).limit(1))
    except UNREACHABLE:
        return False
    memory, moment = _memory(), time.monotonic()
    if memory.blocking is None or memory.blocking[0] != item:
        memory.blocking = (item, moment)
    return moment - memory.blocking[1] > BLOCKS_SECONDS


def _set_aside(spool: Spool, item: Item, error: BaseException) -> bool:
    """With an alarm: a citizen's words may be in it, and a person has to look."""
    db.session.rollback()
    try:
        with transaction() as session:
            raise_alarm(
                session, AlarmKind.SPOOL, item.name, clock.now(), of=item.kind, error=type(error).__name__
            )
    except UNREACHABLE:
        return False
    spool.set_aside(item)
    return True


def _memory() -> _Memory:
    memory: _Memory = current_app.extensions.setdefault("spooling", _Memory())
    return memory
