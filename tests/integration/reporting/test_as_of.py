"""Figures as of a past day: the kept figures to the digit, and the same again whatever happened since."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.promises import local_day
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.reporting.figures import Counted, Figures, figures
from feedback_service.reporting.periods.as_of import as_of
from feedback_service.reporting.periods.facts import FACTS
from feedback_service.reporting.periods.frozen import numbers_of, rule_of
from feedback_service.reporting.periods.spans import span_of
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.sealing import seal_case
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import Kind, Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer

_TEXTS = (
    BROKEN_ROAD,
    "Xin hỏi làm giấy khai sinh cần giấy tờ gì",
    "Rác đổ tràn ra đường ở thôn 3 hôi quá",
    DENUNCIATION,
)
_GROUPS = ("units", "kinds", "topics", "channels", "areas")


class Life:
    """Cases to which things happen by lot, one after the other, as the days go on."""

    def __init__(self, session: Session, pack: Pack, seed: int) -> None:
        self.session, self.pack, self.chance = session, pack, random.Random(seed)
        self.leader, self.clerk = (
            an_officer(session, Role.LEADER, "LD"),
            an_officer(session, Role.CLERK, "VP"),
        )
        self.writer = an_officer(session, Role.LEADER, "LD")
        self.now, self.cases = NOW, [a_case(session, pack)]

    def goes_on(self, times: int) -> None:
        for _ in range(times):
            self.now += timedelta(hours=self.chance.choice((1, 5, 19, 50)))
            deed: Callable[[Case], object] = self.chance.choice(self.deeds())
            before = self.session.begin_nested()
            try:
                deed(self.chance.choice(self.cases))
                self.session.flush()
                before.commit()
            except Fact:
                before.rollback()
        self.session.commit()

    def deeds(self) -> list[Callable[[Case], object]]:
        often = [self.comes, self.sorted, self.answered]
        return [*often, *often, self.moves, self.ends, self.sealed, self.merged, self.reopened]

    def comes(self, _: Case) -> None:
        self.cases.append(
            a_case(self.session, self.pack, self.chance.choice(_TEXTS), now=self.now, sent_at=self.now)
        )

    def sorted(self, case: Case) -> None:
        given: dict[str, Any] = {
            "unit": self.chance.choice(("KT", "VHXH", "VP")),
            "kind": self.chance.choice((Kind.PHAN_ANH, Kind.HOI_DAP, Kind.KIEN_NGHI)),
            "topic": case.topic_code,
            "area": self.chance.choice(("thon-5", "", None)),
        }
        confirm_routing(self.session, case, self.leader, self.pack, self.now, **given, reason="xem lại")

    def moves(self, case: Case) -> None:
        unit = self.chance.choice(("KT", "VHXH", "DIENLUC"))
        transfer_case(self.session, case, self.clerk, unit, "đúng việc", self.pack, self.now)

    def answered(self, case: Case) -> None:
        submit_answer(self.session, case, self.writer, "Đã làm xong.", 0, self.pack, self.now)
        approve_answer(self.session, case, self.leader, self.pack, self.now + timedelta(minutes=5))

    def ends(self, case: Case) -> None:
        if self.chance.random() < 0.5:
            withdraw_case(self.session, case, self.pack, self.now)
        else:
            refuse_case(self.session, case, self.leader, "trùng việc đã trả lời", self.pack, self.now)

    def sealed(self, case: Case) -> None:
        if self.chance.random() < 0.3:
            seal_case(self.session, case, self.leader, "có trẻ em", self.pack, self.now)

    def merged(self, case: Case) -> None:
        merge_cases(self.session, self.chance.choice(self.cases), case, self.leader, self.pack, self.now)

    def reopened(self, case: Case) -> None:
        if case.status == Status.ANSWERED:
            reopen_case(self.session, case, "vẫn hỏng", self.pack, self.now)

    @property
    def today(self) -> date:
        return local_day(self.now + timedelta(minutes=10), self.pack)


def plain(counted: Counted) -> dict[str, Any]:
    """What waits is not of a span."""
    kept = {name: getattr(counted, name) for name in Counted.__dataclass_fields__}
    for name in ("waiting", "waiting_late", "oldest"):
        kept.pop(name, None)
    return kept


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
        life.goes_on(60)
    today = max(life.today for life in lives)
    since, until = date(2026, 3, 1), date(2026, 12, 31)
    assert said(as_of(session, since, until, today, pack).figures) == said(figures(session, since, until))


def test_asked_again_they_are_the_same_whatever_happened_since(session: Session, pack: Pack) -> None:
    life, since = Life(session, pack, 7), date(2026, 3, 1)
    past: list[tuple[date, dict[str, Any], dict[str, int]]] = []
    span = span_of("2026-H1", rule_of(pack))
    for _ in range(4):
        life.goes_on(20)
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
    life.goes_on(60)
    known = as_of(session, span.since, span.until, span.until, pack)
    numbers, total = numbers_of(known, span), known.figures.total
    shared = [fact for fact in FACTS if hasattr(total, fact)]
    assert {fact: numbers[fact] for fact in shared if fact != "published"} == {
        fact: getattr(total, fact) for fact in shared if fact != "published"
    }
    assert numbers["open"] == total.left
