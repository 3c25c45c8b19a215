"""What a change touches of what is running, counted before anybody saves. Sealed cases are in no figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from feedback_service.pack.edits import Edit
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.records.case import OPEN
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Kind

MOST = 10_000  # counting stops here: whoever decides needs no more


class Touch(StrEnum):
    """What is touched."""

    TOPIC_MOVES = "topic_moves"  # its open cases stay where they are
    UNIT_GOES = "unit_goes"  # with open cases
    UNIT_OFFICERS = "unit_officers"  # people who are named to a unit that goes
    PROMISES = "promises"  # limits or days change: running promises are not moved by themselves
    AREA_GOES = "area_goes"
    PRINTED = "printed"  # numbers and addresses stand on leaflets and in messages


@dataclass(frozen=True, slots=True)
class Touched:
    """`about`: the code of the topic, unit or area. `number`: open cases, or officers."""

    touch: Touch
    about: str = ""
    number: int = 0


def touched_by(session: Session, edits: Sequence[Edit], old: Pack, new: Pack) -> list[Touched]:
    return [
        *_topics(session, old, new),
        *_units(session, old, new),
        *_areas(session, old, new),
        *_rest(session, edits),
    ]


def _topics(session: Session, old: Pack, new: Pack) -> Iterator[Touched]:
    for topic in new.topics:
        before = old.topic_by_code.get(topic.code)
        if before and before.unit != topic.unit:
            number = _open_cases(session, Case.topic_code == topic.code)
            yield Touched(Touch.TOPIC_MOVES, topic.code, number)


def _units(session: Session, old: Pack, new: Pack) -> Iterator[Touched]:
    for unit in new.units:
        before = old.unit_by_code.get(unit.code)
        if unit.retired and before and not before.retired:
            yield Touched(Touch.UNIT_GOES, unit.code, _open_cases(session, Case.unit_code == unit.code))
            asked = (
                select(func.count())
                .select_from(Officer)
                .where(Officer.unit_code == unit.code, Officer.active)
            )
            yield Touched(Touch.UNIT_OFFICERS, unit.code, session.scalar(asked) or 0)


def _areas(session: Session, old: Pack, new: Pack) -> Iterator[Touched]:
    for area in new.areas:
        before = old.area_by_code.get(area.code)
        if area.retired and before and not before.retired:
            yield Touched(Touch.AREA_GOES, area.code, _open_cases(session, Case.area_code == area.code))


def _rest(session: Session, edits: Sequence[Edit]) -> Iterator[Touched]:
    sections = {edit.section for edit in edits}
    if sections & {"deadlines", "holidays", "make_up_days", "hours", "receiving"}:
        kinds = {kind for edit in edits for kind in _kinds_of(edit)}
        condition = Case.kind.in_(kinds) if kinds else Case.kind.is_not(None)
        yield Touched(Touch.PROMISES, "", _open_cases(session, condition))
    if sections & {"channels", "commune", "emergency"}:
        yield Touched(Touch.PRINTED)


def _kinds_of(edit: Edit) -> Iterator[Kind]:
    if edit.section == "deadlines":
        for said in (edit.was, edit.now):
            if said and said.get("kind"):
                yield Kind(said["kind"])


def _open_cases(session: Session, condition: ColumnElement[bool]) -> int:
    few = select(Case.id).where(condition, text(OPEN), UNSEALED).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(few)) or 0
