"""The pieces of a text that tells of several matters. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedback_service.vocabulary import Kind

MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One matter: the citizen's words, whose it is and what. `with_files`: the photos go along."""

    text: str
    unit: str
    topic: str
    kind: Kind
    with_files: bool = False


def span_of(words: str, message: str) -> tuple[int, int] | None:
    """Where the words stand in the message, half-open; blanks and line ends may differ. None where they do not."""
    pieces = [re.escape(piece) for piece in words.split()]
    found = re.search(r"\s+".join(pieces), message) if pieces else None
    return found.span() if found else None


def parts_typed(form: Mapping[str, str]) -> list[Part]:
    """Of the split form: what has words counts. Raises ValueError for a kind that is none."""
    return [
        _part(form, number) for number in range(1, MOST_PARTS + 1) if form.get(f"doan_{number}", "").strip()
    ]


def _part(form: Mapping[str, str], number: int) -> Part:
    return Part(
        text=form.get(f"doan_{number}", "").strip(),
        unit=form.get(f"don_vi_{number}", ""),
        topic=form.get(f"linh_vuc_{number}", ""),
        kind=Kind(form.get(f"loai_{number}", "")),
        with_files=bool(form.get(f"kem_tep_{number}")),
    )


def spans_of(parts: Iterable[Part], message: str) -> list[tuple[int, int] | None]:
    """In the order of the parts; words that stand there twice are found at their second place the second time."""
    taken: list[tuple[int, int] | None] = []
    for part in parts:
        span = span_of(part.text, message)
        while span in taken and span is not None:
            later = span_of(part.text, message[span[1] :])
            span = (later[0] + span[1], later[1] + span[1]) if later else None
        taken.append(span)
    return taken
