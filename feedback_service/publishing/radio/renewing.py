"""A told result was corrected or taken back: the bulletin that is still being written tells it as it is now."""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import find_public_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.bulletins import WRITERS, changed_items, tie
from feedback_service.publishing.radio.composing.told import aloud, question_words, result_words, story_words
from feedback_service.publishing.radio.ear import blocks, reading_seconds
from feedback_service.publishing.radio.ear.bulletin import check_part
from feedback_service.publishing.radio.facts import other_step
from feedback_service.publishing.radio.parts import Part, PartKind, read_parts, written
from feedback_service.publishing.radio.voice import ear_of, pace_of
from feedback_service.records import Bulletin, BulletinItem, Officer, PublicText
from feedback_service.vocabulary import PaperState

_WORDS: dict[PartKind, Callable[[PublicCase, Pack], str]] = {
    PartKind.STORY: story_words,
    PartKind.QUESTION: question_words,
}


def renew_bulletin(session: Session, bulletin: Bulletin, officer: Officer, pack: Pack) -> None:
    """What is no longer public goes, what was corrected is told anew, and so are the headlines.

    Raises NotYours, ChangeNotAllowed for one that is approved: that one is withdrawn.
    """
    if officer.role not in WRITERS:
        raise NotYours
    if bulletin.state not in (PaperState.DRAFT, PaperState.PROPOSED):
        raise other_step()
    changed = set(changed_items(session, bulletin))
    place, parts = 0, []
    for part in read_parts(bulletin.parts):
        kept = _renewed(session, part, place, pack) if part.code in changed else part
        if kept:
            parts.append(kept)
            place += kept.kind == PartKind.RESULT
    parts = [
        _headlines(session, parts, part, pack) if part.kind == PartKind.HEADLINES else part for part in parts
    ]
    parts = [part for part in parts if part.text]
    stale = select(PublicText.id).where(PublicText.code.in_(changed))
    session.execute(
        delete(BulletinItem).where(
            BulletinItem.bulletin_id == bulletin.id, BulletinItem.public_text_id.in_(stale)
        )
    )
    bulletin.parts, bulletin.author_id, bulletin.state = written(parts), officer.id, PaperState.DRAFT
    bulletin.seconds = reading_seconds([part.text for part in parts], pace_of(pack))
    tie(session, bulletin, parts)


def _renewed(session: Session, part: Part, place: int, pack: Pack) -> Part | None:
    case = find_public_case(session, part.code, pack)
    if case is None:
        return None
    words = _WORDS.get(part.kind)
    return Part(part.kind, words(case, pack) if words else result_words(case, place, pack), part.code)


def _headlines(session: Session, parts: list[Part], part: Part, pack: Pack) -> Part:
    told = (
        find_public_case(session, one.code, pack)
        for one in parts
        if one.code and one.kind != PartKind.QUESTION
    )
    lines = [aloud(case.title, pack) for case in told if case][: part.text.count("\n")]
    return Part(part.kind, "\n".join([part.text.partition("\n")[0], *lines]) if lines else "")


def fit_to_hear(session: Session, bulletin: Bulletin, pack: Pack) -> None:
    """Parts that tell a result and that nobody can read out are left out: for whoever has no time to rewrite them."""
    ear = ear_of(pack)
    parts = [
        part
        for place, part in enumerate(read_parts(bulletin.parts))
        if not (part.code and blocks(check_part(place, part.text, ear)))
    ]
    bulletin.parts = written(parts)
    bulletin.seconds = reading_seconds([part.text for part in parts], pace_of(pack))
    tie(session, bulletin, parts)
    session.flush()
