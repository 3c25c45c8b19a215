"""On which days something was done for a medium: what the system knows by itself, and what was written down."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day, zone_of
from feedback_service.pack.model import Medium, Pack
from feedback_service.records import Broadcast, Placement, PlanWork, Post
from feedback_service.vocabulary import Material, MediumForm

Days = Counter[date]
_PRINTED = {
    MediumForm.LEAFLET: (Material.LEAFLET, Material.POSTER),
    MediumForm.BANNER: (Material.BANNER,),
}


def days_done(session: Session, medium: Medium, since: date, until: date, pack: Pack) -> Days:
    """How often on each day, both ends counted: broadcasts, posts, sheets put out, and work written down."""
    zone = zone_of(pack)
    bounds = (
        datetime.combine(since, time.min, zone),
        datetime.combine(until + timedelta(days=1), time.min, zone),
    )
    known = _KNOWN[medium.form](session, medium, bounds)
    found = Counter(local_day(moment, pack) for moment in known)
    written = select(PlanWork.day).where(
        PlanWork.medium_code == medium.code,
        PlanWork.cancelled_at.is_(None),
        PlanWork.day.between(since, until),
    )
    found.update(session.scalars(written))
    return found


Bounds = tuple[datetime, datetime]


def _on_air(session: Session, _medium: Medium, bounds: Bounds) -> list[datetime]:
    asked = select(Broadcast.at).where(Broadcast.cancelled_at.is_(None), Broadcast.at >= bounds[0])
    return list(session.scalars(asked.where(Broadcast.at < bounds[1])))


def _posted(session: Session, medium: Medium, bounds: Bounds) -> list[datetime]:
    asked = select(Post.posted_at).where(Post.medium_code == medium.code, Post.posted_at >= bounds[0])
    return [at for at in session.scalars(asked.where(Post.posted_at < bounds[1])) if at]


def _put_out(session: Session, medium: Medium, bounds: Bounds) -> list[datetime]:
    asked = select(Placement.made_at).where(
        Placement.material.in_(_PRINTED[medium.form]), Placement.made_at >= bounds[0]
    )
    return list(session.scalars(asked.where(Placement.made_at < bounds[1])))


def _nothing(_session: Session, _medium: Medium, _bounds: Bounds) -> list[datetime]:
    return []


_KNOWN: Mapping[MediumForm, Callable[[Session, Medium, Bounds], list[datetime]]] = {
    MediumForm.RADIO: _on_air,
    MediumForm.POSTS: _posted,
    MediumForm.LEAFLET: _put_out,
    MediumForm.BANNER: _put_out,
    MediumForm.OTHER: _nothing,
}
