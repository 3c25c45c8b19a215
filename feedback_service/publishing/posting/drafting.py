"""Making and mending drafts. Verbs of people and of the weekly routine; none of them commits."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed
from feedback_service.handling.public.queries import find_public_case
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.cards import card_of_figures
from feedback_service.publishing.posting.composing import FORMS, Composed, compose
from feedback_service.publishing.posting.facts import AddressMissing, NothingToTell, NotPublished
from feedback_service.publishing.posting.frozen import key_of, path_of_key
from feedback_service.publishing.posting.pictures import first_picture
from feedback_service.publishing.posting.summaries import Span, summarise
from feedback_service.records import Officer, Post, PublicText
from feedback_service.vocabulary import PostState

EDITABLE = (PostState.DRAFT, PostState.APPROVED, PostState.FAILED)


def draft_result(
    session: Session, code: str, rule: PostRule, officer: Officer, base: str, pack: Pack, now: datetime
) -> Post:
    """One for each medium: where there is one already it is that. Raises NotPublished."""
    case = find_public_case(session, code, pack)
    text = session.scalars(select(PublicText).where(PublicText.code == code)).one_or_none()
    if case is None or text is None:
        raise NotPublished
    with force_locale("vi"):
        made = compose(case, rule, base, pack)
    there = find_by_key(session, key_of(rule.code, FORMS[rule.shape], made.path))
    if there is not None:
        return there
    post = _new(made, rule, officer, now)
    post.public_text_id, post.source_hash = text.id, text.content_hash
    post.photo_sha256 = first_picture(case, rule.shape, pack)
    session.add(post)
    session.flush()
    return post


def draft_summary(
    session: Session, span: Span, rule: PostRule, officer_id: int, base: str, pack: Pack, now: datetime
) -> Post:
    """Raises NothingToTell."""
    with force_locale("vi"):
        made = summarise(session, span, rule, base, pack, now)
    if made is None:
        raise NothingToTell
    there = find_by_key(session, key_of(rule.code, FORMS[rule.shape], made.path))
    if there is not None:
        return there
    post = _new(made, rule, officer_id, now)
    post.photo_sha256 = card_of_figures(made.title or made.text.partition("\n")[0], pack)
    session.add(post)
    session.flush()
    return post


def rewrite_post(
    session: Session, post: Post, officer: Officer, title: str, lead: str, text: str, revision: int
) -> None:
    """It has to be approved again. Raises ChangedMeanwhile, ChangeNotAllowed, AddressMissing."""
    if post.revision != revision:
        raise ChangedMeanwhile
    if post.state not in EDITABLE or post.remote_id or post.form == "broadcast":
        raise ChangeNotAllowed
    if path_of_key(post.key) not in text:
        raise AddressMissing
    post.title, post.text = title.strip()[:200], text.replace("\r\n", "\n").strip()
    post.about = {**post.about, "lead": lead.strip()}
    post.author_id = officer.id
    back_to_draft(post)
    session.flush()


def back_to_draft(post: Post) -> None:
    post.state, post.content_hash = PostState.DRAFT, ""
    post.approver_id = post.approved_at = post.scheduled_for = post.claimed_until = None
    post.trouble = post.trouble_details = ""


def find_by_key(session: Session, key: str) -> Post | None:
    return session.scalars(select(Post).where(Post.key == key)).one_or_none()


def _new(made: Composed, rule: PostRule, officer: Officer | int, now: datetime) -> Post:
    form = FORMS[rule.shape]
    return Post(
        medium_code=rule.code,
        provider=rule.provider,
        form=form,
        public_text_id=None,
        about={**made.about, "lead": made.lead, "author": made.author},
        key=key_of(rule.code, form, made.path),
        title=made.title,
        text=made.text,
        state=PostState.DRAFT,
        author_id=officer if isinstance(officer, int) else officer.id,
        made_at=now,
    )
