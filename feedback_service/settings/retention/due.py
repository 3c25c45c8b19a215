"""Which closed cases are past their time."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack, RetentionRule
from feedback_service.records import Case, Tombstone
from feedback_service.vocabulary import UNFINISHED

_FEBRUARY = 2


def last_day(today: date, years: int) -> date:
    """What was closed on this day or before it has been kept for `years`."""
    leap = today.month == _FEBRUARY and today.day > 28
    return today.replace(year=today.year - years, day=28 if leap else today.day)


def past_time(pack: Pack, today: date) -> Iterator[tuple[RetentionRule, ColumnElement[bool]]]:
    """Each rule that ends, with its condition on Case. A kind with a rule of its own does not follow the common one."""
    own = [rule.kind for rule in pack.retention if rule.kind]
    for rule in pack.retention:
        if not rule.forever:
            kinds = Case.kind == rule.kind if rule.kind else Case.kind.not_in(own)
            yield rule, and_(kinds, _closed_by(last_day(today, rule.years)))


def count_past(session: Session, pack: Pack, today: date) -> dict[str, int]:
    """Rule → cases; rules that nothing is past of stand with 0."""
    return {
        rule.code: session.scalar(select(func.count()).select_from(Case).where(which)) or 0
        for rule, which in past_time(pack, today)
    }


def next_past(session: Session, which: ColumnElement[bool], most: int) -> list[int]:
    return list(session.scalars(select(Case.id).where(which).order_by(Case.id).limit(most)))


def _closed_by(day: date) -> ColumnElement[bool]:
    """Finished, and whole still. A case answered and reopened is not finished."""
    closed = func.coalesce(Case.closed_on, Case.answered_on)
    buried = (
        select(Tombstone.id).where(Tombstone.case_id == Case.id, Tombstone.rule.not_like("person%")).exists()
    )
    return and_(Case.status.not_in(UNFINISHED), closed <= day, ~buried)
