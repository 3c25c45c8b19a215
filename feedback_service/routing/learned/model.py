"""The model as plain arrays, and asking it. Pure; needs NumPy only.

One score a label, from the pieces of the message and the lexicon's hits: a sum of weights. So every score can be
taken apart again, word by word (`telling_words`).
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


@dataclass(frozen=True, slots=True)
class Head:
    """The labels of one question and their weights: pieces x labels in steps of `scale`, names x labels, bias.

    A head that has rows for one family only (topics) reads words alone.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: Floats
    named: Floats
    bias: Floats


@dataclass(frozen=True)
class Model:
    """`rarity`: what a piece counts, families x buckets. `settings`: numbers found while training, by name
    (calibrating.py). `version` names the model in every proposal that it had a part in.
    """

    version: str
    commune: str  # the commune whose messages and lexicon it learned from; for others it says nothing
    rarity: NDArray[np.float16]
    names: tuple[str, ...]
    heads: Mapping[str, Head]
    settings: Mapping[str, float]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self.names)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A message made ready: the rows of the weights that it touches and what each counts; words come first."""

    rows: Indices
    values: Floats
    of_words: int
    named_rows: Indices
    named_values: Floats


def ready(words: Words, named: Mapping[str, float], model: Model) -> Asked:
    pieces = pieces_of(words)
    rows, values = weighed(pieces, model.rarity)
    return Asked(rows, values, len(pieces.words), *named_values(named, model.rows))


def weighed(pieces: Pieces, rarity: NDArray[np.float16]) -> tuple[Indices, Floats]:
    """Each family has length one, so that long messages speak no louder than short ones."""
    rows, values = [], []
    for number, found in enumerate(pieces.families):
        weight = rarity[number, found].astype(np.float32)
        length = float(np.sqrt(np.dot(weight, weight))) or 1.0
        rows.append(found + number * BUCKETS)
        values.append(weight / length)
    return np.concatenate(rows), np.concatenate(values)


def scores(asked: Asked, head: Head) -> dict[str, float]:
    """One number a label; above 0 speaks for it."""
    rows, values = asked.rows, asked.values
    if len(head.weights) == BUCKETS:
        rows, values = rows[: asked.of_words], values[: asked.of_words]
    found = values @ head.weights[rows].astype(np.float32) * head.scale + head.bias
    found = found + asked.named_values @ head.named[asked.named_rows]
    return dict(zip(head.labels, found.tolist(), strict=True))


def telling_words(words: Words, head: Head, label: str, model: Model) -> list[tuple[float, int]]:
    """What each word alone adds to `label` beyond what it adds to the others on average, by its place."""
    column = head.labels.index(label)
    at = word_buckets(words)
    weights = head.weights[at].astype(np.float32) * head.scale
    lead = (weights[:, column] - weights.mean(axis=1)) * model.rarity[0, at].astype(np.float32)
    return [(float(value), place) for place, value in enumerate(lead)]
