"""A small net trained by hand with NumPy and SciPy: pieces of a message -> a short row of numbers -> the answers.

Why not a library: scikit-learn's net can neither drop pieces while it learns (which is what carries over to
words never seen) nor answer several questions at once, and PyTorch would add 500 MB to every installation.
Training only; asking is in model.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Sparse: TypeAlias = Any  # scipy.sparse.csr_matrix
Floats: TypeAlias = NDArray[Any]  # of float32; NumPy's types lose the width at every step

YES, NO, LEAVE_OUT = 1, 0, -1
_BATCH = 128
_SPEED = 0.003
_DROP_PIECES = 0.2
_DROP_NUMBERS = 0.5
_SMOOTH = 0.05
_MEAN, _SQUARE, _LITTLE = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Question:
    """`answers`: messages x labels of YES, NO and LEAVE_OUT; a message without YES is not asked (unless `each`).

    `each`: every label is a yes or no of its own (flags); else one label is right (offices, kinds, topics).
    `counts`: what each message counts; `labels`: what each label counts.
    """

    answers: NDArray[np.int8]
    weight: float
    counts: Floats
    labels: Floats
    each: bool = False


@dataclass(slots=True)
class Net:
    """`pieces` rows x width, then the layer that answers: width x all labels side by side."""

    pieces: Floats
    shift: Floats
    answers: Floats
    bias: Floats


def ask(net: Net, table: Sparse) -> Floats:
    """All labels' scores for every row."""
    found: Floats = np.maximum(table @ net.pieces + net.shift, 0) @ net.answers + net.bias
    return found


def fit(
    table: Sparse,
    questions: Mapping[str, Question],
    width: int,
    rounds: int,
    seed: int = 1,
    tell: Callable[[int, "Net"], None] = lambda _round, _net: None,
) -> Net:
    """Adam over batches in an order fixed by `seed`; the same table gives the same net."""
    chance = np.random.default_rng(seed)
    labels = sum(question.answers.shape[1] for question in questions.values())
    net = Net(
        pieces=chance.normal(0, 0.05, (table.shape[1], width)).astype(np.float32),
        shift=np.zeros(width, np.float32),
        answers=chance.normal(0, (2 / width) ** 0.5 * 0.5, (width, labels)).astype(np.float32),
        bias=np.zeros(labels, np.float32),
    )
    pieces_adam = _Adam(net.pieces)
    others = [_Adam(part) for part in (net.shift, net.answers, net.bias)]
    rows = table.shape[0]
    for number in range(rounds):
        speed = _SPEED * min(1.0, 2 * (1 - number / rounds))  # slower towards the end
        order = chance.permutation(rows)
        for start in range(0, rows, _BATCH):
            batch = order[start : start + _BATCH]
            touched, changes = _changes(net, table[batch], questions, batch, chance)
            pieces_adam.step(changes[0], speed, touched)
            for adam, change in zip(others, changes[1:], strict=True):
                adam.step(change, speed)
        tell(number, net)
    return net


def _changes(
    net: Net, batch: Sparse, questions: Mapping[str, Question], rows: NDArray[np.int64], chance: Any
) -> tuple[NDArray[np.int64], Sequence[Floats]]:
    kept = _without_some(batch, chance)
    touched, columns = np.unique(kept.indices, return_inverse=True)
    small = type(kept)((kept.data, columns, kept.indptr), shape=(kept.shape[0], len(touched)))
    numbers = small @ net.pieces[touched] + net.shift
    alive = (numbers > 0) & (chance.random(numbers.shape) >= _DROP_NUMBERS)
    hidden = np.where(alive, numbers, 0).astype(np.float32) / (1 - _DROP_NUMBERS)
    wrong = _wrong(hidden @ net.answers + net.bias, questions, rows)
    back = np.where(alive, wrong @ net.answers.T, 0).astype(np.float32) / (1 - _DROP_NUMBERS)
    return touched, (small.T @ back, back.sum(axis=0), hidden.T @ wrong, wrong.sum(axis=0))


def _without_some(batch: Sparse, chance: Any) -> Sparse:
    kept = batch.copy()
    kept.data *= chance.random(len(kept.data)) >= _DROP_PIECES
    kept.eliminate_zeros()
    return kept


def _wrong(scores: Floats, questions: Mapping[str, Question], rows: NDArray[np.int64]) -> Floats:
    """How far each score is from what it should be: the gradient of the loss."""
    parts, at = [], 0
    for question in questions.values():
        answers = question.answers[rows]
        found = scores[:, at : at + answers.shape[1]]
        at += answers.shape[1]
        parts.append((_each if question.each else _one)(found, answers, question, rows))
    return np.concatenate(parts, axis=1) / len(rows)


def _one(found: Floats, answers: NDArray[np.int8], question: Question, rows: NDArray[np.int64]) -> Floats:
    """One label is right; those left out are out of the question altogether."""
    if not found.shape[1]:
        return found  # a small commune has too few messages of any topic to ask for one
    out = answers == LEAVE_OUT
    grown = np.exp(np.where(out, -np.inf, found - found.max(axis=1, keepdims=True)))
    shares = grown / np.maximum(grown.sum(axis=1, keepdims=True), 1e-9)
    asked = ~out
    wanted = (answers == YES) * (1 - _SMOOTH) + asked * (
        _SMOOTH / np.maximum(asked.sum(axis=1, keepdims=True), 1)
    )
    matters = ((answers == YES) * question.labels).sum(axis=1, keepdims=True)  # 0 where nothing is right
    weigh = matters * question.counts[rows, None] * question.weight
    wrong: Floats = ((shares - wanted) * weigh).astype(np.float32)
    return wrong


def _each(found: Floats, answers: NDArray[np.int8], question: Question, rows: NDArray[np.int64]) -> Floats:
    shares = 1 / (1 + np.exp(-found))
    yes = answers == YES
    weigh = np.where(yes, question.labels, 1.0) * (answers != LEAVE_OUT)
    wrong: Floats = ((shares - yes) * weigh * question.counts[rows, None] * question.weight).astype(
        np.float32
    )
    return wrong


class _Adam:
    """Adam (Kingma and Ba 2015); with `rows`, only these rows move."""

    def __init__(self, part: Floats) -> None:
        self.part, self.mean, self.square = part, np.zeros_like(part), np.zeros_like(part)
        self.steps = 0

    def step(self, change: Floats, speed: float, rows: NDArray[np.int64] | slice = slice(None)) -> None:
        self.steps += 1
        mean = _MEAN * self.mean[rows] + (1 - _MEAN) * change
        square = _SQUARE * self.square[rows] + (1 - _SQUARE) * change**2
        self.mean[rows], self.square[rows] = mean, square
        fair_mean, fair_square = mean / (1 - _MEAN**self.steps), square / (1 - _SQUARE**self.steps)
        self.part[rows] -= speed * fair_mean / (np.sqrt(fair_square) + _LITTLE)
