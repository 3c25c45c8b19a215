"""Biểu 07: what was done for each medium of the plan in a period, by its lead unit."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.event_words import name_of
from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Medium, Pack
from feedback_service.records import Broadcast, Bulletin, Placement, PlacementScan, PlanWork, Post
from feedback_service.reporting.periods.shapes import Line, Table
from feedback_service.vocabulary import Material, MediumForm, PaperState

_HEAD = (
    "TT",
    "Kênh",
    "Tin, bài, buổi phát",
    "Thời lượng (phút)",
    "Tờ rơi, biển",
    "Lượt xem, quét mã",
    "Việc khác đã làm",
    "Đơn vị chủ trì",
)
_PRINTED = {
    MediumForm.LEAFLET: (Material.LEAFLET, Material.POSTER),
    MediumForm.BANNER: (Material.BANNER,),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """`pieces`: bulletins on the air or posts; `copies` of sheets; `views` and scans of squares."""

    pieces: int = 0
    seconds: int = 0
    copies: int = 0
    views: int = 0


@dataclass(frozen=True, slots=True)
class _Works:
    """What was written down by hand: how often, how many in all, minutes."""

    times: int
    amount: int
    minutes: int


def media_table(session: Session, since: date, until: date, pack: Pack) -> Table:
    """Both days counted."""
    lines = [
        Line((str(place), medium.name.vi, *_counts(session, medium, since, until, pack)))
        for place, medium in enumerate(pack.media, 1)
    ]
    return Table("07", "Công tác tuyên truyền", _HEAD, lines)


def _counts(session: Session, medium: Medium, since: date, until: date, pack: Pack) -> tuple[str, ...]:
    moments = _moments(since, until, pack)
    moments, works = _moments(since, until, pack), _works(session, medium.code, since, until)
    known = _known(session, medium, since, until, moments)
    printed = works.amount if medium.form in _PRINTED else 0
    told = (
        known.pieces,
        round(known.seconds / 60) + works.minutes,
        known.copies + printed,
        known.views,
        works.times,
    )
    return (*(str(n) for n in told), name_of("unit", medium.lead, pack))


def _known(
    session: Session, medium: Medium, since: date, until: date, moments: tuple[datetime, datetime]
) -> _Known:
    """What the system counts by itself, by what kind of medium it is (`form` in the pack)."""
    if medium.form == MediumForm.RADIO:
        pieces, seconds = _on_air(session, moments)
        return _Known(pieces=pieces, seconds=seconds)
    if medium.form in _PRINTED:
        copies, views = _hung(session, _PRINTED[medium.form], since, until, moments)
        return _Known(copies=copies, views=views)
    if medium.form == MediumForm.POSTS:
        pieces, views = _posted(session, medium.code, moments)
        return _Known(pieces=pieces, views=views)
    return _Known()


def _moments(since: date, until: date, pack: Pack) -> tuple[datetime, datetime]:
    zone = zone_of(pack)
    return datetime.combine(since, time.min, zone), datetime.combine(
        until + timedelta(days=1), time.min, zone
    )


def _on_air(session: Session, moments: tuple[datetime, datetime]) -> tuple[int, int]:
    asked = (
        select(func.count(), func.coalesce(func.sum(Bulletin.seconds), 0))
        .select_from(Broadcast)
        .join(Bulletin, Bulletin.id == Broadcast.bulletin_id)
        .where(Broadcast.cancelled_at.is_(None), Bulletin.state != PaperState.DRAFT)
        .where(Broadcast.at >= moments[0], Broadcast.at < moments[1])
    )
    times, seconds = session.execute(asked).one()
    return times, int(seconds)


def _posted(session: Session, medium: str, moments: tuple[datetime, datetime]) -> tuple[int, int]:
    asked = select(func.count(), func.coalesce(func.sum(Post.views), 0)).where(
        Post.medium_code == medium, Post.posted_at >= moments[0], Post.posted_at < moments[1]
    )
    times, views = session.execute(asked).one()
    return times, views or 0


def _hung(
    session: Session,
    materials: tuple[Material, ...],
    since: date,
    until: date,
    moments: tuple[datetime, datetime],
) -> tuple[int, int]:
    made = select(func.coalesce(func.sum(Placement.copies), 0)).where(
        Placement.material.in_(materials), Placement.made_at >= moments[0], Placement.made_at < moments[1]
    )
    scans = (
        select(func.coalesce(func.sum(PlacementScan.n), 0))
        .join(Placement, Placement.id == PlacementScan.placement_id)
        .where(Placement.material.in_(materials), PlacementScan.day.between(since, until))
    )
    return session.scalar(made) or 0, session.scalar(scans) or 0


def _works(session: Session, medium: str, since: date, until: date) -> _Works:
    asked = select(
        func.count(),
        func.coalesce(func.sum(PlanWork.amount), 0),
        func.coalesce(func.sum(PlanWork.minutes), 0),
    ).where(
        PlanWork.medium_code == medium, PlanWork.cancelled_at.is_(None), PlanWork.day.between(since, until)
    )
    return _Works(*(int(n) for n in session.execute(asked).one()))
