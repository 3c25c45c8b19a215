"""The last pack that this installation read, as a file: so that the form can be served while the database is away.

Read only then; the database alone says what is in force. A file that is damaged or half written does not have the
hash that it names, and counts as none.
"""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from flask import current_app

from feedback_service.spool import write_whole

_NAME = "pack-in-force.json"
logger = logging.getLogger(__name__)


def hash_of(document: Any) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def keep_pack(number: int, content_hash: str, document: Any) -> None:
    """What cannot be written is done without: nobody waits for it now."""
    known = load_kept_pack()
    if known and known[:2] == (number, content_hash):
        return
    whole = {"id": number, "content_hash": content_hash, "document": document}
    try:
        write_whole(_file(), json.dumps(whole, ensure_ascii=False).encode())
    except OSError:
        logger.warning("pack_not_kept")


def load_kept_pack() -> tuple[int, str, Any] | None:
    """Its version, its hash and the document; None where there is none that is whole."""
    try:
        whole = json.loads(_file().read_bytes())
        number, content_hash, document = whole["id"], whole["content_hash"], whole["document"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (number, content_hash, document) if hash_of(document) == content_hash else None


def _file() -> Path:
    folder: Path = current_app.config["DATA_DIR"]
    return folder / _NAME
