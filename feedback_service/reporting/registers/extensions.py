"""Sổ gia hạn: every longer limit that was asked for, by which law, and who decided."""

from collections.abc import Iterable

from flask_babel import gettext as _

from feedback_service.records import Extension
from feedback_service.reporting.registers.rows import Page, Row, in_figures
from feedback_service.reporting.registers.standing import Standing


def columns() -> list[tuple[str, int]]:
    return [
        (_("STT"), 5),
        (_("Ngày xin"), 15),
        (_("Mã hồ sơ"), 13),
        (_("Đơn vị"), 18),
        (_("Nội dung"), 38),
        (_("Lý do gia hạn"), 34),
        (_("Căn cứ"), 24),
        (_("Hạn cũ"), 11),
        (_("Hạn mới"), 11),
        (_("Người xin"), 17),
        (_("Người quyết định"), 17),
        (_("Kết quả"), 22),
    ]


def rows(found: Iterable[tuple[Extension, Standing]], page: Page) -> list[Row]:
    return [_row(number, longer, one, page) for number, (longer, one) in enumerate(found, 1)]


def _row(number: int, longer: Extension, one: Standing, page: Page) -> Row:
    decided = longer.decided_at is not None and longer.decided_at < page.asked.moment
    return (
        str(number),
        page.moment(longer.asked_at),
        page.code(one.case),
        page.unit(one),
        page.words(one.case, one.case.headline),
        page.words(one.case, longer.reason),
        longer.article,
        in_figures(longer.from_due_on),
        in_figures(longer.to_due_on),
        page.officers.get(longer.asked_by, ""),
        page.officers.get(longer.decided_by or 0, "") if decided else "",
        _decision(longer, decided, page, one),
    )


def _decision(longer: Extension, decided: bool, page: Page, one: Standing) -> str:
    if not decided:
        return str(_("chờ quyết định"))
    if longer.granted:
        return str(_("cho gia hạn"))
    return str(_("không cho: %(why)s", why=page.words(one.case, longer.refused_reason)))
