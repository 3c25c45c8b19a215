"""What the pages of posts read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack
from feedback_service.publishing.household import Trait, identifies_household
from feedback_service.publishing.personal_data import Mark, marks
from feedback_service.publishing.posting.facts import NoSuchPost
from feedback_service.publishing.posting.frozen import lead_of
from feedback_service.publishing.posting.pictures import Offered, offered
from feedback_service.records import Case, Officer, PlatformToken, Post, PublicText
from feedback_service.vocabulary import PostState

POSTS_ON_A_PAGE = 20
RESULTS_SHOWN = 12
MOST_COUNTED = 99


class Shelf(StrEnum):
    """What is shown together, by its word in the address."""

    DRAFTS = "cho-duyet"
    WAITING = "cho-dang"
    TROUBLE = "truc-trac"
    OUT = "da-dang"
    DOWN = "da-go"


_ON = {
    Shelf.DRAFTS: Post.state == PostState.DRAFT,
    Shelf.WAITING: Post.state.in_((PostState.APPROVED, PostState.SENDING, PostState.CHECKING)),
    Shelf.TROUBLE: or_(Post.state == PostState.FAILED, Post.trouble != ""),
    Shelf.OUT: Post.state.in_((PostState.POSTED, PostState.BY_HAND)),
    Shelf.DOWN: Post.state == PostState.TAKEN_DOWN,
}


@dataclass(frozen=True, slots=True)
class ToPost:
    """A published result, and the posts of it by medium."""

    case: PublicCase
    posts: dict[str, Post]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One post. `left`: personal data in it; `household`: by what a small hamlet would know the house.

    `photos`: pictures of the result that may go with it.
    """

    post: Post
    author: str
    approver: str
    left: tuple[Mark, ...]
    household: tuple[Trait, ...]
    photos: list[Offered]
    round_sent: Post | None


def find_post(session: Session, number: int) -> Post:
    """Raises NoSuchPost."""
    post = session.get(Post, number)
    if post is None:
        raise NoSuchPost
    return post


def posts_on(session: Session, shelf: Shelf, before: int | None) -> list[Post]:
    """Newest first; one more than a page holds."""
    asked = select(Post).where(_on(shelf))
    if before is not None:
        asked = asked.where(Post.id < before)
    return list(session.scalars(asked.order_by(Post.id.desc()).limit(POSTS_ON_A_PAGE + 1)))


def counts(session: Session) -> dict[Shelf, str]:
    """Of what waits for somebody, up to 99+."""
    return {shelf: _count(session, shelf) for shelf in (Shelf.DRAFTS, Shelf.WAITING, Shelf.TROUBLE)}


def results_to_post(session: Session, pack: Pack) -> list[ToPost]:
    """The newest published results."""
    newest = (
        select(PublicText.id)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published())
        .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
        .limit(RESULTS_SHOWN)
    )
    ids = list(session.scalars(newest))
    cases = {case.code: case for case in load_public_cases(session, ids, pack)}
    found: dict[str, dict[str, Post]] = {code: {} for code in cases}
    live = select(Post, PublicText.code).join(PublicText, PublicText.id == Post.public_text_id)
    for post, code in session.execute(
        live.where(Post.public_text_id.in_(ids), Post.state != PostState.TAKEN_DOWN)
    ):
        if code in found and post.form != "broadcast":
            found[code][post.medium_code] = post
    return [ToPost(case, found[code]) for code, case in cases.items()]


def read_post(session: Session, number: int, pack: Pack) -> Sheet:
    """Raises NoSuchPost."""
    post = find_post(session, number)
    lead = lead_of(post)
    names = _names(session, [post.author_id, post.approver_id or 0])
    return Sheet(
        post=post,
        author=names.get(post.author_id, ""),
        approver=names.get(post.approver_id or 0, ""),
        left=marks(post.title, lead, post.text, pack),
        household=_household(session, post, pack),
        photos=offered(session, post, pack),
        round_sent=session.scalars(
            select(Post).where(
                Post.form == "broadcast", Post.key == post.key.replace(":article:", ":broadcast:")
            )
        ).one_or_none()
        if post.form == "article"
        else None,
    )


def tokens(session: Session) -> dict[str, PlatformToken]:
    return {row.provider: row for row in session.scalars(select(PlatformToken))}


def last_posted(session: Session, provider: str) -> Post | None:
    asked = select(Post).where(Post.provider == provider, Post.state == PostState.POSTED)
    return session.scalars(asked.order_by(Post.posted_at.desc()).limit(1)).first()


def _household(session: Session, post: Post, pack: Pack) -> tuple[Trait, ...]:
    text = session.get(PublicText, post.public_text_id) if post.public_text_id else None
    area = pack.area_by_code.get(text.area_code) if text else None
    words = "\n".join((post.title, lead_of(post), post.text))
    return identifies_household(words, (area,) if area else (), pack)


def _on(shelf: Shelf) -> ColumnElement[bool]:
    return _ON[shelf]


def _count(session: Session, shelf: Shelf) -> str:
    some = select(Post.id).where(_on(shelf)).limit(MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)


def _names(session: Session, people: Sequence[int]) -> dict[int, str]:
    asked = select(Officer.id, Officer.name).where(Officer.id.in_(people))
    return {number: name for number, name in session.execute(asked)}
