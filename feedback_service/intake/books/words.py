"""What columns and faults of a book are called, and the faults as XLSX."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from feedback_service.intake.books.entries import EntryFault


def column_words() -> dict[str, str]:
    return {
        "date": _("Ngày nhận"),
        "text": _("Nội dung"),
        "name": _("Họ tên"),
        "phone": _("Số điện thoại"),
        "place": _("Địa chỉ, thôn buôn"),
        "result": _("Kết quả"),
        "answered": _("Ngày trả lời"),
    }


def fault_words() -> dict[str, str]:
    return {
        EntryFault.NO_DATE: _("Không đọc được ngày nhận"),
        EntryFault.IN_FUTURE: _("Ngày nhận ở tương lai"),
        EntryFault.TOO_OLD: _("Ngày nhận trước năm 2015"),
        EntryFault.NO_TEXT: _("Không có nội dung"),
        EntryFault.ANSWER_DATE: _("Ngày trả lời không đọc được, hoặc trước ngày nhận"),
    }


def faults_as_xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Lines and reasons only: nothing of what stood in the cells."""
    out, words = io.BytesIO(), fault_words()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 60)
    for line, (number, said) in enumerate(
        [(_("Dòng"), _("Vì sao")), *((row["line"], words.get(row["said"], row["said"])) for row in rows)]
    ):
        sheet.write(line, 0, number)
        sheet.write_string(line, 1, str(said))
    book.close()
    return out.getvalue()
