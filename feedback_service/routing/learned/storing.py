"""A model as bytes and back: NumPy's own archive of plain arrays, nothing in it can run. Pure."""

import io
import json

import numpy as np

from feedback_service.routing.learned.features import BITS
from feedback_service.routing.learned.model import Model

_FORMAT = 3
_ARRAYS = ("rarity", "pieces", "steps", "named", "shift", "answers", "bias")


class ModelNotReadable(ValueError):
    """These bytes are no model of this program's format."""


def to_bytes(model: Model) -> bytes:
    about = {
        "format": _FORMAT,
        "bits": BITS,
        "version": model.version,
        "commune": model.commune,
        "names": model.names,
        "labels": list(model.labels.items()),
        "settings": dict(model.settings),
        "homes": dict(model.homes),
    }
    arrays = {name: getattr(model, name) for name in _ARRAYS}
    arrays["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    kept = io.BytesIO()
    np.savez_compressed(kept, **arrays)
    return kept.getvalue()


def from_bytes(content: bytes) -> Model:
    """Raises ModelNotReadable."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            about = json.loads(bytes(kept["about"]).decode())
            if (about["format"], about["bits"]) != (_FORMAT, BITS):
                raise ModelNotReadable("made by another version of the program")
            return Model(
                version=about["version"],
                commune=about["commune"],
                names=tuple(about["names"]),
                labels={name: tuple(labels) for name, labels in about["labels"]},
                settings=about["settings"],
                homes=about["homes"],
                **{name: kept[name] for name in _ARRAYS},
            )
    except ModelNotReadable:
        raise
    except Exception as error:
        raise ModelNotReadable(repr(error)) from error
