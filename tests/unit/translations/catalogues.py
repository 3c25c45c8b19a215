"""The catalogues and what the sources ask of them."""

import tomllib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
TRANSLATIONS = ROOT / "feedback_service" / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None}  # as in the Makefile


def catalogue(language: str) -> Catalog:
    file = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(file.read_bytes()), locale=language)


def entries(language: str) -> dict[str, Any]:
    """Message by msgid (the singular one of a plural)."""
    return {singular(message.id): message for message in catalogue(language) if message.id}


def singular(msgid: str | Sequence[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def asked_for() -> Iterator[str]:
    """The msgids in the sources, extracted as `make messages` does."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    for folder in ("feedback_service", "templates"):
        inside = [
            (pattern.removeprefix(f"{folder}/"), method)
            for pattern, method in methods
            if pattern.startswith(folder)
        ]
        for _file, _line, msgid, _comments, _context in extract_from_dir(
            ROOT / folder, inside, keywords=KEYWORDS
        ):
            yield singular(msgid)
