"""Finds the posts whose public texts changed since: corrections are posted too, what was withdrawn is taken down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.mending import (
    correct_post,
    correct_summary,
    summary_lost_one,
    withdraw_post,
)
from feedback_service.publishing.posting.pictures import sealed_pictures
from feedback_service.publishing.posting.standing import all_public, told_as_now, told_of
from feedback_service.publishing.posting.updating import update_posts
from feedback_service.records import Case, Post, PublicText
from feedback_service.vocabulary import PostState, Publication, Visibility

SUMMARIES_FOR = timedelta(days=60)  # older ones nobody scrolls to
MOST_AT_ONCE = 200

_STEADY = (PostState.DRAFT, PostState.APPROVED, PostState.FAILED, PostState.POSTED, PostState.BY_HAND)
_LIVE = (*_STEADY, PostState.CHECKING)


def compare_posts(*, now: datetime) -> None:
    """An errand, every few minutes: a withdrawn text must be gone everywhere."""
    pack = this_pack()
    with transaction() as session:
        changed = {post.id: post for post in (*_differing(session), *_with_sealed_pictures(session))}
        for post in changed.values():
            _follow(session, post, pack, now)
        for post in _summaries(session, now):
            _follow_summary(session, post, pack, now)
    update_posts(now=now)


def _differing(session: Session) -> Sequence[Post]:
    """Posts whose public text is not the one that they were made from, or is not shown any more."""
    gone = or_(PublicText.state != Publication.PUBLISHED, Case.visibility != Visibility.LISTED)
    other = and_(
        PublicText.content_hash != Post.source_hash,
        PublicText.state == Publication.PUBLISHED,
        Post.form != "broadcast",
    )
    asked = (
        select(Post)
        .join(PublicText, PublicText.id == Post.public_text_id)
        .join(Case, Case.id == PublicText.case_id)
        .where(Post.state.in_(_LIVE), Post.take_down_at.is_(None), or_(gone, other))
        .order_by(PublicText.changed_at.desc())
        .limit(MOST_AT_ONCE)
    )
    return session.scalars(asked.with_for_update(of=Post)).all()


def _with_sealed_pictures(session: Session) -> Sequence[Post]:
    asked = sealed_pictures().where(Post.state.in_(_STEADY), Post.take_down_at.is_(None))
    return session.scalars(asked.limit(MOST_AT_ONCE).with_for_update(of=Post)).all()


def _summaries(session: Session, now: datetime) -> Sequence[Post]:
    asked = select(Post).where(
        Post.public_text_id.is_(None),
        Post.state.in_(_LIVE),
        Post.made_at >= now - SUMMARIES_FOR,
        Post.take_down_at.is_(None),
    )
    return session.scalars(asked.limit(MOST_AT_ONCE).with_for_update(of=Post)).all()


def _follow(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    shown = load_public_cases(session, told_of(post), pack)
    if not shown:
        withdraw_post(session, post, pack, now)
    elif post.state != PostState.CHECKING:  # first it has to be known where it stands
        correct_post(session, post, shown[0], pack, now)


def _follow_summary(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    """It holds the titles of its results: one that was withdrawn must not be read there either."""
    if not all_public(session, post, pack):
        summary_lost_one(session, post, pack, now)
    elif post.state != PostState.CHECKING and not told_as_now(session, post, pack):
        correct_summary(session, post, pack, now)
