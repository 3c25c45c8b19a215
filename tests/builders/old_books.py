"""A book as a commune keeps it in Excel: a title, a heading, and rows of which some cannot be read."""

import io
from datetime import datetime

import xlsxwriter

from tests.builders.calendars import VIETNAM

HEADING = ("STT", "Ngày nhận", "Họ tên", "Số điện thoại", "Địa chỉ", "Nội dung", "Kết quả", "Ngày trả lời")
ROWS = (
    (
        1,
        "02/02/2026",
        "H Mơ Niê",
        "0905 123 456",
        "thôn 5",
        "Đường thôn 5 bị sạt lở, xin sửa",
        "Đã sửa",
        "04/02/2026",
    ),
    (
        2,
        datetime(2026, 2, 25, 8, 0, tzinfo=VIETNAM),
        "Ama Thuột",
        "0977000111",
        "",
        "Nhà tôi đang cháy lớn, cứu với",
        "",
        "",
    ),
    (3, "hôm qua", "", "", "", "Đèn đường thôn 6 hỏng", "", ""),
    (4, "03/02/2026", "", "", "", "", "", ""),
    (5, "05/02/2026", "", "", "", "Loa thôn 6 không kêu", "Đã chữa", "01/02/2026"),
)


def a_book(*rows: tuple[object, ...], heading: tuple[str, ...] = HEADING) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for line, row in enumerate([("SỔ NHẬN ĐƠN NĂM 2026",), heading, *rows]):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(line, place, value.replace(tzinfo=None), days)
            else:
                sheet.write(line, place, value)
    book.close()
    return out.getvalue()
