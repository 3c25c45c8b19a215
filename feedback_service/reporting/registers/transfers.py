"""Sổ chuyển đơn: every phiếu chuyển of the period, and what came back by the day of the book."""

from collections.abc import Iterable

from flask_babel import gettext as _

from feedback_service.handling.event_words import name_of
from feedback_service.records import Referral
from feedback_service.reporting.registers.rows import Page, Row, in_figures
from feedback_service.reporting.registers.standing import Standing


def columns() -> list[tuple[str, int]]:
    return [
        (_("STT"), 5),
        (_("Số phiếu"), 9),
        (_("Ngày chuyển"), 11),
        (_("Mã hồ sơ"), 13),
        (_("Nơi nhận"), 24),
        (_("Nội dung"), 40),
        (_("Tài liệu kèm theo"), 20),
        (_("Đề nghị"), 22),
        (_("Hạn phúc đáp"), 11),
        (_("Người chuyển"), 17),
        (_("Ngày phúc đáp"), 11),
        (_("Kết quả"), 34),
    ]


def rows(found: Iterable[tuple[Referral, Standing]], page: Page) -> list[Row]:
    return [_row(number, slip, one, page) for number, (slip, one) in enumerate(found, 1)]


def _row(number: int, slip: Referral, one: Standing, page: Page) -> Row:
    answered = slip.answered_on is not None and slip.answered_on <= page.asked.as_of
    returned = slip.returned_at is not None and slip.returned_at < page.asked.moment
    result = page.words(one.case, slip.answer) if answered else _("trả lại") if returned else ""
    return (
        str(number),
        f"{slip.number}/{slip.year}",
        in_figures(slip.sent_on),
        page.code(one.case),
        name_of("unit", slip.unit_code, page.pack),
        page.words(one.case, slip.summary),
        page.words(one.case, slip.enclosed) if slip.enclosed else "",
        page.words(one.case, slip.asks) if slip.asks else "",
        in_figures(slip.reply_due_on),
        page.officers.get(slip.officer_id, ""),
        in_figures(slip.answered_on) if answered else "",
        result,
    )
