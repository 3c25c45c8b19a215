"""Sổ tiếp công dân: the columns of Mẫu 06-TCD (Luật Tiếp công dân 2013 Đ25 k2)."""

from collections.abc import Iterable

from flask_babel import gettext as _

from feedback_service.handling.event_words import name_of
from feedback_service.reporting.registers.rows import Page, Row, in_figures, status_words
from feedback_service.reporting.registers.standing import Standing


def columns() -> list[tuple[str, int]]:
    """Heading and width in characters."""
    return [
        (_("STT"), 5),
        (_("Ngày tiếp"), 11),
        (_("Họ tên"), 20),
        (_("Địa chỉ, số người"), 22),
        (_("Nội dung sự việc"), 44),
        (_("Quá trình đã giải quyết của cơ quan có thẩm quyền"), 20),
        (_("Yêu cầu, đề nghị"), 16),
        (_("Việc tiếp nhận, xử lý"), 34),
        (_("Mã hồ sơ"), 13),
    ]


def rows(standings: Iterable[Standing], page: Page) -> list[Row]:
    return [_row(number, one, page) for number, one in enumerate(standings, 1)]


def _row(number: int, one: Standing, page: Page) -> Row:
    case = one.case
    people = _("%(count)d người", count=case.people)
    return (
        str(number),
        in_figures(page.asked.local(case.sent_at).date()),
        page.name(case),
        ", ".join(part for part in (page.place(case), people) if part),
        page.words(case, case.text),
        page.words(case, one.answer) if one.answer else "",
        name_of("kind", one.kind, page.pack),
        _handling(one, page),
        page.code(case),
    )


def _handling(one: Standing, page: Page) -> str:
    said = [page.unit(one), status_words(one.status)]
    if one.due_on and not one.answered_at:
        said.append(_("hạn %(day)s", day=in_figures(one.due_on)))
    return "; ".join(said)
