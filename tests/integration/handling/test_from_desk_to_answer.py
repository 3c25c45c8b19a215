"""A case on its way through the unit: confirmed, asked about, answered, approved, sent."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    AnswerMissing,
    ChangedMeanwhile,
    ChangeNotAllowed,
    NotYours,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.handling.answer import approve_answer, return_answer, save_draft, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.conversation import ask_citizen, citizen_wrote
from feedback_service.handling.promises import running
from feedback_service.handling.rating.rate import Said, rate_answer
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Message, Notification, Officer, Promise, Tally
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import Channel, Clock, Kind, RatedBy, Role, Status, Visibility
from tests.builders.cases import NOW, a_case, an_officer

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.OFFICER, "KT")


@pytest.fixture
def head(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.HEAD, "KT")


@pytest.fixture
def case(session: Session, pack: Pack, officer: Officer) -> Case:
    """Confirmed by the unit an hour after it came."""
    opened = a_case(session, pack)
    confirm(session, opened, officer, pack)
    return opened


def confirm(session: Session, case: Case, officer: Officer, pack: Pack, **other: object) -> None:
    values = {"unit": case.unit_code, "kind": case.kind, "topic": case.topic_code, **other}
    confirm_routing(session, case, officer, pack, NOW + HOUR, **values)  # type: ignore[arg-type]


def told(session: Session) -> list[str]:
    return list(session.scalars(select(Notification.template).order_by(Notification.id)))


def test_one_click_confirms_and_the_answers_day_is_next(session: Session, case: Case) -> None:
    assert case.status == Status.IN_PROGRESS
    assert case.due_on == running(case, Clock.ANSWER).due_on  # type: ignore[union-attr]


def test_a_correction_needs_a_reason(session: Session, pack: Pack, officer: Officer) -> None:
    with pytest.raises(ReasonMissing):
        confirm(session, a_case(session, pack), officer, pack, unit="CA")


def test_another_kind_counts_its_days_from_the_true_start(
    session: Session, pack: Pack, officer: Officer
) -> None:
    opened = a_case(session, pack)
    confirm(session, opened, officer, pack, kind=Kind.HOI_DAP, reason="là câu hỏi")
    promise = running(opened, Clock.ANSWER)
    assert promise is not None
    assert promise.started_at == opened.sent_at
    assert sum(p.ended_at is not None for p in opened.promises) == 1


def test_a_case_that_turns_out_to_be_a_denunciation_is_sealed(
    session: Session, pack: Pack, officer: Officer
) -> None:
    opened = a_case(session, pack)
    confirm(session, opened, officer, pack, kind=Kind.TO_CAO, reason="tố cáo cán bộ")
    assert opened.visibility == Visibility.SEALED


def test_another_unit_may_not_touch_it(session: Session, pack: Pack, case: Case) -> None:
    stranger = an_officer(session, Role.OFFICER, "CA")
    with pytest.raises(NotYours):
        save_draft(session, case, stranger, "Đã làm.", 0, NOW)


def test_the_clock_runs_on_when_it_is_transferred(
    session: Session, pack: Pack, officer: Officer, case: Case
) -> None:
    due = running(case, Clock.ANSWER).due_on  # type: ignore[union-attr]
    transfer_case(session, case, officer, "CA", "việc của công an", pack, NOW + HOUR)
    assert (case.unit_code, case.status) == ("CA", Status.RECEIVED)
    assert running(case, Clock.ANSWER).due_on == due  # type: ignore[union-attr]


def test_a_body_outside_takes_it_and_the_citizen_is_told(
    session: Session, pack: Pack, officer: Officer, case: Case
) -> None:
    outside = next(unit.code for unit in pack.units if unit.outside)
    transfer_case(session, case, officer, outside, "ngoài thẩm quyền", pack, NOW + HOUR)
    assert case.status == Status.PASSED_ON
    assert told(session) == ["receipt", "passed_on"]


def test_the_clock_stands_still_while_the_citizen_is_asked(
    session: Session, pack: Pack, officer: Officer, case: Case
) -> None:
    before = running(case, Clock.ANSWER).due_on  # type: ignore[union-attr]
    ask_citizen(session, case, officer, "Ở gần nhà ai?", pack, NOW + HOUR)
    assert case.status == Status.AWAITING_CITIZEN
    citizen_wrote(session, case, "gần nhà văn hóa", Channel.SMS, pack, NOW + 2 * DAY)
    promise = running(case, Clock.ANSWER)
    assert promise is not None
    assert case.status == Status.IN_PROGRESS
    assert (promise.due_on - before).days == 2
    assert promise.first_due_on == before


def test_a_reply_that_arrives_twice_is_added_once(session: Session, pack: Pack, case: Case) -> None:
    for _ in range(2):
        citizen_wrote(session, case, "thêm ảnh", Channel.SMS, pack, NOW, origin="twilio:SM1")
    assert session.scalar(select(func.count(Message.id))) == 1


def test_nobody_approves_his_own_words(session: Session, pack: Pack, head: Officer, case: Case) -> None:
    submit_answer(session, case, head, "Đã sửa đường.", 0, pack, NOW + DAY)
    with pytest.raises(SecondPersonNeeded):
        approve_answer(session, case, head, pack, NOW + DAY)


def test_an_approved_answer_is_sent_and_the_promise_is_kept(
    session: Session, pack: Pack, officer: Officer, head: Officer, case: Case
) -> None:
    submit_answer(session, case, officer, "Đã sửa đường.", 0, pack, NOW + DAY)
    approve_answer(session, case, head, pack, NOW + DAY)
    assert (case.status, case.late) == (Status.ANSWERED, False)
    assert case.answered_on is not None
    assert told(session)[-1] == "answer"
    assert (
        session.scalar(select(func.sum(Tally.n)).where(Tally.book == "month", Tally.measure == "on_time"))
        == 1
    )


def test_a_late_answer_stays_late_when_the_case_is_reopened(
    session: Session, pack: Pack, officer: Officer, head: Officer, case: Case
) -> None:
    submit_answer(session, case, officer, "Đã sửa đường.", 0, pack, NOW + 30 * DAY)
    approve_answer(session, case, head, pack, NOW + 30 * DAY)
    reopen_case(session, case, "vẫn lầy", pack, NOW + 31 * DAY)
    assert case.late
    assert [p.late for p in case.promises if p.clock == Clock.ANSWER] == [True, False]


def test_the_head_returns_an_answer_with_a_reason(
    session: Session, pack: Pack, officer: Officer, head: Officer, case: Case
) -> None:
    answer = submit_answer(session, case, officer, "Xong.", 0, pack, NOW + DAY)
    return_answer(session, case, head, "ghi rõ ngày sửa", NOW + DAY)
    assert case.status == Status.IN_PROGRESS
    assert answer.returned_reason == "ghi rõ ngày sửa"


def test_the_second_of_two_savers_is_told(
    session: Session, officer: Officer, head: Officer, case: Case
) -> None:
    save_draft(session, case, officer, "bản một", 0, NOW)
    with pytest.raises(ChangedMeanwhile):
        save_draft(session, case, head, "bản hai", 0, NOW)


def test_a_text_under_approval_is_not_changed(
    session: Session, pack: Pack, officer: Officer, case: Case
) -> None:
    answer = submit_answer(session, case, officer, "Xong.", 0, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        save_draft(session, case, officer, "khác", answer.revision, NOW)


def test_an_empty_answer_is_none(session: Session, pack: Pack, officer: Officer, case: Case) -> None:
    with pytest.raises(AnswerMissing):
        submit_answer(session, case, officer, "  ", 0, pack, NOW)


def test_a_refusal_tells_the_citizen_why(session: Session, pack: Pack, head: Officer, case: Case) -> None:
    refuse_case(session, case, head, "đã trả lời ba lần", pack, NOW)
    assert case.status == Status.NOT_ACCEPTED
    assert told(session)[-1] == "not_accepted"


def test_what_is_withdrawn_is_over(session: Session, pack: Pack, case: Case) -> None:
    withdraw_case(session, case, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        withdraw_case(session, case, pack, NOW)


def test_reopening_ends_after_fifteen_days(
    session: Session, pack: Pack, officer: Officer, head: Officer, case: Case
) -> None:
    submit_answer(session, case, officer, "Đã sửa.", 0, pack, NOW)
    approve_answer(session, case, head, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        reopen_case(session, case, "vẫn lầy", pack, NOW + 16 * DAY)


def test_only_an_answer_is_rated(session: Session, pack: Pack, case: Case) -> None:
    with pytest.raises(ChangeNotAllowed):
        rate_answer(session, case, Said(RatedBy.LINK, level=4), pack, NOW)


def test_every_step_leaves_an_event(
    session: Session, pack: Pack, officer: Officer, head: Officer, case: Case
) -> None:
    submit_answer(session, case, officer, "Đã sửa.", 0, pack, NOW)
    approve_answer(session, case, head, pack, NOW)
    session.flush()
    actions = list(session.scalars(select(Event.action).where(Event.case_id == case.id).order_by(Event.id)))
    assert actions == [
        "received",
        "confirmed",
        "status:in_progress",
        "status:awaiting_approval",
        "status:answered",
    ]


def test_the_promise_carries_its_reasons(session: Session, case: Case) -> None:
    promise = session.scalars(select(Promise).where(Promise.clock == Clock.ANSWER)).one()
    assert promise.trace["steps"]
    assert promise.article
