"""What is learned from: the corpus that comes with the commune's pack, and the lessons of its officers.

A fifth of the lessons, chosen by their words, is held back: never trained on, only measured on.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Lesson
from feedback_service.routing.judging import Row, read_rows
from feedback_service.routing.learned.corpus import Example, read_corpus
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.learned.in_force import COMMUNES, SHIPPED
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.whole import train
from feedback_service.routing.personal_data.masking import STANDS_FOR
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Kind

MOST_LESSONS = 20_000  # the newest; older ones would make the night too short
MOST_HELD_BACK = 2_000  # so many say it to within a per cent
HELD_BACK_ONE_IN = 5
WEIGHT = 3.0  # this commune's words count more than ours
WEIGHT_CORRECTED = 5.0  # what routing got wrong, most of all
_MASKS = re.compile("|".join(map(re.escape, STANDS_FOR.values())))

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the commune's material lies and what trains. `home`: the folder of the pack's files."""

    home: Path
    train: Callable[[Sequence[Example], Pack, Tell], Model] = train

    @property
    def shipped(self) -> Path:
        return self.home / SHIPPED

    def corpus(self) -> tuple[Example, ...]:
        """Raises CorpusNotReadable; empty where the commune has none."""
        return read_corpus(self.home / "corpus")

    def regression(self) -> tuple[Row, ...]:
        """Raises RowsNotReadable; empty where the commune has none."""
        file = self.home / "corpus" / "regression.jsonl"
        return read_rows(file) if file.exists() else ()

    def shipped_hash(self) -> str:
        """Changes with a release; "" where no model is shipped."""
        return hashlib.sha256(self.shipped.read_bytes()).hexdigest() if self.shipped.exists() else ""


def workshop_of(pack: Pack) -> Workshop:
    return Workshop(COMMUNES / pack.commune.code)


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson as it is used: with the office that its unit counts as."""

    at: datetime
    text: str
    office: str
    topic: str
    kind: Kind
    corrected: bool

    @property
    def key(self) -> str:
        return fold(self.text)

    @property
    def held_back(self) -> bool:
        """By its words: the same message is always on the same side, whoever sends it."""
        return int(hashlib.sha256(self.key.encode()).hexdigest()[:8], 16) % HELD_BACK_ONE_IN == 0


def lessons(session: Session, pack: Pack) -> list[Taught]:
    """The newest first, each text once: an older contradiction is forgotten. Units that are gone are left out.

    Sealed cases and spam have none; they are asked for all the same, in case one was sealed in some new way.
    """
    found = session.execute(
        select(Lesson.at, Lesson.text, Lesson.unit_code, Lesson.topic_code, Lesson.kind, Lesson.corrected)
        .join(Case, Case.id == Lesson.case_id)
        .where(UNSEALED, Case.kind != Kind.SPAM)
        .order_by(Lesson.at.desc(), Lesson.id.desc())
        .limit(MOST_LESSONS)
    )
    taught: dict[str, Taught] = {}
    for at, text, unit, topic, kind, corrected in found:
        if unit in pack.unit_by_code:
            one = Taught(at, _MASKS.sub(" ", text), counted_office(unit, pack), topic, kind, corrected)
            taught.setdefault(one.key, one)
    return list(taught.values())


def examples_of(taught: Iterable[Taught]) -> list[Example]:
    """Those that may be learned from. Of danger and the like nobody has said anything: they teach nothing of it."""
    return [
        Example(
            one.text,
            (one.office,),
            (one.kind.value,),
            one.topic,
            source="lesson",
            weight=WEIGHT_CORRECTED if one.corrected else WEIGHT,
            flags_known=False,
        )
        for one in taught
        if not one.held_back
    ]


def rows_of(taught: Iterable[Taught]) -> tuple[Row, ...]:
    """Those held back, to be measured on."""
    held = [one for one in taught if one.held_back][:MOST_HELD_BACK]
    return tuple(Row("", one.text, "", one.office, (), one.kind.value, (), False, False, ()) for one in held)
