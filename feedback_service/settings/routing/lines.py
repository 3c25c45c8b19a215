"""What the pages of the rules list: topics with their figures, faults beside them, rehearsals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack, Text
from feedback_service.records import Officer, Rehearsal
from feedback_service.reporting.figures import months_back, received_by
from feedback_service.routing.rehearsing.changes import Change, Op, from_document
from feedback_service.routing.rehearsing.faults import faults_of
from feedback_service.routing.rehearsing.groups import every_group
from feedback_service.vocabulary import RehearsalState

SHOWN = 20
SECTIONS = {"linh-vuc": "topic", "loai": "kind", "dau-hieu": "signal"}
"""Words of the address for the kinds of groups."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """`cases`: of the last twelve months, 0 for kinds and signals. `broken`: rules here that can do no work."""

    section: str
    code: str
    name: Text
    unit: str
    phrases: int
    cases: int
    broken: int


@dataclass(frozen=True, slots=True)
class RehearsalLine:
    id: int
    asked_at: datetime
    author: str
    reason: str
    change: Change
    state: RehearsalState


def group_lines(session: Session, pack: Pack, today: date) -> list[GroupLine]:
    taken = dict(received_by(session, "topic", months_back(today, 11), today))
    faults = [fault.group for fault in faults_of(pack) if not fault.wanted]
    sections = {about: section for section, about in SECTIONS.items()}
    units = {topic.code: topic.unit for topic in pack.topics}
    return [
        GroupLine(
            section=sections[group.about],
            code=group.code,
            name=group.name,
            unit=units[group.code] if group.about == "topic" else "",
            phrases=len(group.keywords),
            cases=taken.get(group.code, 0) if group.about == "topic" else 0,
            broken=faults.count(group.address),
        )
        for group in every_group(pack)
    ]


def rehearsal_lines(session: Session) -> Sequence[RehearsalLine]:
    """The newest, without the nightly measuring and without what was changed in the settings' boxes."""
    rows = session.execute(
        select(Rehearsal, Officer.name)
        .join(Officer, Officer.id == Rehearsal.officer_id)
        .order_by(Rehearsal.id.desc())
        .limit(10 * SHOWN)
    )
    return [
        RehearsalLine(row.id, row.asked_at, name, row.reason, from_document(row.change), row.state)
        for row, name in rows
        if row.change.get("op") != Op.EDIT
    ][:SHOWN]


def newest_measure(session: Session) -> Rehearsal | None:
    """The last time that the rules in force were measured to the end."""
    measured = select(Rehearsal).where(Rehearsal.officer_id.is_(None), Rehearsal.state == RehearsalState.DONE)
    return session.scalars(measured.order_by(Rehearsal.id.desc()).limit(1)).one_or_none()


def author_of(session: Session, row: Rehearsal) -> str:
    officer = session.get(Officer, row.officer_id) if row.officer_id else None
    return officer.name if officer else ""
