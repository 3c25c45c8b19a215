"""Work that comes round by itself. Each turn is one job row of its own, so that many workers do it once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.working.jobs import ask_for

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Routine:
    """The job `name` once in every `every`, `offset` after its beginning (counted from midnight UTC)."""

    name: str
    every: timedelta
    offset: timedelta = timedelta(0)
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def turn(self, now: datetime) -> datetime:
        """When the turn began that `now` is in. A turn that was slept through is made up for, once."""
        return now - (now - _EPOCH - self.offset) % self.every


def ask_for_turns(session: Session, routines: Iterable[Routine], now: datetime) -> None:
    for routine in routines:
        turn = routine.turn(now)
        key = ":".join([routine.name, *map(str, routine.arguments.values()), f"{turn:%Y-%m-%dT%H:%M}"])
        ask_for(session, routine.name, key, now, routine.arguments)
