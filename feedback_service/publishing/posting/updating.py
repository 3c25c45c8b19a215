"""Errand of the worker: what was corrected here is put right where it stands. An update may be repeated."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.carrier.platforms import Done, Mending, Refused
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.publishing.posting.deciding import CORRECTED
from feedback_service.publishing.posting.ends import LATER, SELDOM
from feedback_service.publishing.posting.sending import open_platforms, pause, speak_to
from feedback_service.publishing.posting.telling import tell_publishers
from feedback_service.publishing.posting.tokens import Shut
from feedback_service.publishing.posting.writing import writing_of
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

MOST_AT_ONCE = 20


def update_posts(*, now: datetime) -> None:
    for number in _corrected(now):
        _update(number, now)


def _corrected(now: datetime) -> list[int]:
    session = db.session()
    asked = select(Post.id).where(
        Post.state == PostState.POSTED,
        Post.trouble == CORRECTED,
        Post.take_down_at.is_(None),
        Post.provider.in_(open_platforms(session, now)),
        or_(Post.claimed_until.is_(None), Post.claimed_until <= now),
    )
    numbers = list(session.scalars(asked.order_by(Post.id).limit(MOST_AT_ONCE)))
    session.rollback()
    return numbers


def _update(number: int, now: datetime) -> None:
    post = db.session().get_one(Post, number, populate_existing=True)
    revision, writing = post.revision, writing_of(post)
    db.session().rollback()
    platform = this_carrier().platform(post.provider)
    if platform is None:
        return
    ended = speak_to(platform, lambda access: platform.update(writing, access), now)
    with transaction() as session:
        row = session.get_one(Post, number, populate_existing=True)
        if row.revision == revision:  # else it was corrected once more meanwhile, and its turn comes again
            _write_down(session, row, ended, now)


def _write_down(session: Session, post: Post, ended: Mending | Shut | None, now: datetime) -> None:
    if isinstance(ended, Done):
        post.trouble, post.trouble_details, post.claimed_until = "", "", None
    else:
        post.claimed_until = now + LATER
    if isinstance(ended, Refused):
        post.claimed_until = now + SELDOM
        post.trouble_details = f"{ended.code} {ended.details}"[:300]
        tell_publishers(session, post, this_pack(), now)
    if ended is not None and not isinstance(ended, Shut):
        pause(session, post.provider, ended.pause, now)
