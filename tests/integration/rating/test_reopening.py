"""Not solved: the case goes on, and somebody else approves."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.answer import approve_answer, return_answer, submit_answer
from feedback_service.handling.promises import running
from feedback_service.handling.queue import queue_page
from feedback_service.handling.queue_filter import QueueFilter, View
from feedback_service.handling.rating.rate import Outcome, Said, rate_answer
from feedback_service.handling.rating.reopening import AnotherApprover
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer, Rating
from feedback_service.vocabulary import Clock, RatedBy, Role, Status, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.rated import DAY, answer


def mails(session: Session) -> list[str]:
    asked = select(Notification.recipient).where(Notification.template == "approval_waits")
    return list(session.scalars(asked))


NOT_SOLVED = Said(RatedBy.LINK, solved=False, comment="Vẫn còn một hố sâu")


@pytest.fixture
def writer(session: Session) -> Officer:
    return an_officer(session, unit="KT")


@pytest.fixture
def head(session: Session) -> Officer:
    return an_officer(session, Role.HEAD, unit="KT")


@pytest.fixture
def leader(session: Session) -> Officer:
    return an_officer(session, Role.LEADER, unit="LD")


@pytest.fixture
def case(session: Session, pack: Pack, writer: Officer, head: Officer) -> Case:
    return answer(session, a_case(session, pack, unit="KT"), pack, head, writer)


def test_the_case_keeps_the_latest_and_the_ratings_all(session: Session, pack: Pack, case: Case) -> None:
    rate_answer(session, case, Said(RatedBy.SMS, level=4), pack, NOW)
    rate_answer(session, case, Said(RatedBy.LINK, solved=True, level=2), pack, NOW + DAY)
    assert (case.rating, case.solved, case.rated_on) == (2, True, (NOW + DAY).date())
    assert [row.level for row in session.scalars(select(Rating).order_by(Rating.id))] == [4, 2]


def test_the_same_twice_counts_once(session: Session, pack: Pack, case: Case) -> None:
    for _ in range(2):
        rated = rate_answer(session, case, Said(RatedBy.SMS, level=4), pack, NOW, origin="twilio:SM1")
    assert rated.outcome is Outcome.KNOWN
    assert len(session.scalars(select(Rating)).all()) == 1


def test_nothing_is_no_rating(session: Session, pack: Pack, case: Case) -> None:
    with pytest.raises(ChangeNotAllowed):
        rate_answer(session, case, Said(RatedBy.LINK, comment="ừ"), pack, NOW)


def test_not_solved_starts_a_new_promise_and_tells_the_sender(
    session: Session, pack: Pack, case: Case
) -> None:
    assert rate_answer(session, case, NOT_SOLVED, pack, NOW + 3 * DAY).outcome is Outcome.REOPENED
    assert (case.status, case.solved, case.reopened_on) == (
        Status.IN_PROGRESS,
        False,
        (NOW + 3 * DAY).date(),
    )
    assert running(case, Clock.ANSWER) is not None
    templates = session.scalars(select(Notification.template)).all()
    assert templates.count("reopened") == 1


def test_a_good_mark_is_gone_when_it_was_not_solved_after_all(
    session: Session, pack: Pack, case: Case
) -> None:
    rate_answer(session, case, Said(RatedBy.SMS, level=4), pack, NOW)
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    assert (case.rating, case.solved) == (None, False)


def test_who_approved_it_does_not_approve_the_next(
    session: Session, pack: Pack, case: Case, writer: Officer, head: Officer, leader: Officer
) -> None:
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    submit_answer(session, case, writer, "Đã vá nốt.", 0, pack, NOW + 2 * DAY)
    with pytest.raises(AnotherApprover):
        approve_answer(session, case, head, pack, NOW + 2 * DAY)
    approve_answer(session, case, leader, pack, NOW + 2 * DAY)
    assert case.status == Status.ANSWERED


def test_where_the_unit_has_nobody_else_it_waits_for_a_leader(
    session: Session, pack: Pack, case: Case, writer: Officer
) -> None:
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    submit_answer(session, case, writer, "Đã vá nốt.", 0, pack, NOW + 2 * DAY)
    assert "approval_to_leader" in session.scalars(select(Event.action)).all()


def test_the_leader_for_whom_it_waits_is_told_once_and_finds_it(
    session: Session, pack: Pack, case: Case, writer: Officer, leader: Officer
) -> None:
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    waiting = submit_answer(session, case, writer, "Đã vá nốt.", 0, pack, NOW + 2 * DAY)
    found = queue_page(session, leader, QueueFilter(view=View.AWAITING_APPROVAL), NOW.date(), ())
    assert [one.code for one in found.rows] == [case.code]
    return_answer(session, case, leader, "Ghi rõ ngày vá", NOW + 2 * DAY)
    session.flush()
    submit_answer(session, case, writer, "Vá ngày 12.", waiting.revision, pack, NOW + 3 * DAY)
    assert mails(session) == [leader.email]


def test_of_a_sealed_case_the_mail_names_not_even_the_code(
    session: Session, pack: Pack, case: Case, writer: Officer, leader: Officer
) -> None:
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    case.visibility = Visibility.SEALED
    submit_answer(session, case, writer, "Đã vá nốt.", 0, pack, NOW + 2 * DAY)
    (mail,) = session.scalars(select(Notification).where(Notification.template == "approval_waits"))
    assert case.code not in f"{mail.subject}{mail.body}"


def test_where_the_unit_has_another_head_it_stays_there(
    session: Session, pack: Pack, case: Case, writer: Officer
) -> None:
    other = an_officer(session, Role.HEAD, unit="KT")
    rate_answer(session, case, NOT_SOLVED, pack, NOW + DAY)
    submit_answer(session, case, writer, "Đã vá nốt.", 0, pack, NOW + 2 * DAY)
    assert "approval_to_leader" not in session.scalars(select(Event.action)).all()
    approve_answer(session, case, other, pack, NOW + 2 * DAY)


def test_past_the_days_it_is_said_and_not_reopened(session: Session, pack: Pack, case: Case) -> None:
    assert rate_answer(session, case, NOT_SOLVED, pack, NOW + 16 * DAY).outcome is Outcome.TOO_LATE
    assert (case.status, case.solved) == (Status.ANSWERED, False)


def test_the_fourth_time_it_is_not_reopened(
    session: Session, pack: Pack, case: Case, writer: Officer, head: Officer, leader: Officer
) -> None:
    outcomes = []
    for number in range(1, 5):
        now = NOW + number * DAY
        outcomes.append(rate_answer(session, case, NOT_SOLVED, pack, now).outcome)
        if case.status == Status.IN_PROGRESS:
            answer(session, case, pack, leader if number % 2 else head, writer, now)
    assert outcomes == [Outcome.REOPENED] * 3 + [Outcome.TOO_OFTEN]
