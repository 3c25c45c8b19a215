"""Reads of publishing: the list of results by key, so that page 5,000 costs what page 1 costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, func, select, tuple_
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import Outcome
from feedback_service.handling.public.queries import published
from feedback_service.pack.model import Pack
from feedback_service.publishing.wishes import Place, Wish
from feedback_service.records import Case, PublicText
from feedback_service.search import matches
from feedback_service.vocabulary import Kind, Status

PAGE = 20
_STATUSES = {
    Outcome.ANSWERED: Case.status == Status.ANSWERED,
    Outcome.PASSED_ON: Case.status == Status.PASSED_ON,
    Outcome.IN_PROGRESS: Case.status.not_in((Status.ANSWERED, Status.PASSED_ON)),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The texts of one page, newest first. `stamp` changes when anything that the page shows of them does."""

    ids: tuple[int, ...]
    stamp: tuple[tuple[int, int, str], ...]
    previous: Place | None
    next: Place | None

    @property
    def total(self) -> int | None:
        """How many there are, where this page is all of them; counting more would cost too much."""
        return None if self.previous or self.next else len(self.ids)


def list_results(
    session: Session, wish: Wish, pack: Pack, kind: Kind | None = None, size: int = PAGE
) -> Listing:
    """One page by the index on (state, answered_on, id); `kind` narrows it to questions and the like."""
    back = wish.place is not None and wish.place.back
    order = (PublicText.answered_on, PublicText.id) if back else _NEWEST
    conditions = [*published(), *_wanted(session, wish, pack)]
    if kind:
        conditions.append(PublicText.kind == kind)
    rows = session.execute(
        select(PublicText.id, PublicText.revision, Case.status, PublicText.answered_on)
        .join(Case, Case.id == PublicText.case_id)
        .where(*conditions)
        .order_by(*order)
        .limit(size + 1)
    ).all()
    more, shown = len(rows) > size, rows[:size]
    return _listing(shown[::-1] if back else shown, wish.place, more, back)


_NEWEST = (PublicText.answered_on.desc(), PublicText.id.desc())


def _listing(
    rows: Sequence[Row[int, int, Status, date | None]], place: Place | None, more: bool, back: bool
) -> Listing:
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    has_previous, has_next = (more, True) if back else (place is not None, more)
    return Listing(
        ids=tuple(row.id for row in rows),
        stamp=tuple((row.id, row.revision, row.status.value) for row in rows),
        previous=Place(first.answered_on, first.id, back=True) if first and has_previous else None,
        next=Place(last.answered_on, last.id) if last and has_next else None,
    )


def _wanted(session: Session, wish: Wish, pack: Pack) -> Iterator[ColumnElement[bool]]:
    yield matches(session.get_bind().dialect.name, "public_texts", wish.query)
    if wish.place:
        key = tuple_(PublicText.answered_on, PublicText.id)
        at = tuple_(wish.place.answered_on, wish.place.id)
        yield key > at if wish.place.back else key < at
    if wish.area:
        yield PublicText.area_code.in_(areas_within(wish.area, pack))
    if wish.since:
        yield PublicText.answered_on >= wish.since
    if wish.until:
        yield PublicText.answered_on <= wish.until
    if wish.outcome:
        yield _STATUSES[wish.outcome]
    for column, code in ((PublicText.unit_code, wish.unit), (PublicText.topic_code, wish.topic)):
        if code:
            yield column == code


def areas_within(code: str, pack: Pack) -> list[str]:
    """The area and, for a former commune, its thôn and buôn; for a name that several share, all of them."""
    return [area.code for area in pack.area_by_code.values() if code in (area.code, area.parent, area.called)]


def published_since(session: Session, day: date) -> int:
    """How many results were answered since then and may be read. For spans of weeks: it counts them."""
    counted = select(func.count()).select_from(PublicText).join(Case, Case.id == PublicText.case_id)
    return session.scalar(counted.where(*published(), PublicText.answered_on >= day)) or 0
