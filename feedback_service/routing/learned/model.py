"""The model as plain arrays, and asking it. Pure; needs NumPy only.

Each piece of a message and each hit of the lexicon has a short row of numbers; a message is the weighed sum of its
rows; from that sum, where it is above zero, every answer gets its score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from feedback_service.routing.learned.features import (
    BUCKETS,
    Floats,
    Indices,
    Pieces,
    named_values,
    pieces_of,
    word_buckets,
)
from feedback_service.routing.rules_words import Words

FAMILIES = 3
OFFICES, KINDS, FLAGS, TOPICS = "offices", "kinds", "flags", "topics"
DANGER, SENSITIVE, SPAM, SEVERAL = "danger", "sensitive", "spam", "several"


@dataclass(frozen=True)
class Model:
    """`rarity`: what a piece counts, families x buckets. `pieces`: rows of the pieces in steps of `steps`, one a
    bucket of each family; `named`: rows of the lexicon's `names`. `answers` and `bias`: from the sum to the labels
    of all questions side by side. `settings`: numbers found while training (calibrating.py).
    """

    version: str
    commune: str  # the commune whose messages and lexicon it learned from; for others it says nothing
    rarity: NDArray[np.float16]
    pieces: NDArray[np.int8]
    steps: NDArray[np.float16]
    names: tuple[str, ...]
    named: Floats
    shift: Floats
    answers: Floats
    bias: Floats
    labels: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, float]
    homes: Mapping[str, str]  # the office of each topic when it was learned

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def places(self) -> Mapping[str, slice]:
        """Where the labels of each question stand."""
        ends = np.cumsum([0, *map(len, self.labels.values())]).tolist()
        return {
            name: slice(start, end) for name, start, end in zip(self.labels, ends, ends[1:], strict=False)
        }


def heard(words: Words, named: Mapping[str, float], model: Model) -> Floats:
    """A message as one short row of numbers, none below zero."""
    rows, values = weighed(pieces_of(words), model.rarity)
    at, what = named_values(named, model.rows)
    found = (values * model.steps[rows].astype(np.float32)) @ model.pieces[rows].astype(np.float32)
    return np.maximum(found + what @ model.named[at] + model.shift, 0, dtype=np.float32)


def weighed(pieces: Pieces, rarity: NDArray[np.float16]) -> tuple[Indices, Floats]:
    """Each family has length one, so that long messages speak no louder than short ones."""
    rows, values = [], []
    for number, found in enumerate(pieces.families):
        weight = rarity[number, found].astype(np.float32)
        length = float(np.sqrt(np.dot(weight, weight))) or 1.0
        rows.append(found + number * BUCKETS)
        values.append(weight / length)
    return np.concatenate(rows), np.concatenate(values)


def scores(numbers: Floats, model: Model) -> dict[str, dict[str, float]]:
    """By question, one number a label; higher speaks for it."""
    found = numbers @ model.answers + model.bias
    return {
        question: dict(zip(labels, found[model.places[question]].tolist(), strict=True))
        for question, labels in model.labels.items()
    }


def telling_words(words: Words, office: str, numbers: Floats, model: Model) -> list[tuple[float, int]]:
    """What each word alone adds to `office` beyond what it adds to the offices on average, with its place."""
    offices = model.answers[:, model.places[OFFICES]]
    lead = offices[:, model.labels[OFFICES].index(office)] - offices.mean(axis=1)
    at = word_buckets(words)
    rows = model.pieces[at].astype(np.float32) * model.steps[at].astype(np.float32)[:, None]
    said = rows @ np.where(numbers > 0, lead, 0) * model.rarity[0, at].astype(np.float32)
    return [(float(value), place) for place, value in enumerate(said)]
