"""Where views knock: thought out before, written in one transaction, durable when it returns."""

import hashlib
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from feedback_service.database import thinking_before_writing, transaction
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.intake.codes import code_for
from feedback_service.intake.danger import danger_added, signs_in
from feedback_service.intake.receive import Receipt, draft, keep, receive_submission
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack
from feedback_service.records import Case


def let_in(submission: Submission, pack: Pack, now: datetime) -> Receipt:
    """The same id again finds its case; with other words it adds them to it: nothing typed is lost.

    Written first and looked for only when that fails: nearly every message comes once. Where the code that belongs
    to the id is taken the case gets another one.
    """
    code = code_for(submission.submission_id, pack.commune.code_prefix)
    try:
        with thinking_before_writing():
            drafted = draft(submission, pack, now, code)
            with transaction() as session:
                return keep(session, drafted, pack, now, submission.receipt)
    except IntegrityError:
        with transaction() as session:
            return take_in(session, submission, pack, now)


def take_in(session: Session, submission: Submission, pack: Pack, now: datetime) -> Receipt:
    """The same inside a transaction of the caller's."""
    receipt = receive_submission(session, submission, pack, now)
    if not receipt.created and receipt.case.text != submission.text:
        _add(session, receipt.case, submission, pack, now)
    return receipt


def _add(session: Session, case: Case, submission: Submission, pack: Pack, now: datetime) -> None:
    digest = hashlib.sha256(submission.text.encode()).hexdigest()[:16]
    origin = f"{submission.submission_id}:{digest}"[:120]
    if citizen_wrote(session, case, submission.text, submission.channel, pack, now, origin=origin):
        signs = signs_in(submission.text, pack)
        danger_added(session, case, signs, pack, now, key=f"added:{case.id}:{digest}")
