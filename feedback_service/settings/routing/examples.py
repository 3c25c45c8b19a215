"""Past cases as examples of what a change does. Whoever changes rules reads no cases: personal data is masked, and
what has been sealed since is left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.marking import Piece, pieces_of
from feedback_service.records import Case
from feedback_service.routing.personal_data import mask
from feedback_service.staff.visibility import UNSEALED

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Example:
    """`start` and `end`: units, "" for triage; the same where only flags change. `flags`: "+danger", "-spam"."""

    code: str
    pieces: tuple[Piece, ...]
    start: str
    end: str
    verdict: str
    flags: Sequence[str]


def examples_of(session: Session, kept: Iterable[dict[str, Any]]) -> list[Example]:
    """`kept`: as routing/rehearsing/counting.py wrote them."""
    by_case = {int(one["case"]): one for one in kept}
    rows = session.execute(select(Case.id, Case.code, Case.text).where(Case.id.in_(by_case), UNSEALED)).all()
    texts = {row.id: row for row in rows}
    return [_example(one, texts[number]) for number, one in by_case.items() if number in texts]


def _example(one: dict[str, Any], case: Any) -> Example:
    text = mask(case.text)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return Example(
        code=case.code,
        pieces=pieces_of(text, _spans(text, one.get("words", ()))),
        start=one.get("from", ""),
        end=one.get("to", ""),
        verdict=one["verdict"],
        flags=one["flags"],
    )


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Wherever the words that decided stand in what is left of the text."""
    return [
        found.span()
        for word in words
        for found in re.finditer(r"\s+".join(map(re.escape, word.split())), text, re.IGNORECASE)
    ]
