"""A round is one answer and what the sender says of it. A case that was reopened has another one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Case, Event, Rating
from feedback_service.vocabulary import Status

_ANSWERED = f"status:{Status.ANSWERED}"
_GOES_ON = f"status:{Status.IN_PROGRESS}"


def last_answered(session: Session, case: Case) -> Event | None:
    """When the case was answered the last time; its officer is who approved it, or said it on the phone."""
    asked = select(Event).where(Event.case_id == case.id, Event.action == _ANSWERED)
    return session.scalars(asked.order_by(Event.id.desc()).limit(1)).first()


def rating_of(session: Session, case: Case, answered: Event | None) -> Rating | None:
    """The last thing that its sender said of this answer."""
    asked = select(Rating).where(Rating.case_id == case.id).order_by(Rating.id.desc()).limit(1)
    if answered is not None:
        asked = asked.where(Rating.at >= answered.at)
    return session.scalars(asked).first()


def times_reopened(session: Session, case: Case) -> int:
    events = session.scalars(select(Event).where(Event.case_id == case.id, Event.action == _GOES_ON))
    return sum(event.details.get("from") == Status.ANSWERED for event in events)


def waits_for_rating(session: Session, case: Case, answered: int | None = None) -> bool:
    """Whether nothing was said yet of the answer in force. `answered`: it must be this one, by its event."""
    if case.status != Status.ANSWERED:
        return False
    event = last_answered(session, case)
    if answered is not None and (event is None or event.id != answered):
        return False
    return rating_of(session, case, event) is None
