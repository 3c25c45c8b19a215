"""The model that this process asks: the one switched on, else the one shipped with the commune's pack."""

from functools import lru_cache
from pathlib import Path

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import from_bytes

SHIPPED = "model.npz"  # beside the pack's files, trained from its corpus by `make model`
_COMMUNES = Path(__file__).parents[2] / "commune"
_switched_on: dict[str, Model] = {}  # by commune


def model_for(pack: Pack) -> Model | None:
    """None for a commune that has no model: the lexicon routes alone then."""
    code = pack.commune.code
    return _switched_on.get(code) or shipped_model(_COMMUNES / code / SHIPPED, code)


def switch_on(model: Model) -> None:
    _switched_on[model.commune] = model


def back_to_shipped() -> None:
    _switched_on.clear()


@lru_cache(maxsize=4)
def shipped_model(path: Path, code: str) -> Model | None:
    model = from_bytes(path.read_bytes()) if path.exists() else None
    return model if model is not None and model.commune == code else None
