"""The letters that printed matter is set in, read once; none of the machine's."""

from functools import cache
from pathlib import Path

import typst

FOLDER = Path(__file__).parent / "fonts"


@cache
def fonts() -> typst.Fonts:
    """Liberation Serif for official papers: as wide as Times New Roman letter by letter, and free to be put into
    a document. Be Vietnam Pro for what hangs on walls."""
    return typst.Fonts(font_paths=[FOLDER], include_system_fonts=False)
