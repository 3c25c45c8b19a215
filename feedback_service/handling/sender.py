"""Who wrote is a secret: whoever looks leaves a trace, and the handling unit says why.

Luật Tố cáo 2018 Đ9 k1 b protects those who denounce; the commune keeps it so for every sender.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import NotYours, ReasonMissing
from feedback_service.handling.workflow import record
from feedback_service.records import Case, Officer, Reading
from feedback_service.staff.permissions import Action, may


def reveal_sender(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> Reading:
    """Lets the officer see who wrote, for a while. Clerks and leaders need no reason, but leave a trace too.

    Raises NotYours, ReasonMissing.
    """
    sees = may(officer, Action.SEE_SENDER, case)
    if not sees and not may(officer, Action.REVEAL_SENDER, case):
        raise NotYours
    if not sees and not reason.strip():
        raise ReasonMissing
    reading = Reading(at=now, officer_id=officer.id, case_id=case.id, what="contact", reason=reason.strip())
    session.add(reading)
    record(session, case, "sender_seen", now, officer, reason=reason.strip())
    return reading
