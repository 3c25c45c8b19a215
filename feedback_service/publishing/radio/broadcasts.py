"""The log of what was on the air: when, in which language, over which loudspeakers, and who wrote it down."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.bulletins import WRITERS
from feedback_service.publishing.radio.facts import HourWrong, other_step
from feedback_service.publishing.radio.parts import clean
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.publishing.radio.voice import radio_of
from feedback_service.records import Broadcast, Bulletin, Officer
from feedback_service.vocabulary import PaperState

MOST_REPEATS = 14
_LONG_AGO = date(2000, 1, 1)


def log_broadcast(
    session: Session,
    bulletin: Bulletin,
    officer: Officer,
    first_day: date,
    hours: Sequence[time],
    days: int,
    stations: str,
    language: str,
    note: str,
    pack: Pack,
    now: datetime,
) -> list[Broadcast]:
    """One row for each hour of each of `days` days; an hour that stands there already is not written twice.

    Raises HourWrong where one of them is still to come, ChangeNotAllowed for what was never approved.
    """
    _require(officer)
    if bulletin.state not in (PaperState.APPROVED, PaperState.WITHDRAWN) or not is_as_approved(bulletin):
        raise other_step()
    if not hours or not 1 <= days <= MOST_REPEATS or language not in radio_of(pack).language_names:
        raise HourWrong
    if not _LONG_AGO < first_day <= local_day(now, pack):
        raise HourWrong
    zone = ZoneInfo(pack.commune.time_zone)
    at = [datetime.combine(first_day + timedelta(days=n), hour, zone) for n in range(days) for hour in hours]
    if max(at) > now:
        raise HourWrong
    made = [
        Broadcast(
            bulletin_id=bulletin.id,
            at=moment,
            language=language,
            stations=clean(stations)[:200],
            note=clean(note)[:300],
            officer_id=officer.id,
            entered_at=now,
        )
        for moment in sorted(set(at) - _logged(session, bulletin, language))
    ]
    session.add_all(made)
    return made


def cancel_broadcast(broadcast: Broadcast, officer: Officer, now: datetime) -> None:
    """It was written down by mistake; the row stays and counts no more."""
    _require(officer)
    if broadcast.cancelled_at is not None:
        raise other_step()
    broadcast.cancelled_at = now


def broadcasts_by_month(session: Session, first: date, until: date, pack: Pack) -> dict[date, int]:
    """How often a bulletin was on the air in each month, by the local day; months without any are left out."""
    zone = ZoneInfo(pack.commune.time_zone)
    since, after = (datetime.combine(day, time(), zone) for day in (first, until + timedelta(days=1)))
    asked = select(Broadcast.at).where(
        Broadcast.cancelled_at.is_(None), Broadcast.at >= since, Broadcast.at < after
    )
    counted: dict[date, int] = {}
    for moment in session.scalars(asked):
        month = moment.astimezone(zone).date().replace(day=1)
        counted[month] = counted.get(month, 0) + 1
    return dict(sorted(counted.items()))


def _logged(session: Session, bulletin: Bulletin, language: str) -> set[datetime]:
    asked = select(Broadcast.at).where(
        Broadcast.bulletin_id == bulletin.id,
        Broadcast.language == language,
        Broadcast.cancelled_at.is_(None),
    )
    return set(session.scalars(asked))


def _require(officer: Officer) -> None:
    if officer.role not in WRITERS:
        raise NotYours
