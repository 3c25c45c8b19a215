"""How posting, or looking, ended: written down by the holder of the claim. Verbs of the worker; none commits."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from feedback_service.carrier.platforms import (
    Absent,
    Done,
    InWork,
    Look,
    Mending,
    Posted,
    Refused,
    Unclear,
)
from feedback_service.carrier.protocols import ErrorClass
from feedback_service.publishing.posting.claims import Claim, held
from feedback_service.publishing.posting.taking_down import is_down
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

MOST_ATTEMPTS = 8
SOON = timedelta(minutes=1)
LATER = timedelta(minutes=10)
SELDOM = timedelta(hours=1)
SLOW = timedelta(days=1)
_PASSING = (ErrorClass.BUSY, ErrorClass.TEMPORARY)


def record(
    session: Session, claim: Claim, ended: Look, now: datetime, settles: timedelta, looks: bool = True
) -> Post | None:
    """The post, or None where the claim is over: what came of it is then found by whoever looks next.

    `settles`: how long after the attempt what is not found is surely not there. `looks`: it can be found again.
    """
    post = held(session, claim)
    if post is None:
        return None
    match ended:
        case Posted():
            _stands(post, ended, now)
        case InWork():
            _in_work(post, ended, now)
        case Absent():
            _absent(post, now, settles)
        case Refused():
            _refused(post, ended, now, claim.looking)
        case Unclear():
            _unclear(post, ended, now, looks)
    session.flush()
    return post


def record_fault(session: Session, claim: Claim, code: str) -> Post | None:
    """It may not go out as it is."""
    post = held(session, claim)
    if post is not None:
        _fail(post, code)
        session.flush()
    return post


def put_off(session: Session, claim: Claim, now: datetime, code: str = "") -> Post | None:
    """Nothing was asked of the platform: as if it had not been claimed, but later."""
    post = held(session, claim)
    if post is None:
        return None
    if not claim.looking and post.state == PostState.SENDING:
        post.state, post.attempts = PostState.APPROVED, post.attempts - 1
    post.claimed_until = now + (LATER if code else SOON)
    post.trouble = code or post.trouble
    session.flush()
    return post


def record_take_down(session: Session, claim: Claim, ended: Mending, now: datetime) -> Post | None:
    post = held(session, claim)
    if post is None:
        return None
    if isinstance(ended, Done):
        is_down(post, now)
    else:
        code = ended.code if isinstance(ended, Refused) else ended.reason
        lasting = isinstance(ended, Refused) and ended.error_class not in _PASSING
        _trouble(post, code, ended.details if isinstance(ended, Refused) else "")
        post.claimed_until = now + (SELDOM if lasting else LATER)
    session.flush()
    return post


def _stands(post: Post, ended: Posted, now: datetime) -> None:
    post.state, post.posted_at, post.claimed_until = PostState.POSTED, now, None
    post.remote_id, post.remote_url, post.remote_token = ended.remote_id, ended.url, ""
    post.trouble = post.trouble_details = ""


def _in_work(post: Post, ended: InWork, now: datetime) -> None:
    post.state = PostState.CHECKING
    step = ended.remote_id and ended.remote_id != post.remote_id
    post.remote_token, post.remote_id = ended.remote_token, ended.remote_id or post.remote_id
    waited = now - sent_at(post)
    post.claimed_until = now + (timedelta(0) if step else SOON if waited < SELDOM else LATER)
    if waited >= SLOW:
        post.claimed_until = now + SELDOM
        _trouble(post, "slow")


def _absent(post: Post, now: datetime, settles: timedelta) -> None:
    """Not there yet is not the same as not there: it may still be under moderation."""
    if now - sent_at(post) < settles:
        post.claimed_until = now + min(LATER, settles / 4)
    elif post.take_down_at is not None:
        is_down(post, now)
    elif post.attempts >= MOST_ATTEMPTS:
        _fail(post, "kept_trying")
    else:
        post.state, post.claimed_until = PostState.APPROVED, None


def _refused(post: Post, ended: Refused, now: datetime, looking: bool) -> None:
    _trouble(post, ended.code, ended.details)
    wait = (
        timedelta(seconds=ended.pause) if ended.pause else min(LATER * 2 ** min(post.attempts, 5), SELDOM * 3)
    )
    if ended.error_class not in _PASSING:
        _fail(post, ended.code, ended.details)
    elif looking:
        post.claimed_until = now + wait
    elif post.attempts >= MOST_ATTEMPTS and ended.error_class != ErrorClass.BUSY:
        _fail(post, "kept_trying", ended.code)
    else:
        post.state, post.claimed_until = PostState.APPROVED, now + wait


def _unclear(post: Post, ended: Unclear, now: datetime, looks: bool) -> None:
    if not looks:
        _fail(post, "unclear", ended.reason)
        return
    post.state, post.claimed_until = PostState.CHECKING, now + SOON
    _trouble(post, ended.reason)


def _fail(post: Post, code: str, details: str = "") -> None:
    post.state, post.claimed_until = PostState.FAILED, None
    _trouble(post, code, details)


def _trouble(post: Post, code: str, details: str = "") -> None:
    post.trouble, post.trouble_details = code[:40], details[:300]


def sent_at(post: Post) -> datetime:
    """When the last attempt began."""
    noted = post.about.get("sent_at")
    return datetime.fromisoformat(str(noted)) if noted else post.approved_at or post.made_at
