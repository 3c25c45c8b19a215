"""A whole book for one officer: read from rows and events, so that the same question has the same answer again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Extension, Officer, Recording, Referral
from feedback_service.reporting.registers import extensions, hotline, reception, transfers
from feedback_service.reporting.registers.asked import Asked, Book
from feedback_service.reporting.registers.rows import Page, Row, names_of, senders_of
from feedback_service.reporting.registers.scope import (
    NO_UNIT_OF_ITS_OWN,
    SEES_SENDERS,
    in_the_book,
    open_to,
    readable,
)
from feedback_service.reporting.registers.standing import Standing, standings
from feedback_service.staff.visibility import sees_sealed
from feedback_service.vocabulary import Channel, Visibility

_PAGES = {
    Book.RECEPTION: reception,
    Book.HOTLINE: hotline,
    Book.TRANSFERS: transfers,
    Book.EXTENSIONS: extensions,
}


@dataclass(frozen=True, slots=True)
class Register:
    """`columns`: heading and width in characters. `sealed`: how many more there are; None for who may not know."""

    asked: Asked
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Row]
    sealed: int | None


def make_register(session: Session, asked: Asked, officer: Officer, pack: Pack) -> Register:
    rows = _MAKERS[asked.book](session, asked, officer, pack)
    sealed = _sealed(session, asked) if sees_sealed(officer) else None
    return Register(asked, _PAGES[asked.book].columns(), rows, sealed)


def title_of(book: Book) -> str:
    said = {
        Book.RECEPTION: _("Sổ tiếp công dân"),
        Book.HOTLINE: _("Sổ đường dây nóng"),
        Book.TRANSFERS: _("Sổ chuyển đơn"),
        Book.EXTENSIONS: _("Sổ gia hạn"),
    }
    return str(said[book])


def _reception(session: Session, asked: Asked, officer: Officer, pack: Pack) -> list[Row]:
    found = _of_channel(session, asked, officer, Channel.COUNTER)
    return reception.rows(found, _page(session, asked, officer, pack, found))


def _hotline(session: Session, asked: Asked, officer: Officer, pack: Pack) -> list[Row]:
    calls = list(session.scalars(_calls(asked)))
    entered = _of_channel(session, asked, officer, Channel.HOTLINE)
    known = {one.case.id: one for one in entered}
    others = {call.case_id for call in calls if call.case_id} - known.keys()
    known |= {one.case.id: one for one in _of_cases(session, asked, officer, Case.id.in_(others))}
    late = _not_yet(session, asked, others)
    shown = [call for call in calls if _stands(call, known, late, officer)]
    called = {call.case_id for call in shown}
    alone = [one for one in entered if one.case.id not in called]
    found = hotline.rings(shown, known, alone, _recorded(session, shown))
    return hotline.rows(found, _page(session, asked, officer, pack, known.values()))


def _stands(call: Call, known: dict[int, Standing], late: frozenset[int], officer: Officer) -> bool:
    """A call without a case is of the whole house; one whose case the officer must not know is in no row."""
    if call.case_id is None or call.case_id in late:
        return officer.role in NO_UNIT_OF_ITS_OWN
    return call.case_id in known


def _transfers(session: Session, asked: Asked, officer: Officer, pack: Pack) -> list[Row]:
    query = select(Referral).where(Referral.sent_on.between(asked.first, asked.last))
    found = session.scalars(query.order_by(Referral.year, Referral.number)).all()
    known = _by_id(session, asked, officer, [one.case_id for one in found])
    pairs = [(one, known[one.case_id]) for one in found if one.case_id in known]
    return transfers.rows(pairs, _page(session, asked, officer, pack, known.values()))


def _extensions(session: Session, asked: Asked, officer: Officer, pack: Pack) -> list[Row]:
    query = select(Extension).where(Extension.asked_at >= asked.begin, Extension.asked_at < asked.end)
    found = session.scalars(query.order_by(Extension.asked_at, Extension.id)).all()
    known = _by_id(session, asked, officer, [one.case_id for one in found])
    pairs = [(one, known[one.case_id]) for one in found if one.case_id in known]
    return extensions.rows(pairs, _page(session, asked, officer, pack, known.values()))


_MAKERS = {
    Book.RECEPTION: _reception,
    Book.HOTLINE: _hotline,
    Book.TRANSFERS: _transfers,
    Book.EXTENSIONS: _extensions,
}


def _came(asked: Asked, channel: Channel) -> tuple[ColumnElement[bool], ...]:
    """Spoken in the period, and entered by the day of the book."""
    spoken = (Case.sent_at >= asked.begin, Case.sent_at < asked.end)
    return (Case.channel == channel, *spoken, Case.entered_at < asked.moment)


def _of_channel(session: Session, asked: Asked, officer: Officer, channel: Channel) -> list[Standing]:
    return _of_cases(session, asked, officer, *_came(asked, channel))


def _by_id(session: Session, asked: Asked, officer: Officer, numbers: Iterable[int]) -> dict[int, Standing]:
    return {one.case.id: one for one in _of_cases(session, asked, officer, Case.id.in_(set(numbers)))}


def _of_cases(
    session: Session, asked: Asked, officer: Officer, *which: ColumnElement[bool]
) -> list[Standing]:
    query = select(Case).where(*which, open_to(officer), Case.entered_at < asked.moment)
    query = query.options(selectinload(Case.promises)).order_by(Case.sent_at, Case.id)
    cases = session.scalars(query).all()
    stood = standings(session, cases, asked.moment)
    return [one for case in cases if in_the_book(officer, one := stood[case.id])]


def _calls(asked: Asked) -> Select[Call]:
    rang = (Call.started_at >= asked.begin, Call.started_at < asked.end, Call.entered_at < asked.moment)
    return select(Call).where(*rang).order_by(Call.started_at, Call.id)


def _not_yet(session: Session, asked: Asked, numbers: Iterable[int]) -> frozenset[int]:
    """Cases that a call was given later: on that day it had none."""
    query = select(Case.id).where(Case.id.in_(set(numbers)), Case.entered_at >= asked.moment)
    return frozenset(session.scalars(query.where(Case.visibility != Visibility.SEALED)))


def _recorded(session: Session, calls: Sequence[Call]) -> frozenset[int]:
    numbers = [call.id for call in calls]
    return frozenset(session.scalars(select(Recording.call_id).where(Recording.call_id.in_(numbers))))


def _page(session: Session, asked: Asked, officer: Officer, pack: Pack, found: Iterable[Standing]) -> Page:
    cases = [one.case for one in found]
    senders = None
    if officer.role in SEES_SENDERS:
        senders = senders_of(session, [case.contact_id for case in cases if case.contact_id])
    return Page(asked, pack, senders, readable(session, officer, cases), names_of(session))


def _sealed(session: Session, asked: Asked) -> int:
    count: Select[Any] = select(func.count()).select_from(Case).where(Case.visibility == Visibility.SEALED)
    match asked.book:
        case Book.RECEPTION:
            count = count.where(*_came(asked, Channel.COUNTER))
        case Book.HOTLINE:
            count = count.where(*_came(asked, Channel.HOTLINE))
        case Book.TRANSFERS:
            sent = select(Referral.case_id).where(Referral.sent_on.between(asked.first, asked.last))
            count = count.where(Case.id.in_(sent))
        case Book.EXTENSIONS:
            longer = select(Extension.case_id).where(
                Extension.asked_at >= asked.begin, Extension.asked_at < asked.end
            )
            count = count.where(Case.id.in_(longer))
    return session.scalar(count) or 0
