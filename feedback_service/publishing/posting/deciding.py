"""What a second person decides of a post, and what is done with it afterwards. None of these verbs commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    PersonalDataFound,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.personal_data import marks
from feedback_service.publishing.posting.drafting import back_to_draft, find_by_key
from feedback_service.publishing.posting.facts import (
    AddressMissing,
    LinkMissing,
    NotConfirmed,
    NotPublished,
    PictureGone,
    TooLongForPlatform,
)
from feedback_service.publishing.posting.frozen import content_hash, key_of, lead_of, path_of_key
from feedback_service.publishing.posting.limits import faults_of
from feedback_service.publishing.posting.pictures import may_be_shown
from feedback_service.publishing.posting.standing import still_published
from feedback_service.publishing.posting.taking_down import is_down, want_taken_down, write_removal
from feedback_service.records import Officer, Post
from feedback_service.vocabulary import PostState, RemovalReason

CORRECTED = "changed_on_site"  # what stands there is not what stands here
_OUT = (PostState.POSTED, PostState.BY_HAND)


def approve_post(
    session: Session,
    post: Post,
    officer: Officer,
    revision: int,
    scheduled_for: datetime | None,
    rule: PostRule,
    pack: Pack,
    now: datetime,
) -> None:
    """Freezes it; the worker sends it at its hour. Raises ChangedMeanwhile, ChangeNotAllowed, SecondPersonNeeded,
    PersonalDataFound, TooLongForPlatform, AddressMissing, NotPublished, PictureGone.
    """
    if post.revision != revision:
        raise ChangedMeanwhile
    if post.state != PostState.DRAFT:
        raise ChangeNotAllowed
    if post.author_id == officer.id:
        raise SecondPersonNeeded
    _check(session, post, rule, pack)
    post.state, post.approver_id, post.approved_at = PostState.APPROVED, officer.id, now
    post.scheduled_for = max(scheduled_for or now, now)
    post.content_hash = content_hash(post)
    post.trouble = post.trouble_details = ""
    session.flush()


def take_back(session: Session, post: Post) -> None:
    """Before it has gone out. Raises ChangeNotAllowed."""
    if post.state not in (PostState.APPROVED, PostState.FAILED) or post.remote_id:
        raise ChangeNotAllowed
    back_to_draft(post)
    session.flush()


def post_again(session: Session, post: Post, now: datetime) -> None:
    """After somebody has put right what was wrong. What the platform has of it already is gone on with."""
    if post.state != PostState.FAILED or not post.content_hash:
        raise ChangeNotAllowed
    begun = bool(post.remote_id or post.remote_token)
    post.state = PostState.CHECKING if begun else PostState.APPROVED
    post.attempts, post.claimed_until, post.scheduled_for = 0, now, now
    post.trouble = post.trouble_details = ""
    session.flush()


def posted_by_hand(session: Session, post: Post, link: str, now: datetime) -> None:
    """Somebody copied it and posted it. Raises LinkMissing, ChangeNotAllowed."""
    if post.state not in (PostState.APPROVED, PostState.FAILED, PostState.CHECKING):
        raise ChangeNotAllowed
    link = link.strip()
    if not link.startswith(("https://", "http://")) or len(link) > 300:
        raise LinkMissing
    post.state, post.remote_url, post.posted_at = PostState.BY_HAND, link, now
    post.claimed_until, post.trouble, post.trouble_details = None, "", ""
    session.flush()


def take_down_post(
    session: Session, post: Post, officer: Officer, why: RemovalReason, reason: str, pack: Pack, now: datetime
) -> None:
    """The worker takes it off the platform; one that was posted by hand is taken off by hand. Traced in the ledger.

    Raises ChangeNotAllowed, ReasonMissing, PersonalDataFound: the reason is read by all.
    """
    if post.state not in _OUT or post.take_down_at is not None:
        raise ChangeNotAllowed
    if not reason.strip():
        raise ReasonMissing
    refuse_personal_data("", "", reason, pack)
    want_taken_down(post, now)
    write_removal(session, post, why, reason.strip(), officer.role, officer.id, now)
    session.flush()


def taken_down_by_hand(session: Session, post: Post, now: datetime) -> None:
    """Raises ChangeNotAllowed."""
    if post.take_down_at is None or post.state not in _OUT:
        raise ChangeNotAllowed
    is_down(post, now)
    session.flush()


def mended_by_hand(session: Session, post: Post) -> None:
    """The corrected words stand there now, as somebody says who put them there. Raises ChangeNotAllowed."""
    if post.state not in _OUT or post.trouble != CORRECTED:
        raise ChangeNotAllowed
    post.trouble = post.trouble_details = ""
    session.flush()


def send_round(session: Session, article: Post, officer: Officer, confirmed: bool, now: datetime) -> Post:
    """Sends a posted article to all followers: costs one of few, and cannot be taken back.

    Raises ChangeNotAllowed, SecondPersonNeeded, NotConfirmed.
    """
    if article.state != PostState.POSTED or article.form != "article" or article.take_down_at:
        raise ChangeNotAllowed
    if article.author_id == officer.id:
        raise SecondPersonNeeded
    if not confirmed:
        raise NotConfirmed
    key = key_of(article.medium_code, "broadcast", path_of_key(article.key))
    there = find_by_key(session, key)
    if there is not None:
        return there
    copied = ("medium_code", "provider", "public_text_id", "title", "text", "source_hash", "author_id")
    post = Post(**{name: getattr(article, name) for name in copied}, form="broadcast", key=key, made_at=now)
    post.about = {"article": article.remote_id, "lead": lead_of(article)}
    post.state, post.approver_id, post.approved_at, post.scheduled_for = (
        PostState.APPROVED,
        officer.id,
        now,
        now,
    )
    post.photo_sha256 = ""
    post.content_hash = content_hash(post)
    session.add(post)
    session.flush()
    return post


def refuse_personal_data(title: str, lead: str, text: str, pack: Pack) -> None:
    left = marks(title, lead, text, pack)
    if left:
        raise PersonalDataFound(tuple((mark.kind.value, mark.text, mark.field) for mark in left))


def _check(session: Session, post: Post, rule: PostRule, pack: Pack) -> None:
    if path_of_key(post.key) not in post.text:
        raise AddressMissing
    hard = tuple(fault for fault in faults_of(rule.shape, post.title, lead_of(post), post.text) if fault.hard)
    if hard:
        raise TooLongForPlatform(hard)
    refuse_personal_data(post.title, lead_of(post), post.text, pack)
    if not still_published(session, post, pack):
        raise NotPublished
    if not may_be_shown(session, post):
        raise PictureGone
