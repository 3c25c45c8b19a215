"""A list of calls as its file has it: bytes to rows. Whatever the file is, the answer is rows or a sentence."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 80
LONGEST_FIELD = 4_000
_DELIMITERS = ",;\t"
_FEWEST_COLUMNS = 2  # a number and an hour
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")  # no list has them, pictures and programs do
_LOOKED_AT = 20  # rows from which the delimiter is told
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class ListNotReadable(Fact):
    status = 422
    said = _l("Tệp này không phải danh sách cuộc gọi (CSV). Xin xuất lại từ tổng đài hoặc điện thoại.")


class ListTooLarge(ListNotReadable):
    said = _l("Tệp lớn quá 10 MB. Xin chia theo tháng.")


class ListTooLong(ListNotReadable):
    said = _l("Danh sách dài quá 50.000 dòng. Xin chia theo tháng.")


class ListEmpty(ListNotReadable):
    said = _l("Tệp này không có dòng nào.")


@dataclass(frozen=True, slots=True)
class Row:
    """`line` as an editor counts it, from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """Trimmed; "" where the row is too short or the column is not known."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


def read_table(content: bytes) -> list[Row]:
    """Raises ListNotReadable."""
    if len(content) > MOST_BYTES:
        raise ListTooLarge
    text = _decoded(content)
    if _CONTROLS.search(text):
        raise ListNotReadable
    rows = _rows(text, _delimiter(text))
    if not rows:
        raise ListEmpty
    if all(len(row.cells) < _FEWEST_COLUMNS for row in rows):
        raise ListNotReadable
    return rows


def _decoded(content: bytes) -> str:
    """UTF-8 with and without a mark, UTF-16 from Excel, and Windows-1258 of older exchanges."""
    marked = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1258"):
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ListNotReadable


def _delimiter(text: str) -> str:
    head = text[:20_000].splitlines()[:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))


def _rows(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            _check(cells)
            rows.append(Row(reader.line_num, tuple(cells)))
            if len(rows) > MOST_ROWS + 1:  # one may be a heading
                raise ListTooLong
    except csv.Error:
        raise ListNotReadable from None
    return rows


def _check(cells: list[str]) -> None:
    if len(cells) > MOST_COLUMNS or any(len(cell) > LONGEST_FIELD for cell in cells):
        raise ListNotReadable
