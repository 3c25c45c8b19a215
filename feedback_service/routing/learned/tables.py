"""Many messages as one sparse table. Training only: needs SciPy, which web processes never import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.features import BUCKETS, Indices, pieces_of
from feedback_service.routing.learned.hits import named_hits
from feedback_service.routing.learned.model import FAMILIES
from feedback_service.routing.rules_lexicon import Lexicon, lexicon_of
from feedback_service.routing.rules_matching import find_hits
from feedback_service.routing.rules_scoring import rank_units, topic_scores
from feedback_service.routing.rules_words import Words, split_words

Sparse: TypeAlias = Any  # scipy.sparse.csr_matrix
_FIRST = "first:"


@dataclass(frozen=True, slots=True)
class Table:
    """Messages as numbers: `pieces` a family (ones), `named` the lexicon's hits, a column a name."""

    pieces: tuple[Sparse, ...]
    named: Sparse
    names: tuple[str, ...]

    def first_office(self, row: int) -> str:
        """The office that the lexicon alone puts first in this message, "" if it knows nothing."""
        named = (self.names[column] for column in self.named[row].indices)
        return next((name.removeprefix(_FIRST) for name in named if name.startswith(_FIRST)), "")


def tabulate(examples: Sequence[Example], pack: Pack) -> Table:
    lexicon = lexicon_of(pack)
    families: list[list[Indices]] = [[] for _ in range(FAMILIES)]
    hits: list[dict[str, float]] = []
    for example in examples:
        words = split_words(example.text, lexicon.abbreviations)
        for family, found in zip(families, pieces_of(words).families, strict=True):
            family.append(found)
        hits.append({} if example.phrase else _named(words, lexicon, pack))
    names = tuple(sorted({name for row in hits for name in row}))
    return Table(tuple(map(_ones, families)), _values(hits, names), names)


def _named(words: Words, lexicon: Lexicon, pack: Pack) -> dict[str, float]:
    found = find_hits(words, lexicon)
    topics = topic_scores(found)
    return named_hits(words, found, topics, rank_units(topics, pack), pack)


def _values(hits: Sequence[dict[str, float]], names: Sequence[str]) -> Sparse:
    from scipy.sparse import csr_matrix

    at = {name: column for column, name in enumerate(names)}
    pairs = [(at[name], value) for row in hits for name, value in row.items()]
    columns = np.array([column for column, _ in pairs], dtype=np.int32)
    values = np.array([value for _, value in pairs], dtype=np.float32)
    return csr_matrix((values, columns, np.cumsum([0, *map(len, hits)])), shape=(len(hits), len(names)))


def _ones(rows: list[Indices]) -> Sparse:
    from scipy.sparse import csr_matrix

    columns = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(rows), BUCKETS))


def rarity_of(table: Table, rows: NDArray[np.int64]) -> NDArray[np.float16]:
    """What a piece counts: the rarer among `rows`, the more (inverse document frequency, smoothed)."""
    found = []
    for family in table.pieces:
        times = np.bincount(family[rows].indices, minlength=BUCKETS)
        found.append(np.log((1 + len(rows)) / (1 + times)) + 1)
    return np.array(found, dtype=np.float16)


def weighed_table(table: Table, rarity: NDArray[np.float16]) -> Sparse:
    """All columns side by side: the families, each of length one a message, then the names."""
    from scipy.sparse import diags, hstack

    sides = []
    for number, family in enumerate(table.pieces):
        weighed = family.multiply(rarity[number].astype(np.float32)).tocsr()
        length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
        length[length == 0] = 1
        sides.append(diags((1 / length).astype(np.float32)).dot(weighed))
    return hstack([*sides, table.named], format="csr", dtype=np.float32)
