"""The same place and topic again within twelve months: that something was mended and breaks again, or never was.

Counted are reports whose place is certain. A merged case tells of the same time; of a sealed one nobody learns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from feedback_service.handling.places import is_certain
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Officer, PublicText
from feedback_service.records.new_rows import insert_into
from feedback_service.staff.visibility import UNSEALED, visible_cases
from feedback_service.vocabulary import Kind, Relation, Status, Visibility

YEAR = timedelta(days=365)
MOST_COUNTED = 100
_MOST_SHOWN = 5
REPORTS = (Kind.PHAN_ANH, Kind.KIEN_NGHI, Kind.GOP_Y)
_NO_TIME_OF_ITS_OWN = (Status.MERGED, Status.WITHDRAWN, Status.NOT_ACCEPTED)


@dataclass(frozen=True, slots=True)
class Repeated:
    """`times` counts this one: 3 is the third time. `earlier`: those that the reader may see, newest first."""

    times: int
    area: str
    earlier: Sequence[Case]


@dataclass(frozen=True, slots=True)
class PublicRepeats:
    """How often the public could have learned of it, the case itself among them. `others`: published ones."""

    times: int
    others: tuple[PublicCase, ...]


def repeated(session: Session, case: Case, officer: Officer, pack: Pack) -> Repeated | None:
    """For the desk; None where it is the first time, or nothing can be said."""
    if not _counts(case, pack):
        return None
    earlier = _earlier(case)
    times = session.scalar(select(func.count()).select_from(earlier.limit(MOST_COUNTED).subquery())) or 0
    if not times:
        return None
    seen = select(Case).where(*_before(case), visible_cases(officer))
    shown = session.scalars(seen.order_by(Case.received_on.desc(), Case.id.desc()).limit(_MOST_SHOWN)).all()
    return Repeated(times + 1, case.area_code, shown)


def repeated_in_public(session: Session, code: str, pack: Pack, today: date) -> PublicRepeats | None:
    """Of a published case. Only listed cases count, or the figure would tell of what is sealed."""
    own = session.execute(
        select(PublicText.area_code, PublicText.topic_code).where(PublicText.code == code)
    ).one_or_none()
    if own is None or not own.topic_code or not is_certain(own.area_code, pack):
        return None
    rows = session.execute(_listed_here(own.area_code, own.topic_code, today)).all()
    if len(rows) < 2 or all(row.code != code for row in rows):
        return None
    others = [row.id for row in rows if row.id and row.code != code]
    return PublicRepeats(len(rows), tuple(load_public_cases(session, others, pack)[:_MOST_SHOWN]))


def time_before(session: Session, case: Case, pack: Pack) -> int | None:
    """The id of the last case before this one that tells of the same place and topic."""
    return session.scalar(_earlier(case).limit(1)) if _counts(case, pack) else None


def tie_repeated(session: Session, pairs: Mapping[int, int], now: datetime) -> None:
    """Each case to the one before. Again after it was undone, it is the same row."""
    if not pairs:
        return
    known = {"relation": Relation.REPEATED, "at": now, "details": {}}
    statement = insert_into(session, CaseLink).on_conflict_do_update(
        index_elements=["case_id", "other_id", "relation"], set_={"undone_at": None, "undone_by": None}
    )
    session.execute(statement, [{"case_id": one, "other_id": other, **known} for one, other in pairs.items()])


def _counts(case: Case, pack: Pack) -> bool:
    report = case.kind in REPORTS and case.status not in _NO_TIME_OF_ITS_OWN
    placed = bool(case.topic_code) and is_certain(case.area_code, pack)
    return report and placed and case.visibility != Visibility.SEALED


def _earlier(case: Case) -> Select[int]:
    return select(Case.id).where(*_before(case)).order_by(Case.received_on.desc(), Case.id.desc())


def _before(case: Case) -> list[ColumnElement[bool]]:
    """By (area_code, topic_code, received_on); on the day itself those with a lower id."""
    day = case.received_on
    return [
        *_here(case.area_code, case.topic_code),
        Case.received_on.between(day - YEAR, day),
        (Case.received_on < day) | (Case.id < case.id),
        UNSEALED,
    ]


def _here(area: str, topic: str) -> list[ColumnElement[bool]]:
    return [
        Case.area_code == area,
        Case.topic_code == topic,
        Case.kind.in_(REPORTS),
        Case.status.not_in(_NO_TIME_OF_ITS_OWN),
    ]


def _listed_here(area: str, topic: str, today: date) -> Select[str, int | None]:
    return (
        select(Case.code, PublicText.id)
        .outerjoin(PublicText, PublicText.case_id == Case.id)
        .where(*_here(area, topic), Case.visibility == Visibility.LISTED, Case.received_on > today - YEAR)
        .order_by(Case.received_on.desc(), Case.id.desc())
        .limit(MOST_COUNTED)
    )
