"""A merged case never drops out of the figures: received once, waiting, answered once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.counts import count_queue
from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.handling.queue import queue_page
from feedback_service.handling.queue_filter import QueueFilter
from feedback_service.intake.splitting import split_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Tally
from feedback_service.reporting.figures import figures, open_cases
from feedback_service.vocabulary import OPEN_STATUSES, Role, Status
from tests.builders.cases import NOW, a_case, an_officer
from tests.integration.joining.test_splitting import BOTH, lamp

MARCH, TODAY = date(2026, 3, 1), NOW.date()
CLOSED = (Status.PASSED_ON, Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.MERGED)


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "LD")


def sums(session: Session) -> dict[str, int]:
    """As the month's report adds them up: everything received is somewhere, once."""
    session.flush()
    total = figures(session, MARCH, MARCH).total
    closed = select(func.sum(Tally.n)).where(Tally.book == "month", Tally.measure.in_(CLOSED))
    return {
        "received": total.received,
        "answered": total.answered,
        "closed": session.scalar(closed) or 0,
        "waiting": open_cases(session, TODAY).total,
    }


def adds_up(session: Session) -> dict[str, int]:
    found = sums(session)
    assert found["received"] == found["answered"] + found["closed"] + found["waiting"], found
    assert found["received"] == session.scalar(select(func.count(Case.id)))
    return found


def answer(session: Session, case: Case, pack: Pack, leader: Officer) -> None:
    submit_answer(session, case, an_officer(session, Role.LEADER, "LD"), "Đã sửa.", 0, pack, NOW)
    approve_answer(session, case, leader, pack, NOW)


def test_through_merging_and_answering_the_counts_add_up(
    session: Session, pack: Pack, leader: Officer
) -> None:
    lead, *others = [a_case(session, pack) for _ in range(4)]
    assert adds_up(session)["waiting"] == 4
    for other in others:
        merge_cases(session, lead, other, leader, pack, NOW)
    assert adds_up(session)["waiting"] == 4
    unmerge(session, others[0], leader, pack, NOW)
    assert adds_up(session)["waiting"] == 4
    answer(session, lead, pack, leader)
    assert adds_up(session) == {"received": 4, "answered": 3, "closed": 0, "waiting": 1}


@pytest.mark.parametrize("end", ["refused", "withdrawn", "merged_withdrawn"])
def test_other_ends_add_up_as_well(session: Session, pack: Pack, leader: Officer, end: str) -> None:
    lead, other = a_case(session, pack), a_case(session, pack)
    merge_cases(session, lead, other, leader, pack, NOW)
    if end == "refused":
        refuse_case(session, lead, leader, "đã có tòa", pack, NOW)
    else:
        withdraw_case(session, lead if end == "withdrawn" else other, pack, NOW)
    closed = {"refused": 2, "withdrawn": 1, "merged_withdrawn": 1}[end]
    assert adds_up(session)["closed"] == closed


def test_split_and_taken_back_they_add_up(session: Session, pack: Pack, leader: Officer) -> None:
    mother = a_case(session, pack, BOTH)
    split_case(session, mother, [lamp()], leader, pack, NOW)
    assert adds_up(session)["received"] == 2


def test_a_late_one_of_two_is_late_in_the_figures(session: Session, pack: Pack, leader: Officer) -> None:
    young, old = a_case(session, pack), a_case(session, pack, sent_at=NOW - timedelta(days=40))
    merge_cases(session, young, old, leader, pack, NOW)
    answer(session, young, pack, leader)
    session.flush()
    total = figures(session, date(2026, 1, 1), MARCH).total
    assert (total.on_time, total.late) == (1, 1)


def test_the_queue_and_the_counts_above_it_agree(session: Session, pack: Pack, leader: Officer) -> None:
    cases = [a_case(session, pack) for _ in range(3)]
    merge_cases(session, cases[0], cases[1], leader, pack, NOW)
    session.flush()
    counts = count_queue(session, leader, "", TODAY, ())
    rows = queue_page(session, leader, QueueFilter(), TODAY, ()).rows
    in_reach = select(func.count(Case.id)).where(Case.status.in_(OPEN_STATUSES))
    assert counts.all == len(rows) == session.scalar(in_reach) == 2
