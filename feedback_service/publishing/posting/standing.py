"""Whether what a post tells may still be read by anybody."""

from flask_babel import force_locale
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import load_public_cases
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.summaries import line_of
from feedback_service.records import Post, PublicText


def told_of(post: Post) -> list[int]:
    """The ids of the public texts in it."""
    if post.public_text_id is not None:
        return [post.public_text_id]
    return [int(number) for number in post.about.get("texts") or ()]


def all_public(session: Session, post: Post, pack: Pack) -> bool:
    """False as soon as one of them was withdrawn or sealed."""
    told = told_of(post)
    return len(load_public_cases(session, told, pack)) == len(told)


def still_published(session: Session, post: Post, pack: Pack) -> bool:
    """All of them are public, and as they were when they were written down here."""
    if not all_public(session, post, pack):
        return False
    if post.public_text_id is None:
        return told_as_now(session, post, pack)
    return session.get_one(PublicText, post.public_text_id).content_hash == post.source_hash


def told_as_now(session: Session, post: Post, pack: Pack) -> bool:
    """Whether a summary's lines would be the same today: a correction may have changed a title."""
    with force_locale("vi"):
        lines = [line_of(case) for case in load_public_cases(session, told_of(post), pack)]
    return sorted(post.about.get("lines", lines)) == sorted(lines)
