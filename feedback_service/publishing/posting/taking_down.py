"""Off a platform: for good, or to be put up anew where the platform cannot put right what stands there.

A line in the public ledger is written where something is taken from the public, not where it is put right.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Post, PublicText, Removal
from feedback_service.vocabulary import Kind, PostState, RemovalReason, Removed, Role

_ANEW = "anew"  # a word in Post.about


def want_taken_down(post: Post, now: datetime, anew: bool = False) -> None:
    """The worker takes it off the platform, a person what was posted by hand. `anew`: then it is put up once more.

    What was sent round cannot be taken back: it leads to the article, and that is gone.
    """
    if post.form == "broadcast":
        post.take_down_at = now
        is_down(post, now)
        return
    post.take_down_at, post.claimed_until = now, None
    if anew:
        post.about = {**post.about, _ANEW: True}
    if post.state == PostState.BY_HAND:
        post.trouble = "take_down_by_hand"


def is_down(post: Post, now: datetime) -> None:
    """Its key is free again: the same result may be posted once more, after a new approval."""
    post.claimed_until, post.trouble, post.trouble_details = None, "", ""
    if post.about.get(_ANEW):
        _put_up_again(post, now)
        return
    post.state = PostState.TAKEN_DOWN
    free_key(post)


def free_key(post: Post) -> None:
    mark = f"#{post.id}"
    post.key = post.key.partition("#")[0][: 200 - len(mark)] + mark


def write_removal(
    session: Session,
    post: Post,
    why: RemovalReason,
    reason: str,
    role: Role,
    officer_id: int | None,
    now: datetime,
) -> None:
    told = post.about.get("texts") or [0]
    number = post.public_text_id or int(told[0])
    kind = session.scalar(select(PublicText.kind).where(PublicText.id == number)) or Kind.PHAN_ANH
    line = Removal(at=now, public_text_id=post.public_text_id, what=Removed.POST, why=why, reason=reason)
    line.kind, line.role, line.officer_id = kind, role, officer_id
    session.add(line)


def _put_up_again(post: Post, now: datetime) -> None:
    """As approved, where the words that stand here were; else somebody reads them first."""
    post.state = PostState.APPROVED if post.content_hash else PostState.DRAFT
    post.about = {name: value for name, value in post.about.items() if name not in {_ANEW, "sent_at"}}
    post.remote_id = post.remote_url = post.remote_token = ""
    post.take_down_at = post.posted_at = post.views = post.shares = post.counted_at = None
    post.attempts, post.scheduled_for = 0, now if post.content_hash else None
    if not post.content_hash:
        post.approver_id = post.approved_at = None
