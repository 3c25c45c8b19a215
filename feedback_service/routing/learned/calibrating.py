"""How sure the model may be: fitted on messages that it had not learned from (cross-validation). Training only.

`sharpness`      turns scores into shares that add up to one, fitted by their likelihood
`sure_*`         from shares to "how often is a reading like this right", by logistic regression
`<flag>_from`    the score from which a flag goes up
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from feedback_service.routing.learned.reading import doubts, shares

_SHARPNESS = tuple(0.5 * 1.15**step for step in range(24))


@dataclass(frozen=True, slots=True)
class Unseen:
    """One message that was held back: its scores by office, the right offices, what the lexicon says."""

    scores: dict[str, float]
    right: tuple[str, ...]
    lexicon: str


def calibrate(held: Sequence[Unseen]) -> dict[str, float]:
    sharpness = min(_SHARPNESS, key=lambda tried: _loss(held, tried))
    settings = {"sharpness": sharpness}
    return settings | _sureness(held, sharpness)


def _loss(held: Sequence[Unseen], sharpness: float) -> float:
    total = 0.0
    for one in held:
        found = dict(shares(one.scores, sharpness))
        total -= log(max(sum(found.get(name, 0.0) for name in one.right), 1e-6))
    return total


def _sureness(held: Sequence[Unseen], sharpness: float) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    read = [shares(one.scores, sharpness) for one in held]
    seen = np.array([doubts(offices, one.lexicon) for offices, one in zip(read, held, strict=True)])
    right = np.array([offices[0][0] in one.right for offices, one in zip(read, held, strict=True)])
    if len(set(right.tolist())) < 2:
        return {"sure_base": 0.0, "sure_odds": 1.0, "sure_lead": 0.0, "sure_agrees": 0.0}
    fitted = LogisticRegression().fit(seen, right)
    odds, lead, agrees = map(float, fitted.coef_[0])
    return {
        "sure_base": float(fitted.intercept_[0]),
        "sure_odds": odds,
        "sure_lead": lead,
        "sure_agrees": agrees,
    }


def threshold_for(scores: NDArray[np.float32], wanted: NDArray[np.bool_], recall: float) -> float:
    """The highest score from which `recall` of the wanted ones are caught; 0 where there are none."""
    caught = np.sort(scores[wanted])
    if not len(caught):
        return 0.0
    return float(caught[int((1 - recall) * len(caught))])


def best_threshold(scores: NDArray[np.float32], wanted: NDArray[np.bool_]) -> float:
    """The score from which finding and being right are balanced best (F1)."""
    order = np.argsort(-scores)
    hits = np.cumsum(wanted[order])
    said = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (said + max(int(wanted.sum()), 1))
    return float(scores[order[int(f1.argmax())]]) if wanted.any() else 1.0
