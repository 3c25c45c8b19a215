"""The right to work at one post for a while. Verbs of the worker; none of them commits.

The row's revision is the claim: whoever finds another one there has lost it. `claimed_until` says until when nobody
else looks at the post, be it because somebody works at it or because it has to wait.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.frozen import content_hash
from feedback_service.publishing.posting.pictures import may_be_shown
from feedback_service.publishing.posting.standing import all_public, still_published
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Claim:
    """`looking`: not to post, but to see what the platform has. `fault`: why it may not go out as it is.

    `hidden`: what it tells was taken from the public meanwhile, so what exists there already is not shown.
    """

    id: int
    revision: int
    looking: bool
    fault: str = ""
    hidden: bool = False


def claim_next(
    session: Session, providers: Collection[str], media: Collection[str], pack: Pack, now: datetime
) -> Claim | None:
    """`providers` that may be asked now, `media` on which the hour allows a post. To be committed before anything
    leaves the house.
    """
    due = select(Post).where(_due(providers, media, now)).order_by(Post.scheduled_for, Post.id).limit(1)
    post = session.scalars(due.with_for_update(skip_locked=True)).first()
    if post is None:
        return None
    looking = post.state != PostState.APPROVED
    fault = "" if looking else _fault(session, post, pack)
    hidden = looking and (post.take_down_at is not None or not all_public(session, post, pack))
    post.claimed_until = now + LEASE
    if looking:
        post.state = PostState.CHECKING
    elif not fault:
        post.state, post.attempts = PostState.SENDING, post.attempts + 1
        post.about = {**post.about, "sent_at": now.isoformat()}
    session.flush()
    return Claim(post.id, post.revision, looking, fault, hidden)


def claim_take_down(session: Session, providers: Collection[str], now: datetime) -> Claim | None:
    wanted = and_(Post.state == PostState.POSTED, Post.take_down_at.is_not(None), _free(now))
    due = select(Post).where(wanted, Post.provider.in_(providers), Post.form != "broadcast").limit(1)
    post = session.scalars(due.with_for_update(skip_locked=True)).first()
    if post is None:
        return None
    post.claimed_until = now + LEASE
    session.flush()
    return Claim(post.id, post.revision, looking=False)


def held(session: Session, claim: Claim) -> Post | None:
    """The row, locked. None where the claim is over."""
    asked = select(Post).where(Post.id == claim.id, Post.revision == claim.revision).with_for_update()
    return session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()


def _due(providers: Collection[str], media: Collection[str], now: datetime) -> ColumnElement[bool]:
    fresh = and_(Post.state == PostState.APPROVED, Post.scheduled_for <= now, Post.medium_code.in_(media))
    begun = Post.state.in_((PostState.SENDING, PostState.CHECKING))
    return and_(Post.provider.in_(providers), _free(now), or_(fresh, begun))


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(Post.claimed_until.is_(None), Post.claimed_until <= now)


def _fault(session: Session, post: Post, pack: Pack) -> str:
    if post.content_hash != content_hash(post):
        return "changed"
    if not still_published(session, post, pack):
        return "withdrawn"
    return "" if may_be_shown(session, post) else "picture"
