"""An XLSX as rows of words. Whatever the file is, the answer is rows or a sentence.

A workbook is an archive of XML: a small one may unpack to gigabytes, and XML may call itself. Both are looked at
before anything is read.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import openpyxl
from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact
from feedback_service.intake.calls.lists.table import Row

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 10_000
MOST_COLUMNS = 40
LONGEST_CELL = 10_000
_HEAD = 65_536  # bytes of a part in which a DOCTYPE would stand


class BookNotReadable(Fact):
    status = 422
    said = _l("Tệp này không phải sổ Excel (.xlsx). Xin mở bằng Excel rồi lưu lại dạng .xlsx.")


class BookTooLarge(BookNotReadable):
    said = _l("Tệp lớn quá 10 MB hoặc bung ra quá lớn. Xin chia theo năm.")


class BookTooLong(BookNotReadable):
    said = _l("Sổ dài quá 10.000 dòng. Xin chia theo năm.")


class BookEmpty(BookNotReadable):
    said = _l("Trang đầu của sổ không có dòng nào.")


def read_workbook(content: bytes) -> list[Row]:
    """The first sheet, without empty rows; dates as ISO. Raises BookNotReadable."""
    _check(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        lines = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        rows = [
            Row(line, tuple(_words(value) for value in values))
            for line, values in enumerate(lines, 1)
            if any(values)
        ]
    except BookNotReadable:
        raise
    except Exception:  # noqa: BLE001 - the library raises whatever a broken file makes it stumble over
        raise BookNotReadable from None
    return _enough(rows)


def _enough(rows: list[Row]) -> list[Row]:
    found = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not found:
        raise BookEmpty
    if len(found) > MOST_ROWS:
        raise BookTooLong
    return found


def _check(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise BookTooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BookTooLarge
            if any(_calls_itself(archive, part) for part in parts):
                raise BookNotReadable
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise BookNotReadable from None


def _calls_itself(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Entities of a DOCTYPE multiply; no spreadsheet has one."""
    if not part.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(part) as stream:
        head = stream.read(_HEAD)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)[:LONGEST_CELL].strip()


def width_of(rows: Sequence[Row]) -> int:
    """Up to the last column that holds anything."""
    return max((place for row in rows[:50] for place, cell in enumerate(row.cells, 1) if cell), default=0)
