"""How often posts were seen and shared, asked once a day for those of the last weeks, so many at once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from feedback_service.carrier import this_carrier
from feedback_service.carrier.platforms import Counts, Platform
from feedback_service.database import db, transaction
from feedback_service.publishing.posting.sending import open_platforms, speak_to
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

COUNTED_FOR = timedelta(days=60)
MOST_COUNTED = 100  # a day and platform
AT_ONCE = 50

logger = logging.getLogger(__name__)


def count_posts(*, now: datetime) -> None:
    """An errand, once a day."""
    wanted = open_platforms(db.session(), now)
    db.session().rollback()
    for platform in this_carrier().platforms:
        if platform.name in wanted:
            for numbers in _batches(platform, now):
                _count(platform, numbers, now)


def _batches(platform: Platform, now: datetime) -> Iterator[Sequence[str]]:
    """Those that were counted longest ago first."""
    asked = (
        select(Post.remote_id)
        .where(
            Post.provider == platform.name,
            Post.state == PostState.POSTED,
            Post.form != "broadcast",
            Post.posted_at >= now - COUNTED_FOR,
        )
        .order_by(Post.counted_at.asc().nulls_first(), Post.id.desc())
        .limit(MOST_COUNTED)
    )
    numbers = list(db.session().scalars(asked))
    db.session().rollback()
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _count(platform: Platform, numbers: Sequence[str], now: datetime) -> None:
    ended = speak_to(platform, lambda access: platform.count(numbers, access), now)
    if not isinstance(ended, Mapping):
        logger.info("posts_not_counted", extra={"provider": platform.name})
        return
    with transaction() as session:
        asked = select(Post).where(Post.provider == platform.name, Post.remote_id.in_(numbers))
        for post in session.scalars(asked.where(Post.state == PostState.POSTED)):
            _write_down(post, ended.get(post.remote_id), now)


def _write_down(post: Post, counts: Counts | None, now: datetime) -> None:
    post.counted_at = now
    if counts is not None:
        post.views = counts.views if counts.views is not None else post.views
        post.shares = counts.shares if counts.shares is not None else post.shares
