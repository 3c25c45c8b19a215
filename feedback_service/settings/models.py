"""The models of routing as the administrator sees them: which is in force, what the nights decided and why.

No message of a case is read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from feedback_service.pack.model import Pack
from feedback_service.records import Job, Officer, RoutingModel
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.learned.in_force import shipped_model
from feedback_service.routing.learning.material import workshop_of
from feedback_service.routing.learning.measuring import Measured, measured_from
from feedback_service.routing.learning.one_at_a_time import is_training
from feedback_service.routing.learning.switching import CAN_COME_BACK, SHIPPED
from feedback_service.routing.learning.taking_up import following
from feedback_service.routing.learning.waiting import LEAST_NEW, Waiting, what_waits
from feedback_service.vocabulary import ModelState

SHOWN = 30
_JOB = "retrain_as_asked"


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A row of the history. `by`: who switched it on, "" where the rule did; `asked`: who asked for it.

    `before` and `after`: figures of the one in force then, and of this one; None where it was only switched back.
    """

    number: int
    made_at: datetime
    state: ModelState
    origin: str
    reasons: Sequence[str]
    since: datetime | None
    by: str
    asked: str
    figures: dict[str, Any]
    before: Measured | None
    after: Measured | None
    can_come_back: bool

    @property
    def is_shipped(self) -> bool:
        return self.origin == SHIPPED


@dataclass(frozen=True, slots=True)
class ModelsPage:
    """`now`: None where the shipped one was never left. `fault`: why the one in force is not asked, "" if it is."""

    now: ModelLine | None
    lines: Sequence[ModelLine]
    shipped_version: str
    fault: str
    waiting: Waiting
    least: int
    running: bool

    @property
    def shipped_in_force(self) -> bool:
        return self.now is None or self.now.is_shipped


def models_page(session: Session, pack: Pack, now: datetime) -> ModelsPage:
    lines, workshop = _lines(session), workshop_of(pack)
    in_force = [line for line in lines if line.state == ModelState.IN_FORCE]
    shipped = shipped_model(workshop.shipped, pack.commune.code)
    return ModelsPage(
        now=max(in_force, key=_since, default=None),
        lines=lines,
        shipped_version=shipped.version if shipped else "",
        fault=following(pack).fault,
        waiting=what_waits(session, workshop.shipped_hash()),
        least=LEAST_NEW,
        running=is_training(session, now) or _is_asked_for(session),
    )


def ask_for_training(session: Session, officer: Officer, now: datetime) -> None:
    """The worker begins within seconds. Asked for twice in a minute, it is done once."""
    session.execute(
        insert_into(session, Job)
        .values(key=f"{_JOB}:{now:%Y-%m-%dT%H:%M}", name=_JOB, arguments={"officer": officer.id}, run_at=now)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def _is_asked_for(session: Session) -> bool:
    waits = select(Job.id).where(Job.name == _JOB, Job.finished_at.is_(None)).limit(1)
    return session.execute(waits).first() is not None


def _lines(session: Session) -> list[ModelLine]:
    """The newest first; the weights stay where they are."""
    switched, asked = aliased(Officer), aliased(Officer)
    rows = session.execute(
        select(
            RoutingModel.id,
            RoutingModel.made_at,
            RoutingModel.state,
            RoutingModel.origin,
            RoutingModel.reason,
            RoutingModel.switched_on_at,
            RoutingModel.figures,
            switched.name.label("by"),
            asked.name.label("asked"),
            CAN_COME_BACK.label("can_come_back"),
        )
        .outerjoin(switched, switched.id == RoutingModel.switched_on_by)
        .outerjoin(asked, asked.id == RoutingModel.officer_id)
        .order_by(RoutingModel.id.desc())
        .limit(SHOWN)
    )
    return [_line(row) for row in rows]


def _line(row: Row[Any]) -> ModelLine:
    sides = [
        measured_from(row.figures[side]) if side in row.figures else None for side in ("before", "after")
    ]
    return ModelLine(
        number=row.id,
        made_at=row.made_at,
        state=row.state,
        origin=row.origin,
        reasons=row.reason.split(),
        since=row.switched_on_at,
        by=row.by or "",
        asked=row.asked or "",
        figures=row.figures,
        before=sides[0],
        after=sides[1],
        can_come_back=row.can_come_back and row.state == ModelState.EARLIER,
    )


def _since(line: ModelLine) -> tuple[datetime, int]:
    return line.since or line.made_at, line.number
