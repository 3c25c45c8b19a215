"""Each definition of a figure, as a sentence."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_service.handling.close import pass_on, refuse_case, withdraw_case
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.reporting.figures import Counted, figures, on_time_of_100, totals
from feedback_service.vocabulary import LateReason, Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.published import a_published_case, an_answered_case

MARCH, APRIL, TODAY = date(2026, 3, 1), date(2026, 4, 1), NOW.date()


def total(session: Session, since: date = MARCH, until: date = APRIL) -> Counted:
    session.flush()
    return figures(session, since, until, TODAY).total


def late(case: Case, because: str = "") -> Case:
    case.late, case.late_because = True, because
    return case


def test_days_are_working_days_after_the_day_of_receipt(session: Session, pack: Pack) -> None:
    monday = an_answered_case(session, pack, now=NOW)
    assert (monday.days_taken, total(session).days) == (0, {0: 1})


def test_the_median_of_an_even_number_is_the_longer_of_the_two_in_the_middle() -> None:
    assert Counted(days={1: 2, 9: 2}).median_days() == 9


def test_nine_of_ten_answers_came_within_the_ninetieth_percentile() -> None:
    assert Counted(days={1: 9, 30: 1}).p90_days() == 1
    assert Counted(days={1: 8, 30: 2}).p90_days() == 30


def test_nothing_answered_has_no_days() -> None:
    assert (Counted().median_days(), Counted().p90_days()) == (None, None)


def test_a_reopened_case_is_not_answered_any_more_and_counts_as_reopened(
    session: Session, pack: Pack
) -> None:
    case = an_answered_case(session, pack)
    reopen_case(session, case, "vẫn còn hỏng", pack, NOW + timedelta(days=2))
    found = total(session)
    assert (found.answered, found.reopened, found.days, found.waiting) == (0, 1, {}, 1)


def test_why_it_was_late_is_counted_and_so_is_that_nobody_said(session: Session, pack: Pack) -> None:
    late(an_answered_case(session, pack), LateReason.WEATHER)
    late(an_answered_case(session, pack))
    found = total(session)
    assert found.late_reasons == {"weather": 1, "unsaid": 1}
    assert sum(found.late_reasons.values()) == found.late == 2


def test_published_are_those_answered_then_that_can_be_read_today(session: Session, pack: Pack) -> None:
    a_published_case(session, pack)
    an_answered_case(session, pack)
    assert total(session).published == 1


@pytest.mark.parametrize("end", ["passed_on", "not_accepted", "withdrawn"])
def test_what_ended_otherwise_does_not_vanish(session: Session, pack: Pack, end: str) -> None:
    case, leader = (
        a_case(session, pack, sent_at=NOW - timedelta(days=90)),
        an_officer(session, Role.LEADER, "LD"),
    )
    if end == "passed_on":
        outside = next(unit.code for unit in pack.units if unit.outside)
        pass_on(session, case, leader, outside, "không thuộc xã", pack, NOW)
    elif end == "not_accepted":
        refuse_case(session, case, leader, "đã có tòa", pack, NOW)
    else:
        withdraw_case(session, case, pack, NOW)
    found = total(session, date(2025, 11, 1))
    assert (found.received, getattr(found, end), found.ended_late, found.left) == (1, 1, 1, 0)


def test_a_rating_counts_by_the_day_it_was_given(session: Session, pack: Pack) -> None:
    case = an_answered_case(session, pack)
    case.rating, case.solved, case.rated_on = 4, False, date(2026, 4, 2)
    assert total(session, MARCH, MARCH).ratings == (0, 0, 0, 0)
    april = total(session, APRIL)
    assert (april.ratings, april.solved, april.not_solved) == ((1, 0, 0, 0), 0, 1)


def test_open_when_the_span_began_is_carried_over(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    found = total(session, APRIL)
    assert (found.carried, found.received, found.left, found.waiting) == (1, 0, 1, 1)


def test_the_oldest_that_waits_is_told_by_its_day_of_receipt(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    old = a_case(session, pack, sent_at=NOW - timedelta(days=30))
    found = total(session)
    assert found.oldest == old.received_on == figures(session, MARCH, APRIL, TODAY).units["KT"].oldest


def test_what_waits_past_its_day_is_a_promise_not_kept() -> None:
    assert on_time_of_100(Counted(answered=20, on_time=20)) == 100
    assert on_time_of_100(Counted(answered=20, on_time=20, waiting_late=20)) == 50
    assert on_time_of_100(Counted(answered=20, on_time=20, ended_late=1)) == 95


def test_few_answers_make_no_rate_and_a_rate_is_rounded_down() -> None:
    assert on_time_of_100(Counted(answered=19, on_time=19)) is None
    assert on_time_of_100(Counted(answered=1000, on_time=999)) == 99


def test_of_one_unit_only_its_own_is_counted(session: Session, pack: Pack) -> None:
    a_case(session, pack).unit_code = "VP"
    a_case(session, pack)
    session.flush()
    found = figures(session, MARCH, MARCH, TODAY, unit="VP")
    assert (found.total.received, found.total.waiting, list(found.units)) == (1, 1, ["VP"])


def test_the_first_page_reads_the_same_sums(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    late(an_answered_case(session, pack))
    whole, light = total(session), totals(session, MARCH, APRIL, TODAY)
    light.oldest, light.days, light.late_reasons = whole.oldest, whole.days, whole.late_reasons
    assert light == whole
