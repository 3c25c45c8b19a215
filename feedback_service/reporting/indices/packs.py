"""Which index asks for which counts: for a period, as of the end of a day. Asked again they are the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import IndexPack, Pack
from feedback_service.records import Confirming
from feedback_service.reporting.figures import Figures
from feedback_service.reporting.indices.measures import MEANINGS, Calls
from feedback_service.reporting.periods.as_of import figures_of_days

_EARLIEST, _LATEST = 2000, 2200


class IndexPeriodWrong(Fact):
    status = 422
    said = _l("Ngày chưa đúng: ngày đầu không sau ngày cuối, và không tính quá hôm nay.")


@dataclass(frozen=True, slots=True)
class AskedIndex:
    """`since` to `until`, both counted, as it was known at the end of `as_of`."""

    since: date
    until: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    count: int | None
    definition: str


@dataclass(frozen=True, slots=True)
class IndexTable:
    index: IndexPack
    lines: tuple[Line, ...]


def read_asked(given: Mapping[str, str], today: date) -> AskedIndex:
    """What is missing is this year until today. Raises IndexPeriodWrong."""
    day = _day(given, "tinh_den", today)
    until = _day(given, "den", day)
    asked = AskedIndex(_day(given, "tu", until.replace(month=1, day=1)), until, day)
    if asked.since > asked.until or asked.as_of > today:
        raise IndexPeriodWrong
    return asked


def index_tables(session: Session, asked: AskedIndex, pack: Pack, today: date) -> list[IndexTable]:
    found = figures_of_days(session, asked.since, asked.until, asked.as_of, pack, today)
    calls = _calls(session, asked, pack)
    return [IndexTable(index, tuple(_lines(index, found, calls))) for index in pack.indices]


def _lines(index: IndexPack, found: Figures, calls: Calls) -> list[Line]:
    meanings = [MEANINGS[measure] for measure in index.measures]
    return [
        Line(str(meaning.name), meaning.count(found, calls), str(meaning.definition)) for meaning in meanings
    ]


def _calls(session: Session, asked: AskedIndex, pack: Pack) -> Calls:
    known = _end(asked.as_of, pack)
    drawn = Confirming.drawn_at.between(_begin(asked.since, pack), min(_end(asked.until, pack), known))
    return Calls(
        _count(session, drawn),
        _count(session, drawn, Confirming.outcome == "reached", Confirming.done_at <= known),
    )


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(Confirming.id)).where(*conditions)) or 0


def _begin(day: date, pack: Pack) -> datetime:
    return datetime.combine(day, time.min, zone_of(pack))


def _end(day: date, pack: Pack) -> datetime:
    return _begin(day + timedelta(days=1), pack) - timedelta(microseconds=1)


def _day(given: Mapping[str, str], name: str, otherwise: date) -> date:
    words = given.get(name, "").strip()
    if not words:
        return otherwise
    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise IndexPeriodWrong from None
    if not _EARLIEST <= found.year <= _LATEST:
        raise IndexPeriodWrong
    return found
