"""Where views knock: one transaction, and when two of the same message race, the second finds the first."""

import hashlib
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.intake.receive import Receipt, receive_submission
from feedback_service.intake.submission import Submission
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack


def let_in(submission: Submission, now: datetime) -> Receipt:
    """Durable when it returns. The same id with other words adds them to the case: nothing typed is lost."""
    try:
        return _once(submission, now)
    except IntegrityError:
        return _once(submission, now)


def _once(submission: Submission, now: datetime) -> Receipt:
    with transaction() as session:
        return take_in(session, submission, current_pack(session), now)


def take_in(session: Session, submission: Submission, pack: Pack, now: datetime) -> Receipt:
    """The same inside a transaction of the caller's."""
    receipt = receive_submission(session, submission, pack, now)
    if not receipt.created and receipt.case.text != submission.text:
        _add(session, receipt, submission, pack, now)
    return receipt


def _add(session: Session, receipt: Receipt, submission: Submission, pack: Pack, now: datetime) -> None:
    digest = hashlib.sha256(submission.text.encode()).hexdigest()[:16]
    citizen_wrote(
        session,
        receipt.case,
        submission.text,
        submission.channel,
        pack,
        now,
        origin=f"{submission.submission_id}:{digest}"[:120],
    )
