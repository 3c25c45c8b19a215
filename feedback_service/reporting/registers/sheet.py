"""A book as XLSX: quốc hiệu on top, A4 across, the headings on every printed page. The same book is the same bytes.

What a citizen wrote is text and nothing else: a cell that begins with = is no formula.
"""

import io
from datetime import datetime, time

import xlsxwriter
from flask_babel import gettext as _

from feedback_service.pack.model import Pack
from feedback_service.reporting.registers.register import Register, title_of
from feedback_service.reporting.registers.rows import in_figures

A4 = 9
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD_ROWS = 6
_FONT = {"font_name": "Times New Roman", "font_size": 11}


def as_xlsx(register: Register, pack: Pack) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title_of(register.asked.book), "created": _created(register)})
    sheet = book.add_worksheet(title_of(register.asked.book)[:31])
    _set_up(sheet, register)
    _head(book, sheet, register, pack)
    _table(book, sheet, register)
    book.close()
    return out.getvalue()


def _created(register: Register) -> datetime:
    """Naive, as the file's format has it: the hour of the making is no part of the book."""
    return datetime.combine(register.asked.as_of, time(0))


def _set_up(sheet: xlsxwriter.worksheet.Worksheet, register: Register) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROWS)
    sheet.freeze_panes(_HEAD_ROWS + 1, 0)
    sheet.set_footer("&C&P/&N")
    for place, (_heading, width) in enumerate(register.columns):
        sheet.set_column(place, place, width)


def _head(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, register: Register, pack: Pack
) -> None:
    """NĐ 30/2020/NĐ-CP: the body's name at the left, quốc hiệu at the right, the title beneath."""
    bold = book.add_format({**_FONT, "bold": True, "align": "center", "valign": "vcenter"})
    plain = book.add_format({**_FONT, "align": "center", "italic": True})
    title = book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"})
    last = len(register.columns) - 1
    middle = last // 2
    sheet.merge_range(0, 0, 0, middle, pack.commune.authority.vi.upper(), bold)
    sheet.merge_range(0, middle + 1, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)
    sheet.merge_range(1, middle + 1, 1, last, "Độc lập - Tự do - Hạnh phúc", bold)
    sheet.merge_range(3, 0, 3, last, title_of(register.asked.book).upper(), title)
    sheet.merge_range(4, 0, 4, last, period_words(register), plain)


def period_words(register: Register) -> str:
    asked = register.asked
    said = _(
        "Từ ngày %(first)s đến ngày %(last)s, tính đến hết ngày %(as_of)s",
        first=in_figures(asked.first),
        last=in_figures(asked.last),
        as_of=in_figures(asked.as_of),
    )
    return f"{said}. {sealed_words(register)}" if register.sealed else said


def sealed_words(register: Register) -> str:
    return str(_("Ngoài ra có %(count)d việc bảo mật, chỉ ghi số.", count=register.sealed))


def _table(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, register: Register) -> None:
    heading = book.add_format(
        {**_FONT, "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    cell = book.add_format({**_FONT, "border": 1, "valign": "top", "text_wrap": True})
    for place, (words, _width) in enumerate(register.columns):
        sheet.write_string(_HEAD_ROWS, place, words, heading)
    for line, row in enumerate(register.rows, _HEAD_ROWS + 1):
        for place, words in enumerate(row):
            sheet.write_string(line, place, _printable(words), cell)


def _printable(words: str) -> str:
    """XML knows no control signs, and Excel refuses a file that holds one."""
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")
