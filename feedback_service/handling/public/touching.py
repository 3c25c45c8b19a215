"""What the public sees of a case is more than its text: that it was reopened, or sealed. Feeds have to hear of it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from feedback_service.records import Case, PublicText
from feedback_service.vocabulary import Publication


def touch_public(session: Session, case: Case, now: datetime) -> None:
    """Sets when the public face changed. Past the row's revision: nobody who edits the text has to be stopped."""
    if case.publication == Publication.PUBLISHED:
        told = update(PublicText).where(PublicText.case_id == case.id).values(changed_at=now)
        session.connection().execute(told)  # as SQL alone
