"""What the sender of a merged case writes reaches those who work on its lead."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.joining.links import lead_of
from feedback_service.handling.workflow import record
from feedback_service.records import Case
from feedback_service.vocabulary import Visibility


def heard_by_lead(session: Session, case: Case, now: datetime, *, quietly: bool = False) -> None:
    """Before anything is changed in `case`: a lead is held before what is merged into it. `quietly`: no line in the
    log."""
    lead = lead_of(session, case, held=True)
    if lead is None:
        return
    lead.citizen_wrote_at = lead.citizen_wrote_at or now
    if not quietly:
        code = {} if case.visibility == Visibility.SEALED else {"code": case.code}
        record(session, lead, "merged_wrote", now, None, **code)
