"""Biểu 07: what was done for each medium of the plan in a period, by its lead unit."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.event_words import name_of
from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Medium, Pack
from feedback_service.records import Broadcast, Bulletin, Placement, PlacementScan, PlanWork, Post
from feedback_service.reporting.periods.shapes import Line, Table
from feedback_service.vocabulary import PaperState

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
_RADIO, _LEAFLET, _BANNER = "truyen-thanh", "to-roi", "bang-ron"
_PAPERS = {_LEAFLET: ("leaflet", "poster"), _BANNER: ("banner",)}


def media_table(session: Session, since: date, until: date, pack: Pack) -> Table:
    """Both days counted."""
    lines = [
        Line((str(place), medium.name.vi, *_counts(session, medium, since, until, pack)))
        for place, medium in enumerate(pack.media, 1)
    ]
    return Table("07", "Công tác tuyên truyền", _HEAD, lines)


def _counts(session: Session, medium: Medium, since: date, until: date, pack: Pack) -> tuple[str, ...]:
    moments = _moments(since, until, pack)
    works, amount, minutes = _works(session, medium.code, since, until)
    pieces, views, seconds, copies = 0, 0, 0, 0
    if medium.code == _RADIO:
        pieces, seconds = _on_air(session, moments)
    elif medium.code in _PAPERS:
        copies, views = _hung(session, _PAPERS[medium.code], since, until, moments)
        copies += amount
    else:
        pieces, views = _posted(session, medium.code, moments)
    told = (pieces, round(seconds / 60) + minutes, copies, views, works)
    return (*(str(n) for n in told), name_of("unit", medium.lead, pack))


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
    session: Session, materials: tuple[str, ...], since: date, until: date, moments: tuple[datetime, datetime]
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


def _works(session: Session, medium: str, since: date, until: date) -> tuple[int, int, int]:
    """How often, how many in all, minutes."""
    asked = select(
        func.count(),
        func.coalesce(func.sum(PlanWork.amount), 0),
        func.coalesce(func.sum(PlanWork.minutes), 0),
    ).where(
        PlanWork.medium_code == medium, PlanWork.cancelled_at.is_(None), PlanWork.day.between(since, until)
    )
    times, amount, minutes = session.execute(asked).one()
    return times, amount or 0, minutes or 0
