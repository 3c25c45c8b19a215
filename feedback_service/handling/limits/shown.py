"""What the case page shows of limits, and what this officer may press."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.limits.accepting import may_be_accepted, may_be_decided
from feedback_service.handling.limits.clock_lines import ClockLine, clock_lines
from feedback_service.handling.limits.extending import Offer, offer_of
from feedback_service.handling.limits.lateness import is_late, late_words
from feedback_service.handling.limits.returning import may_be_returned
from feedback_service.handling.promises import local_day
from feedback_service.language import words
from feedback_service.pack.model import KindRule, Pack
from feedback_service.records import Absence, Case, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class Limits:
    """`steps`, `publication`: the way of the kind, in words. `away_until`: of whoever has the case in hand."""

    clocks: tuple[ClockLine, ...]
    rule: KindRule
    steps: tuple[str, ...]
    publication: str
    offer: Offer | None
    asked_by: str
    is_late: bool
    late_sorts: tuple[tuple[str, str], ...]  # (LateReason, words)
    can_accept: bool
    can_decide: bool
    can_ask_more_time: bool
    can_grant: bool
    asked_himself: bool
    can_return: bool
    can_print_petition: bool
    away_until: date | None
    away: Mapping[int, date]  # who is away today, and until which day


def limits_of(session: Session, case: Case, officer: Officer, pack: Pack, now: datetime) -> Limits:
    is_open = case.status in OPEN_STATUSES
    away = _away(session, local_day(now, pack))
    rule = pack.kind_rule[case.kind]
    offer = offer_of(session, case, pack) if is_open else None
    asked = offer.asked if offer else None
    heads = is_open and may(officer, Action.APPROVE, case)
    writes = is_open and may(officer, Action.DRAFT, case)
    return Limits(
        clocks=tuple(clock_lines(case, pack)),
        rule=rule,
        steps=tuple(words(step) for step in rule.steps),
        publication=words(rule.publication),
        offer=offer,
        asked_by=_name(session, asked.asked_by) if asked else "",
        is_late=is_open and is_late(case, now),
        late_sorts=tuple(late_words().items()),
        can_accept=heads and rule.formal and may_be_accepted(case),
        can_decide=heads and may_be_decided(case),
        can_ask_more_time=writes and offer is not None and offer.room is not None and asked is None,
        can_grant=heads and asked is not None and asked.asked_by != officer.id,
        asked_himself=asked is not None and asked.asked_by == officer.id,
        can_return=may(officer, Action.TRANSFER, case) and may_be_returned(case, pack),
        can_print_petition=is_open and rule.signed and may(officer, Action.NOTE, case),
        away_until=away.get(case.assigned_to or 0),
        away=away,
    )


def _name(session: Session, number: int) -> str:
    return session.scalar(select(Officer.name).where(Officer.id == number)) or ""


def _away(session: Session, today: date) -> dict[int, date]:
    """Everybody who is away: a handful in a commune."""
    running = select(Absence.officer_id, Absence.to_on).where(Absence.ended_at.is_(None))
    rows = session.execute(running.where(Absence.from_on <= today, Absence.to_on >= today))
    return {row.officer_id: row.to_on for row in rows}
