"""Which picture goes with a post: a card with its words, or one of those that were approved with the public text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed
from feedback_service.handling.public.filter import PublicCase, PublicPicture, shown_photos
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.handling.public.versions import versions_of
from feedback_service.pack.model import Pack
from feedback_service.publishing.photos import find_public_picture
from feedback_service.publishing.posting.cards import card_of_result
from feedback_service.publishing.posting.facts import PictureGone
from feedback_service.records import Attachment, Officer, Post, PublicPhoto, PublicText
from feedback_service.vocabulary import PostShape, PostState

CARD = 0  # in place of the number of a photo


@dataclass(frozen=True, slots=True)
class Offered:
    """A photo of the result, by its number from 1; `chosen`: it goes with the post."""

    number: int
    photo: PublicPicture
    chosen: bool


def offered(session: Session, post: Post, pack: Pack) -> list[Offered]:
    """Empty for summaries, and where the result has no photos."""
    found = []
    for case in _cases(session, post, pack):
        for number, photo in enumerate(case.photos, 1):
            name = find_public_picture(session, case.code, number, pack)
            if name:
                found.append(Offered(number, photo, name == post.photo_sha256))
    return found


def choose_picture(
    session: Session, post: Post, officer: Officer, number: int, revision: int, pack: Pack
) -> None:
    """`number` of a photo, or CARD (on the commune's site: none). Who chooses is its author now, another one approves.

    Raises ChangedMeanwhile, ChangeNotAllowed, PictureGone.
    """
    if post.revision != revision:
        raise ChangedMeanwhile
    cases = _cases(session, post, pack)
    if post.state != PostState.DRAFT or post.remote_id or not cases:
        raise ChangeNotAllowed
    name = (
        find_public_picture(session, cases[0].code, number, pack)
        if number
        else _without(post, cases[0], pack)
    )
    if name is None:
        raise PictureGone
    post.photo_sha256, post.author_id = name, officer.id
    session.flush()


def first_picture(case: PublicCase, shape: PostShape, pack: Pack) -> str:
    """The card; the commune's own site shows the result's photos itself."""
    return "" if shape == PostShape.PAGE else card_of_result(case, pack)


def picture_after(session: Session, post: Post, case: PublicCase, shape: PostShape, pack: Pack) -> str:
    """Of a corrected text: the chosen photo while it is still shown, else the card drawn anew."""
    names = (find_public_picture(session, case.code, number + 1, pack) for number in range(len(case.photos)))
    keeps = post.photo_sha256 in set(names) and may_be_shown(session, post)
    return post.photo_sha256 if keeps else first_picture(case, shape, pack)


def may_be_shown(session: Session, post: Post) -> bool:
    """False where the chosen photo was sealed since, or stood with the text once and does so no more."""
    if session.scalars(sealed_pictures().where(Post.id == post.id).limit(1)).first() is not None:
        return False
    text = session.get(PublicText, post.public_text_id) if post.public_text_id else None
    if text is None or post.photo_sha256 in _names(shown_photos(text)):
        return True
    return all(post.photo_sha256 not in _names(shown_photos(one)) for one in versions_of(session, text.id))


def _names(photos: Sequence[Mapping[str, Any]]) -> set[str]:
    return {photo["sha256"] for photo in photos}


def _without(post: Post, case: PublicCase, pack: Pack) -> str:
    return first_picture(case, PostShape.PAGE if post.form == "page" else PostShape.SHORT, pack)


def sealed_pictures() -> Select[Post]:
    """Posts with a photo that nobody may see any more."""
    same = and_(PublicPhoto.public_text_id == Post.public_text_id, PublicPhoto.sha256 == Post.photo_sha256)
    return (
        select(Post)
        .join(PublicPhoto, same)
        .join(Attachment, Attachment.id == PublicPhoto.attachment_id)
        .where(Attachment.sealed.is_(True))
    )


def _cases(session: Session, post: Post, pack: Pack) -> Sequence[PublicCase]:
    return load_public_cases(session, [post.public_text_id], pack) if post.public_text_id else ()
