"""Public texts that changed since they were posted: corrections are posted too, what was withdrawn is taken down.

not yet out      back to draft with the corrected words; for a withdrawn one it is the end
on a platform    put right by update, or taken down, with a line in the public ledger
by hand          somebody is told to do it by hand
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.carrier.platforms import Done, Refused
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.composing import compose
from feedback_service.publishing.posting.deciding import free_key, want_taken_down, write_removal
from feedback_service.publishing.posting.drafting import back_to_draft, picture_of
from feedback_service.publishing.posting.frozen import content_hash
from feedback_service.publishing.posting.sending import speak_to
from feedback_service.publishing.posting.telling import tell_publishers
from feedback_service.publishing.posting.writing import writing_of
from feedback_service.records import Case, Officer, Post, PublicText
from feedback_service.vocabulary import PostState, Publication, RemovalReason, Role, Visibility

SUMMARIES_FOR = timedelta(days=60)  # older ones nobody scrolls to
MOST_AT_ONCE = 200
CORRECTED = "changed_on_site"

_WAITING = (PostState.DRAFT, PostState.APPROVED, PostState.FAILED)
_OUT = (PostState.POSTED, PostState.BY_HAND)
logger = logging.getLogger(__name__)


def compare_posts(*, now: datetime) -> None:
    """An errand, every few minutes: a withdrawn text must be gone everywhere."""
    pack = this_pack()
    with transaction() as session:
        for post in _differing(session):
            _follow(session, post, pack, now)
        for post in _summaries_with_a_gap(session, pack, now):
            _withdrawn(session, post, pack, now)
    update_posts(now=now)


def update_posts(*, now: datetime) -> None:
    """What was corrected here is put right there."""
    asked = select(Post.id).where(Post.state == PostState.POSTED, Post.trouble == CORRECTED).limit(20)
    numbers = list(db.session().scalars(asked))
    db.session().rollback()
    for number in numbers:
        _update(number, now)


def _differing(session: Session) -> list[Post]:
    """Posts whose public text is not the one that they were made from, or is not shown any more."""
    gone = or_(PublicText.state != Publication.PUBLISHED, Case.visibility != Visibility.LISTED)
    other = and_(PublicText.content_hash != Post.source_hash, PublicText.state == Publication.PUBLISHED)
    live = (*_WAITING, *_OUT, PostState.CHECKING)
    asked = (
        select(Post)
        .join(PublicText, PublicText.id == Post.public_text_id)
        .join(Case, Case.id == PublicText.case_id)
        .where(Post.state.in_(live), Post.take_down_at.is_(None), or_(gone, other))
        .order_by(PublicText.changed_at.desc())
        .limit(MOST_AT_ONCE)
    )
    return list(session.scalars(asked.with_for_update(of=Post)))


def _follow(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    shown = load_public_cases(session, [post.public_text_id or 0], pack)
    if not shown:
        _withdrawn(session, post, pack, now)
    elif post.state != PostState.CHECKING:  # first it has to be known where it stands
        _corrected(session, post, shown[0], pack, now)


def _withdrawn(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    if post.state in _WAITING and not post.remote_id:
        post.state, post.trouble = PostState.TAKEN_DOWN, "withdrawn"
        free_key(post)
        return
    if post.state == PostState.FAILED:
        post.state = PostState.POSTED  # it may stand there
    want_taken_down(session, post, now)
    tell_publishers(session, post, pack, now)
    officer = session.get(Officer, post.approver_id or post.author_id)
    role = officer.role if officer else Role.PUBLISHER
    write_removal(session, post, RemovalReason.OTHER, "", role, None, now)
    logger.info("post_withdrawn", extra={"post": post.id})


def _corrected(session: Session, post: Post, case: PublicCase, pack: Pack, now: datetime) -> None:
    """Made again of the corrected text, which two people approved: the old words must not stand longer than that."""
    rule = next((one for one in pack.posts if one.code == post.medium_code), None)
    if rule is None or post.form == "broadcast":
        return
    text = session.get_one(PublicText, post.public_text_id)
    config: Config = current_app.config["SERVICE"]
    with force_locale("vi"):
        made = compose(case, rule, config.public_base_url, pack)
    post.title, post.text, post.source_hash = made.title, made.text, text.content_hash
    post.about = {**post.about, "lead": made.lead}
    post.photo_sha256 = picture_of(case, rule, pack)
    if post.state in _WAITING:
        back_to_draft(post)
        return
    post.content_hash, post.trouble = content_hash(post), CORRECTED
    if post.state == PostState.BY_HAND:
        tell_publishers(session, post, pack, now)


def _summaries_with_a_gap(session: Session, pack: Pack, now: datetime) -> Iterator[Post]:
    """A summary holds the titles of its results: one that was withdrawn must not be read there either."""
    asked = select(Post).where(
        Post.public_text_id.is_(None),
        Post.state.in_((*_WAITING, *_OUT)),
        Post.made_at >= now - SUMMARIES_FOR,
        Post.take_down_at.is_(None),
    )
    for post in session.scalars(asked.limit(MOST_AT_ONCE)):
        told = [int(number) for number in post.about.get("texts") or ()]
        if len(load_public_cases(session, told, pack)) < len(told):
            yield post


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
        if row.revision != revision:
            return
        if isinstance(ended, Done):
            row.trouble = row.trouble_details = ""
        elif isinstance(ended, Refused):
            row.trouble_details = f"{ended.code} {ended.details}"[:300]
            tell_publishers(session, row, this_pack(), now)
