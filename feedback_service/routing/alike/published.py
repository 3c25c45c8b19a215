"""What the public is offered while somebody writes: results that tell of the same.

Compared are public texts and nothing else. A likeness to what the citizens wrote would let anybody find out, word
by word, what stands in a message that was never published.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.places import is_certain
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack
from feedback_service.records import Case, PublicText
from feedback_service.routing.alike.candidates import by_bands, by_place
from feedback_service.routing.alike.judging import Told, likest
from feedback_service.routing.alike.kept import public_words
from feedback_service.routing.alike.sketch import bands
from feedback_service.routing.proposing import propose
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Visibility

MOST_SHOWN = 3
WITHIN = timedelta(days=180)
LONGEST = 2_000  # characters of what is being written that are looked at
FEWEST_WORDS = 4


def alike_published(session: Session, text: str, area: str, pack: Pack, today: date) -> list[PublicCase]:
    """The best three for a text that may still be half written. Nothing for what would be sealed."""
    if len(text.split()) < FEWEST_WORDS:
        return []
    found = propose(text[:LONGEST], pack, area)
    if found.visibility == Visibility.SEALED or found.spam:
        return []
    named = found.areas[0] if len(found.areas) == 1 and is_certain(found.areas[0], pack) else ""
    told = Told(0, fold(text[:LONGEST]), area or named, found.topic, today)
    return _best(session, told, pack)


def alike_published_to(session: Session, code: str, pack: Pack) -> list[PublicCase]:
    """For the sender of a case, on the receipt."""
    case = session.scalars(select(Case).where(Case.code == code, UNSEALED)).one_or_none()
    if case is None:
        return []
    told = Told(case.id, case.folded, case.area_code, case.topic_code, case.received_on)
    return _best(session, told, pack)


def _best(session: Session, told: Told, pack: Pack) -> list[PublicCase]:
    since = told.received_on - WITHIN
    here = by_place(session, told.area, told.topic, since, told.received_on)
    ids = dict.fromkeys([*here, *by_bands(session, bands(told.folded, public=True))])
    ids.pop(told.id, None)
    if not ids:
        return []
    likeness = likest(told, _texts(session, list(ids), since), pack, MOST_SHOWN)
    return load_public_cases(session, [one.id for one in likeness], pack)


def _texts(session: Session, ids: Sequence[int], since: date) -> list[Told]:
    """The published texts of these cases, by the texts' own ids."""
    asked = (
        select(
            PublicText.id,
            PublicText.title,
            PublicText.summary,
            PublicText.area_code,
            PublicText.topic_code,
            PublicText.received_on,
        )
        .join(Case, Case.id == PublicText.case_id)
        .where(PublicText.case_id.in_(ids), *published(), PublicText.answered_on >= since)
    )
    return [
        Told(number, public_words(title, summary), area, topic, day)
        for number, title, summary, area, topic, day in session.execute(asked)
    ]
