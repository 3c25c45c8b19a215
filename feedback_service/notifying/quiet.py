"""The hours in which nobody is woken by a message. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

REPLY_MINUTES = 10  # who has just sent a text holds the phone in the hand and waits


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `start` to `end` o'clock in `zone`, over midnight where `start` is the later."""

    start: int
    end: int
    zone: ZoneInfo

    def next_allowed(self, now: datetime) -> datetime:
        """`now` where a message may go out, else when the quiet hours end (aware, UTC)."""
        local = now.astimezone(self.zone)
        if not self._covers(local.hour):
            return now
        day = local.date() + timedelta(days=1 if self.start > self.end and local.hour >= self.start else 0)
        return datetime.combine(day, time(self.end), self.zone).astimezone(UTC)

    def _covers(self, hour: int) -> bool:
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


def quiet_of(hours: tuple[int, int] | None, time_zone: str) -> Quiet | None:
    return Quiet(*hours, ZoneInfo(time_zone)) if hours else None


def due_at(
    quiet: Quiet | None, now: datetime, *, urgent: bool = False, answers: datetime | None = None
) -> datetime:
    """When a message may go out at the earliest. `answers`: when the text came that it replies to."""
    waits = answers is not None and now - answers < timedelta(minutes=REPLY_MINUTES)
    return now if quiet is None or urgent or waits else quiet.next_allowed(now)
