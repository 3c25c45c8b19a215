"""The model that this process asks: the one switched on, else the one shipped with the commune's pack."""

import logging
from functools import lru_cache
from pathlib import Path

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import ModelNotReadable, from_bytes
from feedback_service.routing.learning.taking_up import following

SHIPPED = "model.npz"  # beside the pack's files, trained from its corpus by `make model`
COMMUNES = Path(__file__).parents[2] / "commune"

logger = logging.getLogger(__name__)


def model_for(pack: Pack) -> Model | None:
    """None for a commune that has no model: the lexicon routes alone then. Never raises."""
    code = pack.commune.code
    model = following(pack).model
    if model is not None and model.commune == code:
        return model
    return shipped_model(COMMUNES / code / SHIPPED, code)


@lru_cache(maxsize=4)
def shipped_model(path: Path, code: str) -> Model | None:
    if not path.exists():
        return None
    try:
        model = from_bytes(path.read_bytes())
    except ModelNotReadable:
        logger.exception("shipped_model_not_readable")
        return None
    return model if model.commune == code else None
