"""Sổ đường dây nóng: every call and what came of it, and cases that the hotline entered without a call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from feedback_service.handling.event_words import name_of
from feedback_service.language import phone as phone_words
from feedback_service.records import Call
from feedback_service.reporting.registers.rows import Page, Row, clipped, in_figures, status_words
from feedback_service.reporting.registers.standing import Standing
from feedback_service.vocabulary import CallEnd


@dataclass(frozen=True, slots=True)
class Ring:
    """A call with its case, a call without one, or a case without a call."""

    at: datetime
    call: Call | None
    one: Standing | None
    recorded: bool = False


def columns() -> list[tuple[str, int]]:
    return [
        (_("STT"), 5),
        (_("Ngày giờ gọi"), 15),
        (_("Số gọi đến"), 13),
        (_("Họ tên"), 17),
        (_("Địa chỉ (thôn, buôn)"), 16),
        (_("Nội dung"), 38),
        (_("Lĩnh vực"), 14),
        (_("Người trực"), 15),
        (_("Hướng xử lý"), 16),
        (_("Đơn vị nhận"), 14),
        (_("Hạn"), 11),
        (_("Kết quả"), 24),
        (_("Phản hồi dân lúc"), 15),
        (_("Ghi chú"), 12),
        (_("File ghi âm"), 8),
    ]


def rings(
    calls: Sequence[Call],
    standings: Mapping[int, Standing],
    without_call: Iterable[Standing],
    recorded: frozenset[int],
) -> list[Ring]:
    """In the order of the hour. A call of a case that does not stand in this book is left out by the caller."""
    found = [
        Ring(call.started_at, call, standings.get(call.case_id or 0), call.id in recorded) for call in calls
    ]
    found += [Ring(one.case.sent_at, None, one) for one in without_call]
    return sorted(found, key=lambda ring: (ring.at, ring.call.id if ring.call else 0))


def rows(found: Iterable[Ring], page: Page) -> list[Row]:
    return [_row(number, ring, page) for number, ring in enumerate(found, 1)]


def _row(number: int, ring: Ring, page: Page) -> Row:
    said = _of_case(ring.one, page) if ring.one else _of_nothing(ring.call, page)
    officer = ring.call.officer_id if ring.call else ring.one.by if ring.one else None
    number_shown = _caller(ring, page)
    recorded = _("có") if ring.recorded else ""
    return (
        str(number),
        page.moment(ring.at),
        number_shown,
        *said[:4],
        page.officers.get(officer or 0, ""),
        *said[4:],
        recorded,
    )


def _caller(ring: Ring, page: Page) -> str:
    if ring.call is None or page.senders is None:
        return page.phone(ring.one.case) if ring.one else _("(giữ kín)")
    return phone_words(ring.call.caller)


def _of_case(one: Standing, page: Page) -> tuple[str, ...]:
    """From the name to the remark, without who was on duty."""
    case = one.case
    return (
        page.name(case),
        page.place(case),
        page.words(case, case.text),
        name_of("topic", case.topic_code, page.pack) if case.topic_code else "",
        name_of("kind", one.kind, page.pack),
        page.unit(one),
        in_figures(one.due_on),
        f"{status_words(one.status)}. {page.words(case, one.answer)}"
        if one.answer
        else status_words(one.status),
        page.moment(one.answered_at),
        page.code(case),
    )


def _of_nothing(call: Call | None, page: Page) -> tuple[str, ...]:
    said = clipped(call.said) if call and page.senders is not None else ""
    missed = call is not None and call.end == CallEnd.MISSED
    return ("", "", said, "", "", "", "", _("gọi nhỡ") if missed else _("không thành hồ sơ"), "", "")
