"""How sure the model may be: fitted on messages that it had not learned from. Training only.

`sharpness`      turns scores into shares that add up to one, fitted by their likelihood
`sure_*`         from shares to "how often is a reading like this right", by logistic regression
`<flag>_from`    the score from which a flag goes up (those of danger and sensitive are chosen, see whole.py)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from feedback_service.routing.learned.reading import SURENESS, doubts, shares

_SHARPNESS = tuple(0.3 * 1.12**step for step in range(28))
_LITTLE = 0.01  # keeps a coefficient from running away where all are right


@dataclass(frozen=True, slots=True)
class Unseen:
    """One message that was held back: its scores by office, the right offices, what the lexicon says."""

    scores: dict[str, float]
    right: tuple[str, ...]
    lexicon: str


def calibrate(held: Sequence[Unseen]) -> dict[str, float]:
    sharpness = min(_SHARPNESS, key=lambda tried: _loss(held, tried)) if held else 1.0
    return {"sharpness": sharpness} | _sureness(held, sharpness)


def _loss(held: Sequence[Unseen], sharpness: float) -> float:
    total = 0.0
    for one in held:
        found = dict(shares(one.scores, sharpness))
        total -= log(max(sum(found.get(name, 0.0) for name in one.right), 1e-6))
    return total


def _sureness(held: Sequence[Unseen], sharpness: float) -> dict[str, float]:
    read = [shares(one.scores, sharpness) for one in held]
    seen = np.array([doubts(found, one.lexicon) for found, one in zip(read, held, strict=True)]).reshape(
        -1, 4
    )
    right = np.array([found[0][0] in one.right for found, one in zip(read, held, strict=True)], dtype=float)
    return dict(zip(SURENESS, _logistic(seen, right).tolist(), strict=True))


def _logistic(seen: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Coefficients of a logistic regression by Newton's steps; (0, 1, 0, 0) where there is nothing to learn from."""
    found = np.array([0.0, 1.0, 0.0, 0.0])
    if len(set(right.tolist())) < 2:
        return found
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(seen @ found, -30, 30)))
        slope = seen.T @ (right - chance) - _LITTLE * found
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + _LITTLE * np.eye(4)
        found = found + np.linalg.solve(bend, slope)
    return found


def best_threshold(scores: NDArray[np.float32], wanted: NDArray[np.bool_]) -> float:
    """The score from which finding and being right are balanced best (F1); out of reach where there are none."""
    if not wanted.any():
        return 99.0
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(wanted[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + int(wanted.sum()))
    return float(scores[order[int(f1.argmax())]])
