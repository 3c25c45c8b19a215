"""The tables as XLSX: a sheet for each, and one that lists the cases behind every number. The same in, the same bytes.

What an officer may not open is not listed for him: the numbers stay, the codes go.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time

import xlsxwriter

from feedback_service.pack.model import Pack
from feedback_service.reporting.periods.numbers import day_words
from feedback_service.reporting.periods.shapes import Table
from feedback_service.reporting.periods.spans import Span

_FONT = {"font_name": "Times New Roman", "font_size": 11}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEAD_ROW = 6
_A4 = 9


def report_xlsx(tables: Sequence[Table], span: Span, pack: Pack, proof: Iterable[str] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    created = datetime.combine(span.data_on, time(0))
    book.set_properties({"title": f"Báo cáo {span.name}", "created": created})
    forms = _Forms(book)
    behind = [
        (table, at, row)
        for table in tables
        for row in range(len(table.lines))
        for at in table.lines[row].codes
    ]
    places = _places(behind)
    for table in tables:
        _sheet(book, table, span, pack, forms, places, tuple(proof))
    _cases(book, behind, forms)
    book.close()
    return out.getvalue()


class _Forms:
    """Formats of the book, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        edge = {**_FONT, "border": 1, "valign": "top", "text_wrap": True}
        self.head = book.add_format({**edge, "bold": True, "align": "center", "valign": "vcenter"})
        self.cell = book.add_format(edge)
        self.link = book.add_format({**edge, "color": "#0b5394", "underline": 1, "align": "right"})
        self.number = book.add_format({**edge, "align": "right"})
        self.bold = book.add_format({**_FONT, "bold": True, "align": "center"})
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"})
        self.plain = book.add_format({**_FONT, "italic": True, "align": "center"})
        self.note = book.add_format({**_FONT, "italic": True})


def _places(behind: Iterable[tuple[Table, int, int]]) -> dict[tuple[str, int, int], int]:
    """In which line of the sheet of cases each number's codes begin."""
    found, line = {}, 1
    for table, at, row in behind:
        found[table.number, row, at] = line + 1
        line += max(1, len(table.lines[row].codes[at]))
    return found


def _sheet(
    book: xlsxwriter.Workbook,
    table: Table,
    span: Span,
    pack: Pack,
    forms: _Forms,
    places: dict[tuple[str, int, int], int],
    proof: tuple[str, ...],
) -> None:
    sheet = book.add_worksheet(f"Biểu {table.number}")
    if table.wide:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
    sheet.repeat_rows(_HEAD_ROW)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    _title(sheet, table, span, pack, forms)
    for at, words in enumerate(table.head):
        sheet.set_column(
            at, at, 6 if not at else 30 if at in (1, 2) and not table.wide else 14 if at > 1 else 30
        )
        sheet.write_string(_HEAD_ROW, at, words, forms.head)
    for row, line in enumerate(table.lines):
        for at, words in enumerate(line.cells):
            _cell(sheet, (_HEAD_ROW + 1 + row, at), words, places.get((table.number, row, at)), forms)
    beneath = _HEAD_ROW + 2 + len(table.lines)
    for place, words in enumerate((*table.notes, *proof)):
        sheet.write_string(beneath + place, 0, words, forms.note)


def _cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    words: str,
    behind: int | None,
    forms: _Forms,
) -> None:
    """Whole numbers are numbers, so that they can be added up; with cases behind it one leads to them."""
    whole = words.isdigit()
    if behind is not None:
        sheet.write_url(*place, f"internal:'Mã hồ sơ'!A{behind}", forms.link, words)
        if whole:
            sheet.write_number(*place, int(words), forms.link)
    elif whole:
        sheet.write_number(*place, int(words), forms.number)
    else:
        sheet.write_string(*place, words, forms.cell)


def _title(
    sheet: xlsxwriter.worksheet.Worksheet, table: Table, span: Span, pack: Pack, forms: _Forms
) -> None:
    last = len(table.head) - 1
    middle = last // 2
    _across(sheet, 0, 0, middle, pack.commune.authority.vi.upper(), forms.bold)
    _across(sheet, 0, middle + 1, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", forms.bold)
    _across(sheet, 1, middle + 1, last, "Độc lập - Tự do - Hạnh phúc", forms.bold)
    _across(sheet, 3, 0, last, f"BIỂU {table.number}. {table.title.upper()}", forms.title)
    words = f"{span.name[:1].upper()}{span.name[1:]}: từ {day_words(span.since)} đến {day_words(span.until)}"
    _across(sheet, 4, 0, last, f"{words}, số liệu tính đến hết ngày {day_words(span.data_on)}", forms.plain)


def _across(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    first: int,
    last: int,
    words: str,
    form: xlsxwriter.format.Format,
) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, words, form)
    else:
        sheet.write_string(row, first, words, form)


def _cases(book: xlsxwriter.Workbook, behind: Sequence[tuple[Table, int, int]], forms: _Forms) -> None:
    sheet = book.add_worksheet("Mã hồ sơ")
    sheet.set_column(0, 3, 28)
    for at, words in enumerate(("Biểu", "Dòng", "Cột", "Mã hồ sơ")):
        sheet.write_string(0, at, words, forms.head)
    line = 1
    for table, at, row in behind:
        codes = table.lines[row].codes[at] or ("(không thuộc phần được xem)",)
        for code in codes:
            for place, words in enumerate((table.number, table.lines[row].cells[1], table.head[at], code)):
                sheet.write_string(line, place, words, forms.cell)
            line += 1
