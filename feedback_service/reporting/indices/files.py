"""The counts to be handed in: XLSX with a sheet for each index, CSV with all in one. The same each time."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime, time

import xlsxwriter
from flask_babel import gettext as _

from feedback_service.pack.model import Pack
from feedback_service.reporting.indices.packs import AskedIndex, IndexTable
from feedback_service.reporting.registers.rows import in_figures

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_BOM = "\ufeff"  # Excel takes a file without it for something else than UTF-8
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_A4 = 9
_HEAD = 7


def period_words(asked: AskedIndex) -> str:
    return str(
        _(
            "Từ ngày %(first)s đến ngày %(last)s, số liệu đến hết ngày %(as_of)s",
            first=in_figures(asked.since),
            last=in_figures(asked.until),
            as_of=in_figures(asked.as_of),
        )
    )


def as_csv(tables: Sequence[IndexTable], asked: AskedIndex) -> str:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([_plain(period_words(asked))])
    lines.writerow([_("Chỉ số"), _("Căn cứ"), _("Số liệu"), _("Số"), _("Cách tính")])
    for table in tables:
        for line in table.lines:
            count = "" if line.count is None else line.count
            row = [table.index.name, table.index.source, line.name, count, line.definition]
            lines.writerow([_plain(cell) if isinstance(cell, str) else cell for cell in row])
    return _BOM + out.getvalue()


def as_xlsx(tables: Sequence[IndexTable], asked: AskedIndex, pack: Pack) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": datetime.combine(asked.as_of, time(0))})
    for table in tables:
        _sheet(book, table, asked, pack)
    if not tables:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: IndexTable, asked: AskedIndex, pack: Pack) -> None:
    sheet = book.add_worksheet(table.index.code[:31])
    sheet.set_paper(_A4)
    sheet.set_margins(left=1.2, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate((6, 34, 12, 60)):
        sheet.set_column(place, place, width)
    plain, bold = book.add_format(_FONT), book.add_format({**_FONT, "bold": True})
    title = book.add_format({**_FONT, "bold": True, "font_size": 14})
    sheet.write_string(0, 0, pack.commune.authority.vi.upper(), bold)
    sheet.write_string(2, 0, table.index.name, title)
    sheet.write_string(3, 0, table.index.source, plain)
    sheet.write_string(4, 0, table.index.asks, plain)
    sheet.write_string(5, 0, period_words(asked), plain)
    _rows(book, sheet, table)


def _rows(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: IndexTable) -> None:
    edge = {**_FONT, "border": 1, "valign": "top", "text_wrap": True}
    head = book.add_format({**edge, "bold": True, "align": "center"})
    cell = book.add_format(edge)
    for place, words in enumerate((_("TT"), _("Số liệu"), _("Số"), _("Cách tính"))):
        sheet.write_string(_HEAD, place, words, head)
    for number, line in enumerate(table.lines, 1):
        sheet.write_number(_HEAD + number, 0, number, cell)
        sheet.write_string(_HEAD + number, 1, line.name, cell)
        if line.count is None:
            sheet.write_blank(_HEAD + number, 2, None, cell)
        else:
            sheet.write_number(_HEAD + number, 2, line.count, cell)
        sheet.write_string(_HEAD + number, 3, line.definition, cell)


def _plain(words: str) -> str:
    """No cell of text that a spreadsheet would take for a formula."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
