"""Finds the weights. The only place that needs scikit-learn, which it imports when it is called: web processes never do.

One linear question a label ("is it KT?"), so that a second acceptable answer can be left out of both sides instead
of being called wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.features import BUCKETS, Indices, pieces_of
from feedback_service.routing.learned.hits import named_hits
from feedback_service.routing.learned.model import FAMILIES, Head
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_matching import find_hits
from feedback_service.routing.rules_scoring import rank_units, topic_scores
from feedback_service.routing.rules_words import split_words

Sparse: TypeAlias = Any  # scipy.sparse.csr_matrix
YES, NO, LEAVE_OUT = 1, 0, -1
Answers: TypeAlias = NDArray[np.int8]
_FIRMNESS = 0.1  # C of the support vector machine: found by cross-validation on the corpus
_STEPS = 127


@dataclass(frozen=True, slots=True)
class Table:
    """Messages as numbers: `pieces` a family (ones), `named` the lexicon's hits."""

    pieces: tuple[Sparse, ...]
    named: Sparse
    names: tuple[str, ...]


def tabulate(examples: Sequence[Example], pack: Pack, names: Sequence[str] = ()) -> Table:
    """`names`: those that a model knows already; without, every name that occurs becomes a column."""
    from scipy.sparse import csr_matrix

    lexicon = lexicon_of(pack)
    families: list[list[Indices]] = [[] for _ in range(FAMILIES)]
    hits: list[dict[str, float]] = []
    for example in examples:
        words = split_words(example.text, lexicon.abbreviations)
        for family, found in zip(families, pieces_of(words).families, strict=True):
            family.append(found)
        found_hits = [] if example.phrase else find_hits(words, lexicon)
        topics = topic_scores(found_hits)
        hits.append(
            {} if example.phrase else named_hits(words, found_hits, topics, rank_units(topics, pack), pack)
        )
    known = tuple(names) or tuple(sorted({name for row in hits for name in row}))
    at = {name: column for column, name in enumerate(known)}
    rows = [[(at[name], value) for name, value in row.items() if name in at] for row in hits]
    ends = np.cumsum([0, *map(len, rows)])
    flat = [pair for row in rows for pair in row]
    named = csr_matrix(
        (
            np.array([value for _, value in flat], dtype=np.float32),
            np.array([column for column, _ in flat], dtype=np.int32),
            ends,
        ),
        shape=(len(rows), len(known)),
    )
    return Table(tuple(_ones(family) for family in families), named, known)


def _ones(rows: list[Indices]) -> Sparse:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
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
    return hstack([*sides, table.named]).tocsr()


def fit_label(
    table: Sparse, answers: Answers, weights: NDArray[np.float32], firmness: float = _FIRMNESS
) -> Any:
    """Coefficients and intercept of one yes-or-no question; None where everything has the same answer."""
    from sklearn.svm import LinearSVC

    used = np.flatnonzero(answers != LEAVE_OUT)
    if len(set(answers[used].tolist())) < 2:
        return None
    # Yes and no weigh the same together: a small office must not lose to a large one for being small.
    asked = LinearSVC(C=firmness, tol=1e-3, max_iter=400, random_state=1, class_weight="balanced")
    asked.fit(table[used], answers[used], sample_weight=weights[used])
    return asked.coef_[0].astype(np.float32), float(asked.intercept_[0])


def fit_head(
    table: Sparse,
    labels: Sequence[str],
    answers: Callable[[str], Answers],
    weights: NDArray[np.float32],
    names: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Head:
    """One question a label; the weights rounded to steps of a hundredth of the largest."""
    width = table.shape[1] - names
    stored = np.zeros((width, len(labels)), dtype=np.int8)
    scale, bias = np.ones(len(labels), np.float32), np.full(len(labels), -1, np.float32)
    named = np.zeros((names, len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        tell(label)
        found = fit_label(table, answers(label), weights)
        if found is None:
            continue
        coefficients, bias[column] = found
        scale[column] = float(np.abs(coefficients[:width]).max() or 1.0) / _STEPS
        stored[:, column] = np.round(coefficients[:width] / scale[column]).astype(np.int8)
        named[:, column] = coefficients[width:]
    return Head(tuple(labels), stored, scale, named, bias)
