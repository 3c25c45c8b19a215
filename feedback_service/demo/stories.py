"""The stories that demo cases are told from: written by hand, invented, none of them anybody's."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from feedback_service.vocabulary import Kind

FILE = Path(__file__).parent.parent / "commune" / "ea-knop" / "demo.yaml"


@dataclass(frozen=True, slots=True)
class Story:
    """`texts` as citizens wrote it, with and without accents; {place} stands for a thôn or buôn.

    `title`, `summary` and `answer` are the commune's own words.
    """

    topic: str
    unit: str
    kind: Kind
    texts: tuple[str, ...]
    title: str
    summary: str
    answer: str
    danger: bool = False


@cache
def stories() -> tuple[Story, ...]:
    rows = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        Story(
            topic=row["topic"],
            unit=row["unit"],
            kind=Kind(row["kind"]),
            texts=tuple(row["texts"]),
            title=row["title"],
            summary=row["summary"],
            answer=row["answer"],
            danger=row.get("danger", False),
        )
        for row in rows
    )
