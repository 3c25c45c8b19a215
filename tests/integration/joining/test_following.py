"""The end of a case is the end of those merged into it: the same answer, each by its own promise."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NamesTheSender
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.joining.links import lead_of, merge_of
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.joining.shared import tells
from feedback_service.handling.rating.rate import Said, rate_answer
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.handling.secrecy.readers import name_reader, readers_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Message, Officer, Removal
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import (
    Channel,
    Clock,
    Publication,
    RatedBy,
    RemovalReason,
    Removed,
    Role,
    Status,
    Visibility,
)
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.joining import bodies, told
from tests.builders.published import a_published_case

LATER = NOW + timedelta(hours=5)
ANSWER = "Sáng thứ Sáu đơn vị cho xe lên lấp đoạn lún."


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "LD")


@pytest.fixture
def lead(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, name="Trần Văn Kín")


@pytest.fixture
def other(session: Session, pack: Pack, lead: Case, leader: Officer) -> Case:
    found = a_case(session, pack, phone="+84905999888", phone_raw="0905999888", name="Y Nguôm Niê")
    merge_cases(session, lead, found, leader, pack, NOW)
    return found


def answer(session: Session, case: Case, pack: Pack, leader: Officer, text: str = ANSWER) -> None:
    submit_answer(session, case, an_officer(session, Role.LEADER, "LD"), text, 0, pack, LATER)
    approve_answer(session, case, leader, pack, LATER)
    session.flush()


def test_the_answer_goes_to_both_under_the_own_codes(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    answer(session, lead, pack, leader)
    assert (lead.status, other.status) == (Status.ANSWERED, Status.ANSWERED)
    assert other.answered_on == other.closed_on == lead.answered_on
    assert "cho xe len lap doan lun" in bodies(session, other)[-1]
    assert other.code in bodies(session, other)[-1]
    assert lead.code not in bodies(session, other)[-1]
    said = select(Message.text).where(Message.case_id == other.id, Message.incoming.is_(False))
    assert session.scalars(said).all() == [ANSWER]


def test_each_is_late_by_its_own_promise(session: Session, pack: Pack, leader: Officer) -> None:
    young, old = a_case(session, pack), a_case(session, pack, sent_at=NOW - timedelta(days=40))
    own = young.promises[-1].due_on
    merge_cases(session, young, old, leader, pack, NOW)
    answer(session, young, pack, leader)
    assert (young.late, old.late) == (False, True)
    assert [promise.late for promise in old.promises if promise.clock == Clock.ANSWER] == [True]
    assert young.due_on == own, "what is shown of the closed lead is its own promise"


def test_the_unit_that_answered_has_answered_both(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    lead.unit_code, other.unit_code = "KT", "YT"
    answer(session, lead, pack, leader)
    assert other.unit_code == "KT"


def test_handed_to_a_body_outside_both_go_there(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    outside = next(unit.code for unit in pack.units if unit.outside)
    transfer_case(session, lead, leader, outside, "thuộc ngành điện", pack, LATER)
    assert (other.status, other.unit_code) == (Status.PASSED_ON, outside)
    assert told(session, other)[-1] == "passed_on"


def test_refused_both_learn_the_reason(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    refuse_case(session, lead, leader, "Tòa đã thụ lý", pack, LATER)
    assert other.status == Status.NOT_ACCEPTED
    assert "Toa da thu ly" in bodies(session, other)[-1]


def test_what_the_lead_takes_back_is_still_the_others_matter(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    third = a_case(session, pack)
    merge_cases(session, lead, third, leader, pack, NOW)
    withdraw_case(session, lead, pack, LATER)
    session.flush()
    assert (other.status, lead_of(session, third)) == (Status.RECEIVED, other)
    assert told(session, other)[-1] == "unmerged"
    assert told(session, third)[-1] == "merged"


def test_a_merged_case_taken_back_ends_alone(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    withdraw_case(session, other, pack, LATER)
    session.flush()
    assert (lead.status, other.status) == (Status.RECEIVED, Status.WITHDRAWN)
    assert merge_of(session, other) is None
    answer(session, lead, pack, leader)
    assert other.status == Status.WITHDRAWN


def test_a_merged_case_is_not_answered_or_refused_by_itself(
    session: Session, pack: Pack, leader: Officer, other: Case
) -> None:
    with pytest.raises(ChangeNotAllowed):
        refuse_case(session, other, leader, "không rõ", pack, LATER)
    with pytest.raises(ChangeNotAllowed):
        submit_answer(session, other, leader, ANSWER, 0, pack, LATER)


def test_an_answer_that_waited_for_approval_is_not_sent_after_the_merge(
    session: Session, pack: Pack, leader: Officer, lead: Case
) -> None:
    waiting = a_case(session, pack)
    submit_answer(session, waiting, an_officer(session, Role.LEADER, "LD"), ANSWER, 0, pack, NOW)
    merge_cases(session, lead, waiting, leader, pack, LATER)
    with pytest.raises(ChangeNotAllowed):
        approve_answer(session, waiting, leader, pack, LATER)


def test_either_sender_rates_and_reopens_for_himself(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    answer(session, lead, pack, leader)
    rate_answer(session, other, Said(RatedBy.LINK, level=2), pack, LATER)
    reopen_case(session, other, "vẫn còn lún", pack, LATER + timedelta(days=1))
    session.flush()
    assert (lead.status, lead.rating) == (Status.ANSWERED, None)
    assert (other.status, merge_of(session, other)) == (Status.IN_PROGRESS, None)


def test_what_the_merged_sender_writes_shows_at_the_lead(
    session: Session, pack: Pack, lead: Case, other: Case
) -> None:
    citizen_wrote(session, other, "Nay sạt thêm rồi", Channel.WEB, pack, LATER)
    session.flush()
    assert lead.citizen_wrote_at == LATER
    log = session.execute(select(Event.action, Event.details).where(Event.case_id == lead.id)).all()
    assert ("merged_wrote", {"code": other.code}) in [tuple(row) for row in log]


def test_words_that_nobody_had_read_are_unread_at_the_lead(
    session: Session, pack: Pack, leader: Officer, lead: Case
) -> None:
    wrote = a_case(session, pack)
    citizen_wrote(session, wrote, "Xin xem gấp", Channel.WEB, pack, NOW)
    merge_cases(session, lead, wrote, leader, pack, LATER)
    assert lead.citizen_wrote_at == NOW


@pytest.mark.parametrize("text", ["Chào ông Trần Văn Kín, xã đã sửa.", "Xã sẽ gọi số 0905 999 888."])
def test_an_answer_for_several_names_none_of_them(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case, text: str
) -> None:
    with pytest.raises(NamesTheSender):
        submit_answer(session, lead, leader, text, 0, pack, LATER)


def test_an_answer_for_one_may_name_him(session: Session, pack: Pack, leader: Officer, lead: Case) -> None:
    submit_answer(session, lead, leader, "Chào ông Trần Văn Kín", 0, pack, LATER)
    assert lead.status == Status.AWAITING_APPROVAL


def test_a_merge_after_the_answer_was_handed_in_is_seen_at_the_approval(
    session: Session, pack: Pack, leader: Officer, lead: Case
) -> None:
    submit_answer(
        session, lead, an_officer(session, Role.LEADER, "LD"), "Chào ông Trần Văn Kín", 0, pack, NOW
    )
    merge_cases(session, lead, a_case(session, pack), leader, pack, NOW)
    with pytest.raises(NamesTheSender):
        approve_answer(session, lead, leader, pack, LATER)


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("Chào chị H’Luên Êban", "H'Luên Êban", True),
        ("Mong người dân thôn 5 chờ", "Người dân thôn 5", False),
        ("Gọi lại cho Nam", "Nam", False),
        ("gửi về kin@example.org", "Kin@example.org", True),
        ("dự toán 905.123.456 đồng", "0977111222", False),
    ],
)
def test_a_name_is_one_where_it_is_written_as_one(text: str, given: str, found: bool) -> None:
    assert tells(text, given) is found


def test_what_the_lead_became_sealed_for_seals_the_merged_one(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    lead.visibility = Visibility.SEALED
    answer(session, lead, pack, leader)
    assert other.visibility == Visibility.SEALED
    assert told(session, other)[-1] == "news"


def test_what_is_sealed_with_its_lead_is_taken_from_the_public_and_written_down(
    session: Session, pack: Pack, leader: Officer, lead: Case
) -> None:
    shown = a_published_case(session, pack)
    reopen_case(session, shown, "Vẫn còn hố", pack, NOW)
    merge_cases(session, lead, shown, leader, pack, NOW)
    lead.visibility = Visibility.SEALED
    head = an_officer(session, Role.HEAD, "KT")
    name_reader(session, lead, leader, head.id, NOW)
    answer(session, lead, pack, leader)
    assert shown.publication == Publication.WITHDRAWN
    assert [(one.what, one.why, one.reason) for one in session.scalars(select(Removal))] == [
        (Removed.TEXT, RemovalReason.OTHER, "")
    ]
    assert readers_of(session, shown) == [head]
