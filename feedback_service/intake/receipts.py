"""Status callbacks of a gateway: kept raw under their own id, then told to the outbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import Receipt
from feedback_service.notifying.receipts import take_receipt
from feedback_service.records import InboundEvent
from feedback_service.records.new_rows import insert_into


def receive_receipt(
    session: Session, provider: str, event_id: str, raw: bytes, receipt: Receipt | None, now: datetime
) -> None:
    """`receipt` None: a status that we do not know, kept all the same. The same event again changes
    nothing.
    """
    event = _keep(session, provider, event_id, raw, now)
    if event is None:
        return
    notification = take_receipt(session, receipt, now) if receipt else None
    event.outcome = "receipt" if notification else "unmatched"
    event.case_id = notification.case_id if notification else None


def _keep(session: Session, provider: str, event_id: str, raw: bytes, now: datetime) -> InboundEvent | None:
    """None where it was kept before. Two at once: one waits for the other and then finds it kept."""
    number = session.execute(
        insert_into(session, InboundEvent)
        .values(provider=provider, event_id=event_id, received_at=now, sent_at=now, body=raw)
        .on_conflict_do_nothing(index_elements=["provider", "event_id"])
        .returning(InboundEvent.id)
    ).scalar_one_or_none()
    return session.get_one(InboundEvent, number) if number is not None else None
