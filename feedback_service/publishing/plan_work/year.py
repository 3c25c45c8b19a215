"""The calendar of a year: each medium with its spans, what was done in each, and what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Medium, Pack
from feedback_service.publishing.plan_work.done import days_done
from feedback_service.publishing.plan_work.spans import Span, Standing, spans, standing
from feedback_service.records import Officer, PackVersion, PlanWork


@dataclass(frozen=True, slots=True)
class Part:
    span: Span
    done: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class MediumYear:
    """`due_by`: the last day of the span that runs, where something of it is still to be done."""

    medium: Medium
    done: int
    parts: tuple[Part, ...]
    due_by: date | None

    @property
    def missed(self) -> int:
        return sum(part.standing in {Standing.MISSED, Standing.PART} for part in self.parts)


@dataclass(frozen=True, slots=True)
class Written:
    """A line written down, with who wrote it."""

    work: PlanWork
    by: str


def year_of(session: Session, year: int, pack: Pack, today: date) -> list[MediumYear]:
    since = _in_use_since(session, pack)
    return [_medium_year(session, medium, year, pack, today, since) for medium in pack.media]


def _in_use_since(session: Session, pack: Pack) -> date:
    first = session.scalar(select(func.min(PackVersion.loaded_at)))
    return local_day(first, pack) if first else date.min


def _medium_year(
    session: Session, medium: Medium, year: int, pack: Pack, today: date, since: date
) -> MediumYear:
    days = days_done(session, medium, date(year, 1, 1), date(year, 12, 31), pack)
    parts = []
    for span in spans(medium.every, year):
        done = sum(n for day, n in days.items() if span.first <= day <= span.last)
        parts.append(Part(span, done, standing(span, done, medium.times, today, since)))
    running = next((part for part in parts if part.standing == Standing.RUNNING), None)
    return MediumYear(medium, days.total(), tuple(parts), running.span.last if running else None)


def works_of(session: Session, year: int) -> Sequence[Written]:
    """Newest first, without what was struck out."""
    asked = (
        select(PlanWork, Officer.name)
        .join(Officer, Officer.id == PlanWork.officer_id)
        .where(PlanWork.cancelled_at.is_(None), PlanWork.day.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(PlanWork.day.desc(), PlanWork.id.desc())
    )
    return [Written(work, name) for work, name in session.execute(asked)]
