"""The pack that ships with the product, read once for all tests."""

from datetime import date
from functools import cache
from pathlib import Path

import feedback_service
from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack

FOLDER = Path(feedback_service.__file__).parent / "commune" / "ea-knop"


@cache
def shipped_pack() -> Pack:
    return load_files(FOLDER, date(2026, 4, 9))
