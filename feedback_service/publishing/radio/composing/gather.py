"""What a bulletin can tell: results and questions published in the period, and the figures of its months."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import Outcome, PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack
from feedback_service.records import Case, PublicText
from feedback_service.reporting.figures import Counted, open_cases
from feedback_service.reporting.periods.as_of import figures_of_days
from feedback_service.vocabulary import Kind

_LOOKED_AT = 60  # the newest ones of the period; a bulletin tells five


@dataclass(frozen=True, slots=True)
class Gathered:
    """`months`: the first days of the months that `counted` is of. `on_air_on` None: not known yet."""

    since: date
    until: date
    on_air_on: date | None
    number: int
    results: tuple[PublicCase, ...]
    questions: tuple[PublicCase, ...]
    counted: Counted


def gather(
    session: Session, since: date, until: date, on_air_on: date | None, number: int, pack: Pack, today: date
) -> Gathered:
    """Through the public filter only. What was reopened since is not told as done. What waits, waits `today`."""
    told = [case for case in _told(session, since, until, pack) if case.outcome == Outcome.ANSWERED]
    asked = (Kind.HOI_DAP,)
    counted = figures_of_days(session, until.replace(day=1), until, today, pack, today).total
    waiting = open_cases(session, today)
    return Gathered(
        since=since,
        until=until,
        on_air_on=on_air_on,
        number=number,
        results=tuple(case for case in told if case.kind not in asked),
        questions=tuple(case for case in told if case.kind in asked),
        counted=replace(counted, waiting=waiting.total, waiting_late=waiting.late),
    )


def _told(session: Session, since: date, until: date, pack: Pack) -> list[PublicCase]:
    found: list[PublicCase] = []
    for of_kind in (PublicText.kind != Kind.HOI_DAP, PublicText.kind == Kind.HOI_DAP):
        asked = (
            select(PublicText.id)
            .join(Case, Case.id == PublicText.case_id)
            .where(*published(), of_kind, *_within(since, until, pack))
            .order_by(PublicText.published_at.desc(), PublicText.id.desc())
            .limit(_LOOKED_AT)
        )
        found += load_public_cases(session, session.scalars(asked).all(), pack)
    return found


def _within(since: date, until: date, pack: Pack) -> tuple[ColumnElement[bool], ...]:
    """By the local day of the publication."""
    zone = ZoneInfo(pack.commune.time_zone)
    first = datetime.combine(since, time(), zone)
    after = datetime.combine(until + timedelta(days=1), time(), zone)
    return (PublicText.published_at >= first, PublicText.published_at < after)
