"""A sheet as PDF for the printer's: Typst, fonts inside, the same bytes for the same data."""

import json
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from feedback_service.handling.letters.fonts_of import fonts
from feedback_service.pack.model import Pack
from feedback_service.publishing.printing.sheets import Asked, sheet_of

_HERE = Path(__file__).parent
MOST_KEPT = 24  # of some 60 kB: what hangs in a commune


def make_sheet(pack: Pack, asked: Asked, base_url: str) -> bytes:
    """About 60 ms, once for each version of the pack."""
    key = (pack.version, asked, base_url)
    found = _kept().find(key)
    if found is None:
        data = json.dumps(sheet_of(pack, asked, base_url), ensure_ascii=False)
        found = typst.compile(
            _HERE / "sheet.typ",
            root=_HERE,
            format="pdf",
            sys_inputs={"sheet": data},
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
        _kept().put(key, found)
    return found


class _Kept:
    """The sheets asked for last. Safe for threads."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[object, bytes] = OrderedDict()
        self._lock = Lock()

    def find(self, key: object) -> bytes | None:
        with self._lock:
            return self._sheets.get(key)

    def put(self, key: object, sheet: bytes) -> None:
        with self._lock:
            self._sheets[key] = sheet
            while len(self._sheets) > MOST_KEPT:
                self._sheets.popitem(last=False)


@cache
def _kept() -> _Kept:
    return _Kept()
