"""Errands of the worker: posts what is due, looks for what is unclear, takes down what must go.

Claim, commit, speak to the platform, record: no transaction is open while it is spoken to.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.carrier.platforms import Look, Platform, Posted, Refused, Unclear
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.claims import Claim, claim_next, claim_take_down
from feedback_service.publishing.posting.ends import put_off, record, record_fault, record_take_down
from feedback_service.publishing.posting.telling import tell_publishers
from feedback_service.publishing.posting.tokens import Shut, access_to, row_of
from feedback_service.publishing.posting.writing import writing_of
from feedback_service.records import PlatformToken, Post

MOST_AT_ONCE = 20  # of one errand; the rest at its next turn

Ended = TypeVar("Ended")

logger = logging.getLogger(__name__)


def send_posts(*, now: datetime) -> None:
    for _ in range(MOST_AT_ONCE):
        pack = this_pack()
        with transaction() as session:
            claim = claim_next(session, open_platforms(session, now), _media_now(pack, now), pack, now)
        if claim is None:
            return
        work_at(claim, pack, now)


def take_down_posts(*, now: datetime) -> None:
    for _ in range(MOST_AT_ONCE):
        with transaction() as session:
            claim = claim_take_down(session, open_platforms(session, now), now)
        if claim is None:
            return
        _take_down(claim, this_pack(), now)


def work_at(claim: Claim, pack: Pack, now: datetime) -> None:
    if claim.fault:
        with transaction() as session:
            _tell(session, record_fault(session, claim, claim.fault), pack, now)
        return
    post = _read(claim)
    if post.revision != claim.revision:
        return  # slept longer than its lease: somebody else has it in hand
    platform, writing = _platform(post), writing_of(post)
    speak = platform.look_for if claim.looking else platform.post
    ended: Look | Shut | None
    if claim.hidden and writing.remote_id:
        ended = Posted(writing.remote_id)  # it is taken down next
    else:
        ended = speak_to(platform, lambda access: speak(writing, access), now)
    with transaction() as session:
        if ended is None:
            put_off(session, claim, now)
        elif isinstance(ended, Shut):
            _tell(session, put_off(session, claim, now, ended.code), pack, now)
        else:
            pause(session, platform.name, ended.pause, now)
            looks = platform.looks(writing.form)
            _tell(session, record(session, claim, ended, now, platform.settles, looks), pack, now)
    logger.info("post", extra={"post": claim.id, "looked": claim.looking, "ended": type(ended).__name__})


def speak_to(
    platform: Platform, speak: Callable[[str], Ended], now: datetime
) -> Ended | Refused | Unclear | Shut | None:
    """With a token that is good; refreshed and asked once more where the platform says that it is not.

    None: come back later, nothing was asked.
    """
    access = access_to(platform, now)
    if not isinstance(access, str):
        return access if isinstance(access, Shut) else None
    ended = _asked(platform, speak, access)
    if not (isinstance(ended, Refused) and ended.expired):
        return ended
    access = access_to(platform, now, expired=access)
    if not isinstance(access, str):
        return access if isinstance(access, Shut) else None
    return _asked(platform, speak, access)


def open_platforms(session: Session, now: datetime) -> list[str]:
    """Those that are configured and have not asked for patience."""
    paused = select(PlatformToken.provider).where(PlatformToken.paused_until > now)
    closed = set(session.scalars(paused))
    return [platform.name for platform in this_carrier().platforms if platform.name not in closed]


def pause(session: Session, provider: str, seconds: int, now: datetime) -> None:
    if seconds:
        row_of(session, provider).paused_until = now + timedelta(seconds=seconds)


def _asked(platform: Platform, speak: Callable[[str], Ended], access: str) -> Ended | Unclear:
    try:
        return speak(access)
    except Exception as error:  # a fault of ours, and nobody knows how far it had come
        logger.exception("platform", extra={"provider": platform.name})
        return Unclear(type(error).__name__)


def _take_down(claim: Claim, pack: Pack, now: datetime) -> None:
    post = _read(claim)
    if post.revision != claim.revision:
        return  # slept longer than its lease: somebody else has it in hand
    platform, writing = _platform(post), writing_of(post)
    ended = speak_to(platform, lambda access: platform.take_down(writing, access), now)
    with transaction() as session:
        if ended is None or isinstance(ended, Shut):
            _tell(session, put_off(session, claim, now, ended.code if ended else ""), pack, now)
        else:
            pause(session, platform.name, ended.pause, now)
            _tell(session, record_take_down(session, claim, ended, now), pack, now)


def _tell(session: Session, post: Post | None, pack: Pack, now: datetime) -> None:
    if post is not None and post.trouble:
        tell_publishers(session, post, pack, now)


def _read(claim: Claim) -> Post:
    post = db.session().get_one(Post, claim.id, populate_existing=True)
    db.session().rollback()
    return post


def _platform(post: Post) -> Platform:
    """Only posts of configured platforms are claimed."""
    found = this_carrier().platform(post.provider)
    if found is None:
        raise LookupError(post.provider)
    return found


def _media_now(pack: Pack, now: datetime) -> list[str]:
    """On which media a post may go out at this hour of the commune."""
    hour = now.astimezone(ZoneInfo(pack.commune.time_zone)).hour
    return [rule.code for rule in pack.posts if rule.from_hour <= hour < rule.until_hour]
