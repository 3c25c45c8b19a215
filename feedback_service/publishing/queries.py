"""Reads of publishing: the list of results by key, so that page 5,000 costs what page 1 costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import published
from feedback_service.pack.model import Pack
from feedback_service.publishing.paths import FAR, PUBLISHED, Path, areas_within, path_of
from feedback_service.publishing.wishes import Place, Wish
from feedback_service.records import Case, PublicText
from feedback_service.search import words_of
from feedback_service.search_ahead import Ahead, look_ahead
from feedback_service.vocabulary import Kind, Status

__all__ = ["PAGE", "Listing", "areas_within", "list_results", "published_since"]

PAGE = 20
_NEWEST = (PublicText.answered_on.desc(), PublicText.id.desc())
_OLDEST = (PublicText.answered_on, PublicText.id)
_Found = Row[int, int, Status, date | None]


@dataclass(frozen=True, slots=True)
class Listing:
    """The texts of one page, newest first. `stamp` changes when anything that the page shows of them does.

    `unfinished`: it was looked only so far, and `next` goes on from there; the page may be short, even empty.
    """

    ids: tuple[int, ...]
    stamp: tuple[tuple[int, int, str], ...]
    previous: Place | None
    next: Place | None
    unfinished: bool = False

    @property
    def total(self) -> int | None:
        """How many there are, where this page is all of them; counting more would cost too much."""
        return None if self.previous or self.next or self.unfinished else len(self.ids)


def list_results(
    session: Session, wish: Wish, pack: Pack, kind: Kind | None = None, size: int = PAGE
) -> Listing:
    """One page; `kind` narrows it to questions and the like. By words the newest text comes first, otherwise whatever
    was answered last."""
    path = path_of(wish, pack, kind)
    if words_of(wish.query):
        return _with_words(session, wish, path, size)
    back = wish.place is not None and wish.place.back
    end = _end_of_walk(session, wish, path) if path.looks else None
    asked = _rows().where(*path.all_of, *_days(wish), *_beyond(wish.place), *_down_to(end, back))
    rows = session.execute(asked.order_by(*(_OLDEST if back else _NEWEST)).limit(size + 1)).all()
    return _listing(rows, size, wish.place, end)


def _rows() -> Select[int, int, Status, date | None]:
    asked = select(PublicText.id, PublicText.revision, Case.status, PublicText.answered_on)
    return asked.join(Case, Case.id == PublicText.case_id)


def _end_of_walk(session: Session, wish: Wish, path: Path) -> Place | None:
    """The last text that is looked at for this page; None where the walk comes to its own end before."""
    back = wish.place is not None and wish.place.back
    walk = select(PublicText.answered_on, PublicText.id)
    walk = walk.where(PUBLISHED, *path.along, *_days(wish), *_beyond(wish.place))
    walk = walk.order_by(*(_OLDEST if back else _NEWEST)).limit(1).offset(FAR)
    row = session.execute(walk).one_or_none()
    return Place(row[0] or date.max, row[1], back) if row else None


def _with_words(session: Session, wish: Wish, path: Path, size: int) -> Listing:
    """By id, as the search index keeps them: the rows of a rare word and of a frequent one cost the same."""
    place, back = wish.place, wish.place is not None and wish.place.back
    narrowed = bool(path.looked_for or path.along or wish.since or wish.until)
    ahead = look_ahead(session, "public_texts", wish.query, place.id if place else None, back, narrowed)
    asked = _rows().where(*path.all_of, *_days(wish), PublicText.id.in_(ahead.ids))
    asked = asked.order_by(PublicText.id if back else PublicText.id.desc()).limit(size + 1)
    rows = session.execute(asked).all()
    return _listing(rows, size, place, _end_of(ahead, back))


def _end_of(ahead: Ahead, back: bool) -> Place | None:
    return Place(date.max, ahead.ids[-1], back) if ahead.ids and ahead.more else None


def _beyond(place: Place | None) -> Iterator[ColumnElement[bool]]:
    if place:
        at = tuple_(place.answered_on, place.id)
        yield at < _KEY if place.back else at > _KEY


def _down_to(end: Place | None, back: bool) -> Iterator[ColumnElement[bool]]:
    if end:
        at = tuple_(end.answered_on, end.id)
        yield at >= _KEY if back else at <= _KEY


_KEY: Any = tuple_(PublicText.answered_on, PublicText.id)


def _days(wish: Wish) -> Iterator[ColumnElement[bool]]:
    if wish.since:
        yield PublicText.answered_on >= wish.since
    if wish.until:
        yield PublicText.answered_on <= wish.until


def _listing(rows: Sequence[_Found], size: int, place: Place | None, end: Place | None) -> Listing:
    """`end`: how far it was looked, None for all the way."""
    back = place is not None and place.back
    more, found = len(rows) > size, rows[:size]
    shown = found[::-1] if back else found
    first = Place(shown[0].answered_on or date.max, shown[0].id, back=True) if shown else None
    last = Place(shown[-1].answered_on or date.max, shown[-1].id) if shown else None
    on, unfinished = more or end is not None, not more and end is not None
    ahead = end if unfinished else (first if back else last)
    behind = (last if back else first) or (Place(place.answered_on, place.id, not back) if place else None)
    onward, backward = ahead if on else None, behind if place else None
    return Listing(
        ids=tuple(row.id for row in shown),
        stamp=tuple((row.id, row.revision, row.status.value) for row in shown),
        previous=onward if back else backward,
        next=backward if back else onward,
        unfinished=unfinished,
    )


def published_since(session: Session, day: date) -> int:
    """How many results were answered since then and may be read. For spans of weeks: it counts them."""
    counted = select(func.count()).select_from(PublicText).join(Case, Case.id == PublicText.case_id)
    return session.scalar(counted.where(*published(), PublicText.answered_on >= day)) or 0
