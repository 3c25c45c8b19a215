"""Khiếu nại and tố cáo: accepted on a signed petition, decided, sent; and what a change of kind does to the clocks."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.handling.limits.accepting import PetitionMissing, accept_case, decide_case
from feedback_service.handling.limits.restating import restate_clocks
from feedback_service.handling.limits.returning import return_to_triage
from feedback_service.handling.promises import running
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer
from feedback_service.routing.confirm import confirm_routing
from feedback_service.vocabulary import Channel, Clock, Kind, Role, Status
from tests.builders.cases import NOW, a_case, an_officer

DAY = timedelta(days=1)


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "LD")


@pytest.fixture
def complaint(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, kind=Kind.KHIEU_NAI)


def events(session: Session, case: Case, action: str) -> list[Event]:
    session.flush()
    return list(session.scalars(select(Event).where(Event.case_id == case.id, Event.action == action)))


def test_a_text_alone_is_no_complaint_in_law(
    session: Session, pack: Pack, leader: Officer, complaint: Case
) -> None:
    with pytest.raises(PetitionMissing):
        accept_case(session, complaint, leader, None, pack, NOW + DAY)
    assert running(complaint, Clock.DECISION) is None


def test_acceptance_keeps_its_limit_and_starts_that_of_the_decision(
    session: Session, pack: Pack, leader: Officer, complaint: Case
) -> None:
    promise = accept_case(session, complaint, leader, NOW.date(), pack, NOW)
    assert (promise.clock, promise.due_on) == (Clock.DECISION, date(2026, 4, 1))
    assert running(complaint, Clock.ANSWER) is None
    assert complaint.due_on == promise.due_on
    assert complaint.status == Status.IN_PROGRESS
    templates = session.scalars(select(Notification.template).where(Notification.case_id == complaint.id))
    assert "accepted" in list(templates)


def test_it_is_accepted_once(session: Session, pack: Pack, leader: Officer, complaint: Case) -> None:
    accept_case(session, complaint, leader, NOW.date(), pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        accept_case(session, complaint, leader, NOW.date(), pack, NOW)


def test_an_officer_does_not_accept(session: Session, pack: Pack, complaint: Case) -> None:
    officer = an_officer(session, Role.OFFICER, complaint.unit_code)
    with pytest.raises(NotYours):
        accept_case(session, complaint, officer, NOW.date(), pack, NOW)


def test_the_decision_is_sent_within_three_working_days(
    session: Session, pack: Pack, leader: Officer, complaint: Case
) -> None:
    accept_case(session, complaint, leader, NOW.date(), pack, NOW)
    promise = decide_case(session, complaint, leader, "12/QĐ-UBND", pack, NOW + 4 * DAY)
    assert (promise.clock, promise.due_on) == (Clock.SEND_DECISION, date(2026, 3, 11))
    assert events(session, complaint, "decided")[0].details["number"] == "12/QĐ-UBND"


def test_a_late_decision_makes_the_case_late(
    session: Session, pack: Pack, leader: Officer, complaint: Case
) -> None:
    accept_case(session, complaint, leader, NOW.date(), pack, NOW)
    decide_case(session, complaint, leader, "", pack, NOW + 60 * DAY)
    assert complaint.late


def test_a_change_of_kind_says_what_changed_and_why(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    officer = an_officer(session, Role.OFFICER, case.unit_code)
    confirm_routing(
        session,
        case,
        officer,
        pack,
        NOW + DAY,
        unit=case.unit_code,
        kind=Kind.HOI_DAP,
        topic="",
        reason="câu hỏi",
    )
    (event,) = events(session, case, "restated")
    (line,) = [one for one in event.details["clocks"] if one["clock"] == "answer"]
    assert line["old"] > line["new"] == date(2026, 3, 5).isoformat()
    assert "NĐ 43/2011" in line["new_article"]


def test_a_rule_to_pass_on_has_five_days_from_the_true_start(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    case.kind = Kind.QUY_DINH_HC
    restate_clocks(session, case, pack, NOW + 2 * DAY)
    promise = running(case, Clock.ACKNOWLEDGE)
    assert promise is not None
    assert (promise.started_at, promise.due_on) == (case.sent_at, date(2026, 3, 9))


def test_what_was_accepted_and_is_no_complaint_after_all_must_be_answered(
    session: Session, pack: Pack, leader: Officer, complaint: Case
) -> None:
    accept_case(session, complaint, leader, NOW.date(), pack, NOW)
    complaint.kind = Kind.KIEN_NGHI
    restate_clocks(session, complaint, pack, NOW + DAY)
    answer = running(complaint, Clock.ANSWER)
    assert answer is not None
    assert answer.started_at == complaint.sent_at
    assert running(complaint, Clock.DECISION) is None


def test_a_letter_without_an_address_waits_for_somebody_to_acknowledge_it(
    session: Session, pack: Pack
) -> None:
    silent: dict[str, Any] = {"phone": "", "phone_raw": "", "channel": Channel.LETTER}
    assert running(a_case(session, pack, **silent), Clock.ACKNOWLEDGE) is not None
    assert running(a_case(session, pack), Clock.ACKNOWLEDGE) is None


def test_back_to_triage_the_clock_runs_on(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    officer = an_officer(session, Role.OFFICER, case.unit_code)
    kept = {"unit": case.unit_code, "kind": case.kind, "topic": case.topic_code}
    confirm_routing(session, case, officer, pack, NOW, **kept)  # type: ignore[arg-type]
    before = [(one.id, one.due_on) for one in case.promises]
    return_to_triage(session, case, officer, "đường này của tỉnh", pack, NOW + timedelta(hours=2))
    assert (case.status, case.unit_code) == (Status.RECEIVED, pack.commune.triage_unit)
    assert [(one.id, one.due_on) for one in case.promises] == before
    assert events(session, case, "returned_to_triage")[0].details["same_day"] is True


def test_the_citizen_hears_of_the_other_day_once(session: Session, pack: Pack, leader: Officer) -> None:
    case = a_case(session, pack, kind=Kind.PHAN_ANH)
    kept = {"unit": case.unit_code, "topic": case.topic_code, "reason": "đọc kỹ"}
    for _ in range(2):
        confirm_routing(session, case, leader, pack, NOW, kind=Kind.HOI_DAP, **kept)
    told = session.scalars(select(Notification).where(Notification.template == "restated")).all()
    promise = running(case, Clock.ANSWER)
    assert promise is not None and told
    assert all(f"{promise.due_on.day}/{promise.due_on.month}/" in row.body for row in told)
    assert len({row.medium for row in told}) == len(told)
