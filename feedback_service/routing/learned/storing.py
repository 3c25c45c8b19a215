"""A model as bytes and back: NumPy's own archive of plain arrays, nothing in it can run. Pure."""

import io
import json

import numpy as np

from feedback_service.routing.learned.features import BITS
from feedback_service.routing.learned.model import Head, Model

_FORMAT = 1


class ModelNotReadable(ValueError):
    """These bytes are no model of this program's format."""


def to_bytes(model: Model) -> bytes:
    about = {
        "format": _FORMAT,
        "bits": BITS,
        "version": model.version,
        "commune": model.commune,
        "names": model.names,
        "labels": {name: head.labels for name, head in model.heads.items()},
        "settings": dict(model.settings),
    }
    arrays = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)}
    arrays["rarity"] = model.rarity
    for name, head in model.heads.items():
        for part in ("weights", "scale", "named", "bias"):
            arrays[f"{name}.{part}"] = getattr(head, part)
    kept = io.BytesIO()
    np.savez_compressed(kept, **arrays)  # type: ignore[arg-type]  # its stub takes names for the flag beside them
    return kept.getvalue()


def from_bytes(content: bytes) -> Model:
    """Raises ModelNotReadable."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            about = json.loads(bytes(arrays["about"]).decode())
            if (about["format"], about["bits"]) != (_FORMAT, BITS):
                raise ModelNotReadable("made by another version of the program")
            heads = {
                name: Head(
                    tuple(labels),
                    *(arrays[f"{name}.{part}"] for part in ("weights", "scale", "named", "bias")),
                )
                for name, labels in about["labels"].items()
            }
            return Model(
                about["version"],
                about["commune"],
                arrays["rarity"],
                tuple(about["names"]),
                heads,
                about["settings"],
            )
    except ModelNotReadable:
        raise
    except Exception as error:
        raise ModelNotReadable(repr(error)) from error
