"""Figures that a process has read already: as long as nothing was added to the kept figures they stay what they were.

One look at the newest rows says whether anything was. The numbers of rows are never given twice (`sqlite_autoincrement`
of Tally), and folding takes new ones. Rows of a slower transaction on PostgreSQL appear below the newest; that is why
the sum of many is looked at and not the highest alone.

For readers only: in a transaction that itself adds rows and may still be taken back, ask `figures` directly.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Tally
from feedback_service.reporting.figures.asked import years_known
from feedback_service.reporting.figures.counted import Counted, Figures
from feedback_service.reporting.figures.reading import figures, totals
from feedback_service.reporting.figures.waiting import sealed_received

Stamp = tuple[int, int, int]
Found = TypeVar("Found")
MOST = 64  # of some 100 kB; nobody asks for more spans and units than that in a day
NEWEST = 1000  # what a hundred cases add while the slowest transaction is at work


@dataclass(slots=True)
class Shelf:
    """What was read, by what was asked, with the stamp that it was read under. Safe for threads."""

    most: int = MOST
    _found: OrderedDict[Any, tuple[Stamp, Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def find(self, asked: object, stamp: Stamp, read: Callable[[], Found]) -> Found:
        with self._lock:
            known = self._found.get(asked)
        if known is None or known[0] != stamp:
            known = (stamp, read())
        with self._lock:
            self._found[asked] = known
            self._found.move_to_end(asked)
            while len(self._found) > self.most:
                self._found.popitem(last=False)
        found: Found = known[1]
        return found


class KeptFigures:
    """For one page: asks the database once whether anything changed. What it gives is everybody's: read it only."""

    def __init__(self, session: Session) -> None:
        self._session, self._stamp, self._shelf = session, stamp_of(session), _shelf()

    def years(self, today: date) -> range:
        return self._find(("years", today), lambda: years_known(self._session, today))

    def figures(self, since: date, until: date, today: date | None = None, unit: str = "") -> Figures:
        asked = ("figures", since, until, today, unit)
        return self._find(asked, lambda: figures(self._session, since, until, today, unit))

    def totals(self, since: date, until: date, today: date | None = None) -> Counted:
        return self._find(("totals", since, until, today), lambda: totals(self._session, since, until, today))

    def sealed_received(self, year: int) -> int | None:
        return self._find(("sealed", year), lambda: sealed_received(self._session, year))

    def _find(self, asked: object, read: Callable[[], Found]) -> Found:
        return self._shelf.find(asked, self._stamp, read)


def stamp_of(session: Session) -> Stamp:
    """Another one after each change of the kept figures: the newest rows, along the primary key."""
    newest = select(Tally.id).order_by(Tally.id.desc()).limit(NEWEST).subquery()
    asked = select(
        func.coalesce(func.max(newest.c.id), 0),
        func.count(newest.c.id),
        func.coalesce(func.sum(newest.c.id), 0),
    )
    highest, count, together = session.execute(asked).one()
    return int(highest), int(count), int(together)


def _shelf() -> Shelf:
    found: Shelf | None = current_app.extensions.get("kept_figures")
    if found is None:
        found = current_app.extensions["kept_figures"] = Shelf()
    return found
