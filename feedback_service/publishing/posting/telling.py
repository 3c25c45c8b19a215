"""Tells those who publish that a post is in trouble, once for each trouble, with what can be done."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier.platform_words import explain_platform
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, Post
from feedback_service.vocabulary import PostState, Role

# What mends itself and is not told: the next turn tries again or looks.
_LASTING = frozenset({"slow", "no_token", "refresh", "changed_on_site", "take_down_by_hand"})


def tell_publishers(session: Session, post: Post, pack: Pack, now: datetime) -> None:
    """The author, and the publishers who really are here: a made-up officer has no letter-box."""
    if post.state != PostState.FAILED and post.trouble not in _LASTING and post.take_down_at is None:
        return
    who = or_(Officer.role == Role.PUBLISHER, Officer.id == post.author_id)
    officers = select(Officer).where(who, Officer.active.is_(True), Officer.demo.is_(False))
    trouble = post.trouble or ("taken_down" if post.take_down_at else "")
    medium = next((one.name.vi for one in pack.media if one.code == post.medium_code), post.medium_code)
    with force_locale("vi"):
        explained = explain_platform(post.provider, trouble)
        words = {"meaning": str(explained.meaning), "remedy": str(explained.remedy)}
    about = {"medium": medium, "title": post.title or post.text.partition("\n")[0], "post": post.id, **words}
    for officer in session.scalars(officers):
        key = f"post:{post.id}:{trouble}:{post.attempts}:{officer.id}"
        mail_officer(session, officer.email, "post_failed", pack, now, key, **about)
