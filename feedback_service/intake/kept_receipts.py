"""Status callbacks, whether the database is there or not: most gateways tell what became of a message only once."""

from datetime import datetime

from feedback_service.carrier.protocols import Receipt
from feedback_service.database import transaction
from feedback_service.intake.receipts import receive_receipt
from feedback_service.intake.spooled import receipt_document
from feedback_service.intake.spooling import spool_event, take_or_spool


def take_receipt_event(
    provider: str, event_id: str, raw: bytes, receipt: Receipt | None, now: datetime
) -> None:
    """Durable when it returns, in the database or in the spool. `receipt` None: a status that we do not know.

    Raises SpoolFull.
    """

    def take() -> None:
        with transaction() as session:
            receive_receipt(session, provider, event_id, raw, receipt, now)

    def put() -> None:
        spool_event("receipt", receipt_document(provider, event_id, raw, receipt, now))

    take_or_spool(take, put)
