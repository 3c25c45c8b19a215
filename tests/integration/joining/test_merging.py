"""Two cases that tell of the same: one answer, two senders, and nobody's promise lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    AlreadyTogether,
    ChangeNotAllowed,
    NoSuchCase,
    NotYours,
    OtherCaseMissing,
    SealedAlone,
)
from feedback_service.handling.close import withdraw_case
from feedback_service.handling.conversation import ask_citizen, citizen_wrote
from feedback_service.handling.joining.links import lead_of, merge_of, waiting_with
from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.handling.promises import meet, running
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Event, Officer
from feedback_service.vocabulary import Channel, Clock, Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.joining import bodies, told

LATER = NOW + timedelta(hours=5)


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def lead(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


@pytest.fixture
def other(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, phone="+84905999888", phone_raw="0905999888")


def test_the_merged_case_leaves_the_queue_and_keeps_all_that_is_its_own(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    before = (other.code, other.pin_hash, other.text, other.contact_id)
    merge_cases(session, lead, other, clerk, pack, LATER)
    assert other.status == Status.MERGED
    assert (other.code, other.pin_hash, other.text, other.contact_id) == before
    assert running(other, Clock.ANSWER) is not None
    assert lead_of(session, other) is lead


def test_its_sender_is_told_under_the_own_code(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    merge_cases(session, lead, other, clerk, pack, LATER)
    assert told(session, other) == ["receipt", "merged"]
    assert told(session, lead) == ["receipt"]
    assert other.code in bodies(session, other)[-1]
    assert lead.code not in bodies(session, other)[-1]


def test_the_earlier_of_two_promises_governs_the_lead(session: Session, pack: Pack, clerk: Officer) -> None:
    young, old = a_case(session, pack), a_case(session, pack, sent_at=NOW - timedelta(days=30))
    own, its_own, earlier = young.due_on, old.due_on, old.promises[-1].due_on
    assert earlier < own
    merge_cases(session, young, old, clerk, pack, LATER)
    assert young.due_on == earlier
    meet(young, Clock.TRIAGE, LATER)
    assert young.due_on == earlier
    unmerge(session, old, clerk, pack, LATER)
    assert (young.due_on, old.due_on) == (young.promises[-1].due_on, its_own)


def test_a_later_promise_leaves_the_lead_as_it_is(session: Session, pack: Pack, clerk: Officer) -> None:
    old, young = a_case(session, pack, sent_at=NOW - timedelta(days=7)), a_case(session, pack)
    due = old.due_on
    merge_cases(session, old, young, clerk, pack, LATER)
    assert old.due_on == due


def test_into_a_merged_case_means_into_its_lead(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    third = a_case(session, pack)
    merge_cases(session, lead, other, clerk, pack, LATER)
    assert merge_cases(session, other, third, clerk, pack, LATER) is lead
    assert [case for case, _link in waiting_with(session, lead)] == [other, third]


def test_what_was_merged_before_comes_along_and_goes_again(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    third = a_case(session, pack)
    merge_cases(session, other, third, clerk, pack, LATER)
    merge_cases(session, lead, other, clerk, pack, LATER)
    assert lead_of(session, third) is lead
    unmerge(session, other, clerk, pack, LATER)
    assert (lead_of(session, third), lead_of(session, other)) == (other, None)
    assert waiting_with(session, lead) == []


@pytest.mark.parametrize("again", [False, True])
def test_no_circle_and_no_merging_twice(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case, again: bool
) -> None:
    merge_cases(session, lead, other, clerk, pack, LATER)
    with pytest.raises(AlreadyTogether):
        merge_cases(session, *((lead, other) if again else (other, lead)), clerk, pack, LATER)


def test_a_case_is_not_merged_into_itself(session: Session, pack: Pack, clerk: Officer, lead: Case) -> None:
    with pytest.raises(OtherCaseMissing):
        merge_cases(session, lead, lead, clerk, pack, LATER)


@pytest.mark.parametrize("closed", ["lead", "other"])
def test_both_must_be_open(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case, closed: str
) -> None:
    withdraw_case(session, {"lead": lead, "other": other}[closed], pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        merge_cases(session, lead, other, clerk, pack, LATER)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
@pytest.mark.parametrize("foreign", ["lead", "other"])
def test_an_officer_needs_rights_on_both(
    session: Session, pack: Pack, lead: Case, other: Case, role: Role, foreign: str
) -> None:
    lead.unit_code = other.unit_code = "KT"
    {"lead": lead, "other": other}[foreign].unit_code = "YT"
    with pytest.raises(NoSuchCase):
        merge_cases(session, lead, other, an_officer(session, role, "KT"), pack, LATER)


@pytest.mark.parametrize("role", [Role.AUDITOR])
def test_who_only_reads_merges_nothing(
    session: Session, pack: Pack, lead: Case, other: Case, role: Role
) -> None:
    with pytest.raises(NotYours):
        merge_cases(session, lead, other, an_officer(session, role, "VP"), pack, LATER)


def test_a_sealed_case_is_merged_with_a_sealed_one_only(session: Session, pack: Pack, lead: Case) -> None:
    leader = an_officer(session, Role.LEADER, "LD")
    sealed, another = a_case(session, pack, DENUNCIATION), a_case(session, pack, DENUNCIATION)
    for into, other in ((sealed, lead), (lead, sealed)):
        with pytest.raises(SealedAlone):
            merge_cases(session, into, other, leader, pack, LATER)
    merge_cases(session, sealed, another, leader, pack, LATER)
    assert another.status == Status.MERGED
    details = session.scalars(select(Event.details).where(Event.action.in_(("merged_here", "status:merged"))))
    assert all("code" not in one for one in details)


def test_a_clerk_does_not_merge_what_is_sealed(session: Session, pack: Pack, clerk: Officer) -> None:
    sealed, another = a_case(session, pack, DENUNCIATION), a_case(session, pack, DENUNCIATION)
    with pytest.raises(NoSuchCase):
        merge_cases(session, sealed, another, clerk, pack, LATER)


def test_undone_it_stands_where_it_stood(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    ask_citizen(session, other, clerk, "Đoạn nào ạ?", pack, NOW)
    merge_cases(session, lead, other, clerk, pack, LATER)
    promise = running(other, Clock.ANSWER)
    assert promise is not None
    assert promise.paused_at is None
    unmerge(session, other, clerk, pack, LATER + timedelta(hours=1))
    assert other.status == Status.AWAITING_CITIZEN
    assert promise.paused_at == LATER + timedelta(hours=1)
    assert told(session, other)[-2:] == ["merged", "unmerged"]


def test_who_answered_meanwhile_is_not_waited_for_again(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    ask_citizen(session, other, clerk, "Đoạn nào ạ?", pack, NOW)
    merge_cases(session, lead, other, clerk, pack, LATER)
    citizen_wrote(session, other, "Gần cầu", Channel.WEB, pack, LATER + timedelta(minutes=5))
    unmerge(session, other, clerk, pack, LATER + timedelta(hours=1))
    assert other.status == Status.IN_PROGRESS


def test_who_was_told_nothing_is_told_nothing_of_the_undoing(
    session: Session, pack: Pack, clerk: Officer, lead: Case
) -> None:
    nameless = a_case(session, pack, anonymous=True, phone="", phone_raw="")
    merge_cases(session, lead, nameless, clerk, pack, LATER)
    unmerge(session, nameless, clerk, pack, LATER)
    assert told(session, nameless) == []


def test_merged_again_after_the_undoing(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    merge_cases(session, lead, other, clerk, pack, LATER)
    unmerge(session, other, clerk, pack, LATER)
    assert merge_of(session, other) is None
    merge_cases(session, lead, other, clerk, pack, LATER + timedelta(hours=1))
    session.flush()
    links = session.scalars(select(CaseLink)).all()
    assert [(link.at, link.undone_at) for link in links] == [(LATER + timedelta(hours=1), None)]


def test_only_what_is_merged_is_parted(session: Session, pack: Pack, clerk: Officer, lead: Case) -> None:
    with pytest.raises(ChangeNotAllowed):
        unmerge(session, lead, clerk, pack, LATER)


def test_the_leads_officer_parts_them_and_a_stranger_does_not(
    session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    merge_cases(session, lead, other, clerk, pack, LATER)
    lead.unit_code, other.unit_code = "KT", "VP"
    with pytest.raises(NotYours):
        unmerge(session, other, an_officer(session, Role.OFFICER, "YT"), pack, LATER)
    unmerge(session, other, an_officer(session, Role.OFFICER, "KT"), pack, LATER)
    assert other.status == Status.RECEIVED


def test_danger_that_nobody_has_taken_goes_on_for_the_lead(
    session: Session, pack: Pack, clerk: Officer, lead: Case
) -> None:
    fire = a_case(session, pack, "nha o thon 8 dang chay lon lam keu xe cuu hoa giup")
    merge_cases(session, lead, fire, clerk, pack, LATER)
    session.flush()
    assert lead.danger
    assert "danger" in session.scalars(select(Event.action).where(Event.case_id == lead.id)).all()


def test_the_same_words_of_two_roads_stay_two_cases_until_somebody_merges_them(
    session: Session, pack: Pack, lead: Case, other: Case
) -> None:
    assert BROKEN_ROAD == lead.text == other.text
    assert (lead.status, other.status) == (Status.RECEIVED, Status.RECEIVED)
