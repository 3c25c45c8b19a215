"""What somebody is asking may be answered already: published questions of the same matter, and procedures.

Like published.py it looks at public texts and at the pack, never at what citizens wrote.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.procedures import procedures_meant
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack, Procedure
from feedback_service.records import Case, PublicText
from feedback_service.routing.alike.published import LONGEST
from feedback_service.routing.alike.shingles import words_of
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Kind, Visibility

MOST_SHOWN = 2  # of each: more would push the box that is being written in off a small screen
LOOKED_AT = 60  # the newest questions of the topic
FEWEST_WORDS = 3
_ENOUGH = 0.4  # of the telling words of the question


@dataclass(frozen=True, slots=True)
class Answered:
    """Best first."""

    questions: tuple[PublicCase, ...] = ()
    procedures: tuple[Procedure, ...] = ()


def answered_already(session: Session, text: str, pack: Pack) -> Answered:
    """Nothing for what would be sealed, and nothing for two words."""
    said = text[:LONGEST]
    if len(said.split()) < FEWEST_WORDS:
        return Answered()
    found = propose(said, pack)
    if found.visibility == Visibility.SEALED or found.spam or found.danger:
        return Answered()
    procedures = procedures_meant(said, pack, MOST_SHOWN)
    topics = dict.fromkeys([found.topic, *(one.topic for one in procedures)])
    return Answered(_questions(session, fold(said), [one for one in topics if one], pack), tuple(procedures))


def _questions(session: Session, folded: str, topics: list[str], pack: Pack) -> tuple[PublicCase, ...]:
    said = frozenset(words_of(folded))
    rows = [row for topic in topics for row in _newest_of(session, topic)]
    rated = sorted(((_share(said, title), number) for number, title in rows), reverse=True)
    best = [number for share, number in rated if share >= _ENOUGH]
    return tuple(load_public_cases(session, best[:MOST_SHOWN], pack))


def _newest_of(session: Session, topic: str) -> list[tuple[int, str]]:
    """By the index on (state, kind, topic, day): the same cost with ten questions and with a million."""
    asked = (
        select(PublicText.id, PublicText.title)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), PublicText.kind == Kind.HOI_DAP, PublicText.topic_code == topic)
        .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
        .limit(LOOKED_AT)
    )
    return [(number, title) for number, title in session.execute(asked)]


def _share(said: frozenset[str], title: str) -> float:
    """How much of the question was said. A title is one line, so that its words tell."""
    asked = frozenset(words_of(fold(title)))
    shared = len(asked & said)
    return shared / len(asked) if shared > 1 else 0.0
