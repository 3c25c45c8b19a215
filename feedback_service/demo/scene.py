"""What every demo case is told with: the pack, the made-up officers, the moment, and one source of chance."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import local_day, promised, zone_of
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, Promise
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Clock, Kind, Role

_PROMISED = [column.key for column in Promise.__table__.columns if column.key not in {"id", "case_id"}]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes the answer and who approves it, never the same; `readers` are named to a sealed case."""

    writer: int
    approver: int
    readers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Crew:
    """The ids of the made-up officers, by role and unit; the unit "" stands for any."""

    people: Mapping[tuple[Role, str], tuple[int, ...]]

    def first(self, role: Role, unit: str = "") -> int | None:
        return next(iter(self.people.get((role, unit), ())), None)

    def desk(self, unit: str, sealed: bool) -> Desk | None:
        """An officer writes and the head approves; what is sealed the head writes and a leader approves.

        A unit without officers of its own is the leaders' matter. None where too few people are there.
        """
        leaders = self.people.get((Role.LEADER, ""), ())
        head, officer = self.first(Role.HEAD, unit), self.first(Role.OFFICER, unit)
        if head and officer and not sealed:
            return Desk(officer, head)
        if head and leaders:
            return Desk(head, leaders[0], (head,) if sealed else ())
        return Desk(leaders[0], leaders[1]) if len(leaders) > 1 else None


def crew_of(officers: Iterable[Officer]) -> Crew:
    people: dict[tuple[Role, str], tuple[int, ...]] = {}
    for officer in officers:
        for unit in dict.fromkeys((officer.unit_code, "")):
            people[officer.role, unit] = (*people.get((officer.role, unit), ()), officer.id)
    return Crew(people)


@dataclass(slots=True)
class Scene:
    """`now` bounds what can have happened. What was routed once is remembered: it is most of the work."""

    pack: Pack
    crew: Crew
    now: datetime
    chance: random.Random
    _routed: dict[tuple[str, str], Proposal] = field(default_factory=dict)

    def routed(self, words: str, area: str) -> Proposal:
        known = self._routed.get((words, area))
        if known is None:
            known = self._routed[words, area] = propose(words, self.pack, area)
        return known

    def promise(self, clock: Clock, kind: Kind, sent: datetime) -> dict[str, Any]:
        """The row of a clock that runs."""
        promise = promised(clock, kind, sent, self.pack)
        return {name: getattr(promise, name) for name in _PROMISED} | {"late": False}

    def day(self, moment: datetime) -> date:
        return local_day(moment, self.pack)

    def office_moment(self, moment: datetime, since: datetime) -> datetime:
        """The same minute on a working day, in office hours: people do not answer at night. After `since`."""
        found = self._in_hours(max(moment, since))
        return found if found > since else self._in_hours(since + timedelta(hours=12))

    def _in_hours(self, moment: datetime) -> datetime:
        local = moment.astimezone(zone_of(self.pack))
        day = working_calendar(self.pack.calendar).working_day_from(local.date())
        hour = min(max(local.hour, 8), 16)
        return local.replace(year=day.year, month=day.month, day=day.day, hour=hour).astimezone(moment.tzinfo)
