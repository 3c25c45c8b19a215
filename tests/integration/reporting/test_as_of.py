"""Figures as of a past day: the kept figures to the digit, and the same again whatever happened since."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.pack.model import Pack
from feedback_service.reporting.figures import Counted, Figures, figures
from feedback_service.reporting.periods.as_of import as_of
from feedback_service.reporting.periods.facts import FACTS
from feedback_service.reporting.periods.frozen import numbers_of, rule_of
from feedback_service.reporting.periods.spans import span_of
from feedback_service.routing.confirm import confirm_routing
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.lives import Life

_GROUPS = ("units", "kinds", "topics", "channels", "areas")


def plain(counted: Counted) -> dict[str, Any]:
    return {name: getattr(counted, name) for name in Counted.__dataclass_fields__}


def said(found: Figures) -> dict[str, Any]:
    """Without groups of which there is nothing to say."""
    nothing = plain(Counted())
    groups = {
        name: {key: plain(one) for key, one in getattr(found, name).items() if plain(one) != nothing}
        for name in _GROUPS
    }
    months = {month: plain(one) for month, one in found.months.items()}
    return {"total": plain(found.total), "months": months, **groups}


def test_as_of_today_they_are_the_kept_figures_to_the_digit(session: Session, pack: Pack) -> None:
    lives = [Life(session, pack, seed) for seed in (1, 2, 3)]
    for life in lives:
        life.goes_on(80)
    today = max(life.today for life in lives)
    since, until = date(2026, 3, 1), date(2026, 12, 31)
    found = figures(session, since, until, today)
    assert said(as_of(session, since, until, today, pack).figures) == said(found)
    total = found.total
    assert all((total.late, total.late_reasons, total.published, sum(total.ratings), total.waiting_late)), (
        total
    )


def test_asked_again_they_are_the_same_whatever_happened_since(session: Session, pack: Pack) -> None:
    life, since = Life(session, pack, 7), date(2026, 3, 1)
    past: list[tuple[date, dict[str, Any], dict[str, int]]] = []
    span = span_of("2026-H1", rule_of(pack))
    for _ in range(4):
        life.goes_on(30)
        known = as_of(session, since, span.until, life.today, pack)
        past.append((life.today, said(known.figures), numbers_of(known, span)))
        life.now += timedelta(days=2)
    for day, figures_then, numbers_then in past:
        known = as_of(session, since, span.until, day, pack)
        assert numbers_of(known, span) == numbers_then, day
        assert said(known.figures) == figures_then, day


def test_what_was_late_stays_late_in_the_report_after_it_is_closed(session: Session, pack: Pack) -> None:
    case, leader, writer = (
        a_case(session, pack),
        an_officer(session, Role.LEADER, "LD"),
        an_officer(session, Role.LEADER, "LD"),
    )
    confirm_routing(
        session, case, leader, pack, NOW, unit="KT", kind=case.kind, topic=case.topic_code, reason="x"
    )
    span = span_of("2026-Q2", rule_of(pack))
    late = datetime.combine(span.since, NOW.timetz()) + timedelta(days=20)
    before = numbers_of(as_of(session, span.since, span.until, late.date(), pack), span)
    assert (before["carried"], before["open_late"], before["late"]) == (1, 1, 0)
    submit_answer(session, case, writer, "Đã sửa.", 0, pack, late)
    approve_answer(session, case, leader, pack, late)
    session.flush()
    after = numbers_of(as_of(session, span.since, span.until, span.until, pack), span)
    assert (after["open_late"], after["late"], after["on_time"]) == (0, 1, 0)


def test_the_table_of_totals_and_the_figures_say_the_same(session: Session, pack: Pack) -> None:
    life, span = Life(session, pack, 11), span_of("2026-H1", rule_of(pack))
    life.goes_on(80)
    known = as_of(session, span.since, span.until, span.until, pack)
    numbers, total = numbers_of(known, span), known.figures.total
    shared = [fact for fact in FACTS if hasattr(total, fact)]
    assert {fact: numbers[fact] for fact in shared} == {fact: getattr(total, fact) for fact in shared}
    assert numbers["open"] == total.left
