"""The citizen's form and its receipt, whether the database is there or not."""

from dataclasses import dataclass
from datetime import datetime

from feedback_service.intake.codes import code_for
from feedback_service.intake.door import let_in
from feedback_service.intake.pins import pin_for
from feedback_service.intake.spooled import form_document
from feedback_service.intake.spooling import spool_event, take_or_spool
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack
from feedback_service.records import keyring
from feedback_service.routing.proposing import propose
from feedback_service.spool import Unreadable, this_spool


@dataclass(frozen=True, slots=True)
class Given:
    """What the sender takes away."""

    code: str
    pin: str


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that is safe on disk and not yet a case."""

    code: str
    kept_at: datetime
    danger: bool


def take_form(submission: Submission, pack: Pack, now: datetime) -> Given:
    """Durable when it returns, as a case or in the spool. Raises SpoolFull where it can be neither."""
    return take_or_spool(lambda: _let_in(submission, pack, now), lambda: _spool(submission, pack))


def kept_form(code: str) -> KeptForm | None:
    """What waits under this code, for whoever looks it up: nothing of what was written."""
    spool = this_spool()
    item = spool.find("form", _key(code))
    if item is None:
        return None
    try:
        danger = bool(spool.read(item)["danger"])
    except FileNotFoundError:
        return None  # taken in this very moment
    except Unreadable:
        danger = False
    return KeptForm(code, item.kept_at, danger)


def _let_in(submission: Submission, pack: Pack, now: datetime) -> Given:
    receipt = let_in(submission, pack, now)
    return Given(receipt.case.code, receipt.pin)


def _spool(submission: Submission, pack: Pack) -> Given:
    """With the code that the case is going to have, which needs no database to be found."""
    code = code_for(submission.submission_id, pack.commune.code_prefix)
    danger = propose(submission.text, pack, submission.area_code).danger
    spool_event("form", form_document(submission, code, danger), _key(code))
    return Given(code, pin_for(submission.submission_id, code))


def _key(code: str) -> str:
    return keyring.fingerprint(f"spooled:{code}")[:16]
