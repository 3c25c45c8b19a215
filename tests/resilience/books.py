"""What the database and the provider say afterwards."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

import requests
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.database import transaction
from feedback_service.records import Case, InboundEvent, Notification
from feedback_service.vocabulary import DeliveryStatus
from tests.resilience.crowd import Message
from tests.simulators.twilio import TwilioSimulator

PATIENCE_SECONDS = 120
LEASE_SECONDS = 8  # instead of minutes; long enough for whoever lives to do what it has claimed
GONE_OUT = frozenset({DeliveryStatus.ACCEPTED, DeliveryStatus.UNKNOWN})


def each_is_one_case(
    session: Session, messages: Sequence[Message], answered: Sequence[tuple[Message, requests.Response]]
) -> None:
    """Every message opened one case, and every answer to the same form named the same case."""
    codes = _codes(session)
    assert sorted(codes) == sorted({message.submission_id for message in messages})
    for message, answer in answered:
        named = answer.headers.get("Location", "").rpartition("/")[2]
        assert named in {"", codes[message.submission_id]}
    events = Counter(session.scalars(select(InboundEvent.event_id)))
    assert set(events.values()) <= {1}


def each_was_told_once(
    session: Session,
    twilio: TwilioSimulator,
    messages: Sequence[Message],
    patience: float = PATIENCE_SECONDS,
) -> None:
    """One receipt for each case, taken by the provider once, or honestly not known."""
    wait_until(
        lambda: set(_receipts(session)) <= GONE_OUT, otherwise=_now_and_then(_die_out), patience=patience
    )
    assert _receipts(session).total() == len({message.submission_id for message in messages})
    assert set(Counter(str(row["to"]) for row in twilio.messages).values()) == {1}
    assert len(twilio.messages) >= _receipts(session)[DeliveryStatus.ACCEPTED]


def wait_until(
    true: Callable[[], object],
    otherwise: Callable[[], object] = lambda: None,
    patience: float = PATIENCE_SECONDS,
) -> None:
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, "It did not come to pass."
        otherwise()
        time.sleep(0.5)


def _codes(session: Session) -> dict[str, str]:
    session.rollback()
    rows = session.execute(select(Case.submission_id, Case.code)).all()
    assert len({submission_id for submission_id, _ in rows}) == len(rows)
    return {submission_id: code for submission_id, code in rows}


def _receipts(session: Session) -> Counter[DeliveryStatus]:
    session.rollback()
    return Counter(session.scalars(select(Notification.status)))


def _now_and_then(deed: Callable[[], object]) -> Callable[[], None]:
    last = time.monotonic()

    def do() -> None:
        nonlocal last
        if time.monotonic() - last > LEASE_SECONDS:
            deed()
            last = time.monotonic()

    return do


def _die_out() -> None:
    """The minutes for which the killed ones had claimed their rows have passed."""
    with transaction() as writing:
        claimed = update(Notification).where(Notification.lease_until.is_not(None))
        writing.execute(claimed.values(lease_until=clock.now()))
