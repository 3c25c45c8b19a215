"""What becomes of a post whose public texts changed. Verbs of the worker; none of them commits.

corrected     not out yet: a draft with the new words. On a platform: put right by update; where it cannot change a
              picture, taken down and put up anew. By hand: somebody is told
withdrawn     not out yet: the end of it. On a platform: taken down, with a line in the public ledger
in a summary  the same; a summary that lost a result is written anew as a draft, once the old one is down. It is not
              updated, since a platform shows its readers what stood there before
"""

import logging
from datetime import date, datetime

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.config import Config
from feedback_service.handling.public.filter import PublicCase
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.composing import Composed, compose
from feedback_service.publishing.posting.deciding import CORRECTED
from feedback_service.publishing.posting.drafting import EDITABLE, back_to_draft
from feedback_service.publishing.posting.frozen import author_of, content_hash
from feedback_service.publishing.posting.pictures import picture_after
from feedback_service.publishing.posting.summaries import Span, summarise
from feedback_service.publishing.posting.taking_down import free_key, want_taken_down, write_removal
from feedback_service.publishing.posting.telling import tell_publishers
from feedback_service.records import Officer, Post, PublicText
from feedback_service.vocabulary import PostState, RemovalReason, Role

logger = logging.getLogger(__name__)


def withdraw_post(session: Session, post: Post, pack: Pack, now: datetime, anew: bool = False) -> None:
    if post.state in EDITABLE and not post.remote_id:
        post.state, post.trouble = PostState.TAKEN_DOWN, "withdrawn"
        free_key(post)
        return
    if post.state == PostState.FAILED:
        post.state = PostState.POSTED  # it may stand there
    want_taken_down(post, now, anew)
    if post.form == "broadcast":
        return
    tell_publishers(session, post, pack, now)
    officer = session.get(Officer, post.approver_id or post.author_id)
    role = officer.role if officer else Role.PUBLISHER
    write_removal(session, post, RemovalReason.OTHER, "", role, None, now)
    logger.info("post_withdrawn", extra={"post": post.id})


def correct_post(session: Session, post: Post, case: PublicCase, pack: Pack, now: datetime) -> None:
    """Made again of the corrected text, which two people approved: the old words must not stand longer than that."""
    rule = _rule(post, pack)
    if rule is None or post.form == "broadcast" or post.public_text_id is None:
        return
    with force_locale("vi"):
        made = compose(case, rule, _base(), pack)
    picture = picture_after(session, post, case, rule.shape, pack)
    other, post.photo_sha256 = picture != post.photo_sha256, picture
    post.source_hash = session.get_one(PublicText, post.public_text_id).content_hash
    _rewrite(session, post, made, pack, now, other_picture=other)


def correct_summary(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    """A title in it was corrected."""
    made = _summarised(session, post, pack, now)
    if made is not None:
        _rewrite(session, post, made, pack, now)


def summary_lost_one(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    """Of what is left a draft is made; nothing where nothing is left."""
    made = _summarised(session, post, pack, now)
    if made is None:
        withdraw_post(session, post, pack, now)
    elif post.state in EDITABLE and not post.remote_id:
        _say(post, made)
        back_to_draft(post)
    else:
        withdraw_post(session, post, pack, now, anew=True)
        _say(post, made)
        post.content_hash = ""


def _rewrite(
    session: Session, post: Post, made: Composed, pack: Pack, now: datetime, other_picture: bool = False
) -> None:
    _say(post, made)
    if post.state in EDITABLE:
        back_to_draft(post)
        return
    post.content_hash = content_hash(post)
    platform = this_carrier().platform(post.provider)
    if other_picture and platform and not platform.changes_pictures and post.state == PostState.POSTED:
        want_taken_down(post, now, anew=True)
        return
    post.trouble = CORRECTED
    if post.state == PostState.BY_HAND or platform is None:
        tell_publishers(session, post, pack, now)


def _say(post: Post, made: Composed) -> None:
    kept: dict[str, object] = {name: post.about[name] for name in ("anew", "sent_at") if name in post.about}
    post.title, post.text = made.title, made.text
    post.about = {**made.about, **kept, "lead": made.lead, "author": made.author or author_of(post)}


def _summarised(session: Session, post: Post, pack: Pack, now: datetime) -> Composed | None:
    rule = _rule(post, pack)
    if rule is None:
        return None
    span = Span(date.fromisoformat(post.about["since"]), date.fromisoformat(post.about["until"]))
    with force_locale("vi"):
        return summarise(session, span, rule, _base(), pack, now)


def _rule(post: Post, pack: Pack) -> PostRule | None:
    return next((rule for rule in pack.posts if rule.code == post.medium_code), None)


def _base() -> str:
    config: Config = current_app.config["SERVICE"]
    return config.public_base_url
