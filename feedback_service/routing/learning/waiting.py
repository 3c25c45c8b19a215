"""Whether there is anything to train on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Lesson, RoutingModel
from feedback_service.routing.learning.switching import SHIPPED, in_force, is_shipped

# Fewer change nothing that could be measured: of twenty, four are held back, and a training costs minutes of the
# processor each night.
LEAST_NEW = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """`lessons`: all that there are; `new`: since the last training. `released`: the shipped model has changed
    since the one in force was measured beside it.
    """

    lessons: int
    new: int
    last: datetime | None
    released: bool

    @property
    def enough(self) -> bool:
        return self.new >= LEAST_NEW or self.released


def what_waits(session: Session, shipped_hash: str) -> Waiting:
    last = last_training(session)
    count = select(func.count(Lesson.id))
    new = count.where(Lesson.at > last.made_at) if last else count
    return Waiting(
        lessons=session.scalar(count) or 0,
        new=session.scalar(new) or 0,
        last=last.made_at if last else None,
        released=_released(session, last, shipped_hash),
    )


def last_training(session: Session) -> RoutingModel | None:
    """Whatever became of it."""
    trained = select(RoutingModel).where(RoutingModel.origin != SHIPPED)
    return session.scalars(trained.order_by(RoutingModel.made_at.desc()).limit(1)).one_or_none()


def _released(session: Session, last: RoutingModel | None, shipped_hash: str) -> bool:
    if last is None or is_shipped(in_force(session)):
        return False
    return bool(last.figures.get("shipped", "") != shipped_hash)
