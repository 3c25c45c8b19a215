"""Posts on their way to platforms on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier import Carrier
from feedback_service.carrier.facebook import Facebook
from feedback_service.carrier.platforms import Platform
from feedback_service.carrier.zalo import Zalo
from feedback_service.carrier.zalo_oauth import ZaloOAuth
from feedback_service.database import db
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.comparing import compare_posts
from feedback_service.publishing.posting.deciding import approve_post
from feedback_service.publishing.posting.drafting import draft_result
from feedback_service.publishing.posting.sending import send_posts, take_down_posts
from feedback_service.records import Case, Post
from feedback_service.vocabulary import PostState, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.published import a_published_case
from tests.simulators import facebook, zalo

BASE = "https://phananh.example.vn"
PATIENT, IMPATIENT = (5.0, 5.0), (2.0, 0.3)  # seconds: the simulators are silent for longer than the second


@dataclass
class Media:
    """Both platforms, and the service that posts there."""

    app: Flask
    zalo: zalo.ZaloSimulator
    facebook: facebook.FacebookSimulator

    def work(self, begin: datetime = NOW, minutes: int = 1, step: int = 1) -> datetime:
        """As the worker does it, by the minute; turns at which nothing is due are left out."""
        moment, end = begin, begin + timedelta(minutes=minutes)
        while True:
            send_posts(now=moment)
            compare_posts(now=moment)
            take_down_posts(now=moment)
            coming = max(moment + timedelta(minutes=step), self._next(moment) or end)
            if coming >= end:
                return max(moment, end - timedelta(minutes=step))
            moment = coming

    def hurry(self) -> None:
        """Waits less than a silence lasts."""
        connect(self.app, zalo_at(self.zalo, IMPATIENT), facebook_at(self.facebook, IMPATIENT))

    def _next(self, moment: datetime) -> datetime | None:
        """When the first of the waiting posts is due; None where none waits."""
        session = db.session()
        waits = or_(
            Post.state.in_((PostState.APPROVED, PostState.SENDING, PostState.CHECKING)),
            and_(Post.state == PostState.POSTED, or_(Post.take_down_at.is_not(None), Post.trouble != "")),
        )
        free = func.coalesce(Post.claimed_until, Post.scheduled_for)
        due = session.scalars(select(free).where(waits)).all()
        session.rollback()
        return min((max(one or moment, moment) for one in due), default=None)


@contextmanager
def media(app: Flask) -> Iterator[Media]:
    one, other = zalo.ZaloSimulator(silence=0.6), facebook.FacebookSimulator(silence=0.6)
    with zalo.running(one), facebook.running(other):
        connect(app, zalo_at(one), facebook_at(other))
        yield Media(app, one, other)


def connect(app: Flask, *platforms: Platform) -> None:
    carrier: Carrier = app.extensions["carrier"]
    app.extensions["carrier"] = replace(carrier, platforms=platforms)


def zalo_at(simulator: zalo.ZaloSimulator, timeouts: tuple[float, float] = PATIENT) -> Zalo:
    oauth = ZaloOAuth(zalo.APP, zalo.SECRET, simulator.base, timeouts)
    return Zalo(oauth, simulator.base, zalo.FIRST, timeouts)


def facebook_at(simulator: facebook.FacebookSimulator, timeouts: tuple[float, float] = PATIENT) -> Facebook:
    who = (facebook.PAGE_ID, facebook.TOKEN, facebook.SECRET)
    return Facebook(*who, simulator.base, facebook.VERSION, timeouts)


def rule_of(pack: Pack, provider: str) -> PostRule:
    return next(rule for rule in pack.posts if rule.provider == provider)


def a_draft(session: Session, pack: Pack, provider: str = "facebook", case: Case | None = None) -> Post:
    case = case or a_published_case(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    return draft_result(session, case.code, rule_of(pack, provider), writer, BASE, pack, NOW)


def an_approved_post(
    session: Session, pack: Pack, provider: str = "facebook", case: Case | None = None
) -> Post:
    """Due at once; committed, since the worker reads with a session of its own."""
    post = a_draft(session, pack, provider, case)
    leader = an_officer(session, Role.LEADER, "")
    approve_post(session, post, leader, post.revision, None, rule_of(pack, provider), pack, NOW)
    session.commit()
    return post
