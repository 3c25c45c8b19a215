"""A leave passes cases on; a departure leaves nothing behind, and history as it was."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Absence,
    Answer,
    CallSheet,
    Case,
    DutyPhone,
    Event,
    Mention,
    Note,
    Officer,
    OfficerSession,
    PersonRequest,
    SavedFilter,
)
from feedback_service.settings.duty import add_phone
from feedback_service.settings.handover.hands import in_hands, pointing_at
from feedback_service.settings.handover.passing import LastDutyPhone, SuccessorMissing, depart, pass_cases
from feedback_service.settings.officers import NotYourself
from feedback_service.staff.absences import announce
from feedback_service.vocabulary import PersonAsks, Role
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import at_desk, name_reader, press


@pytest.fixture
def leaving(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.OFFICER, "KT", name="Y Bhăm Niê")


@pytest.fixture
def admin(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, "")


def given(session: Session, pack: Pack, officer: Officer, text: str = BROKEN_ROAD, unit: str = "KT") -> Case:
    case = a_case(session, pack, text, unit=unit)
    case.assigned_to = officer.id
    session.flush()
    return case


def full_hands(session: Session, pack: Pack, officer: Officer) -> Case:
    """Something in every table."""
    case, other = given(session, pack, officer), an_officer(session)
    note = Note(case_id=case.id, at=NOW, officer_id=other.id, text="nhờ anh")
    session.add(note)
    session.flush()
    away = {"from_on": NOW.date(), "to_on": NOW.date(), "entered_at": NOW, "entered_by": other.id}
    session.add_all(
        [
            Answer(case_id=case.id, text="Đang sửa", author_id=officer.id, saved_at=NOW),
            CallSheet(submission_id="x", officer_id=officer.id, fields={}, saved_at=NOW),
            SavedFilter(officer_id=officer.id, name="của tôi", args={}, made_at=NOW),
            Mention(note_id=note.id, case_id=case.id, officer_id=officer.id),
            Absence(officer_id=other.id, deputy_id=officer.id, **away),
            OfficerSession(officer_id=officer.id, token_hash="t", started_at=NOW, seen_at=NOW),
            PersonRequest(
                asks=PersonAsks.SEE,
                phone_fingerprint="f",
                details={},
                received_at=NOW,
                due_on=NOW.date(),
                officer_id=officer.id,
            ),
        ]
    )
    sealed = a_case(session, pack, DENUNCIATION)
    sealed.assigned_to = officer.id
    name_reader(session, sealed, officer)
    return case


def test_a_departure_leaves_nothing_that_points_to_him(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    case, heir = full_hands(session, pack, leaving), an_officer(session, name="H Mơ Niê")
    before = {name: session.scalar(asked) for name, asked in pointing_at(leaving).items()}
    assert {name for name, count in before.items() if not count} <= {"public_drafts", "call_lists", "books"}
    identifier = leaving.fs_uniquifier
    depart(session, leaving, heir, admin, NOW)
    session.flush()
    assert {
        name: session.scalar(asked) for name, asked in pointing_at(leaving).items() if session.scalar(asked)
    } == {}
    assert (leaving.active, leaving.left_on) == (False, NOW)
    assert leaving.fs_uniquifier != identifier
    assert case.assigned_to == heir.id
    assert session.scalars(select(Answer)).one().author_id == heir.id


def test_sealed_cases_are_in_no_list_and_do_not_go_to_the_heir(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    sealed.assigned_to = leaving.id
    session.flush()
    assert in_hands(session, leaving).cases == 0
    depart(session, leaving, an_officer(session), admin, NOW)
    assert sealed.assigned_to is None


def test_a_leave_passes_one_topic_and_keeps_the_rest(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    road, lamp = (
        given(session, pack, leaving),
        given(session, pack, leaving, "Đèn đường thôn 6 không sáng mấy hôm nay"),
    )
    assert road.topic_code != lamp.topic_code
    heir = an_officer(session)
    assert pass_cases(session, leaving, heir, admin, NOW, topic=lamp.topic_code) == 1
    assert (road.assigned_to, lamp.assigned_to) == (leaving.id, heir.id)
    assert session.scalars(select(Event).where(Event.action == "handed_over")).one().details == {
        "to": heir.name
    }


def test_a_case_of_another_unit_goes_back_to_its_desk(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    case = given(session, pack, leaving, unit="VHXH")
    pass_cases(session, leaving, an_officer(session), admin, NOW)
    assert case.assigned_to is None


def test_what_the_citizen_wrote_stays_unread(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    case = given(session, pack, leaving)
    case.citizen_wrote_at = NOW - timedelta(hours=1)
    pass_cases(session, leaving, an_officer(session), admin, NOW)
    assert case.citizen_wrote_at == NOW - timedelta(hours=1)


def test_nobody_departs_into_the_void_or_by_his_own_hand(
    session: Session, leaving: Officer, admin: Officer
) -> None:
    for to in (None, leaving, an_officer(session, active=False)):
        with pytest.raises(SuccessorMissing):
            depart(session, leaving, to, admin, NOW)
    with pytest.raises(NotYourself):
        depart(session, admin, leaving, admin, NOW)


def test_the_page_hands_over_and_ends_the_access(
    app: Flask, session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    given(session, pack, leaving)
    heir, clerk = an_officer(session), an_officer(session, Role.CLERK, "VP")
    session.commit()
    desk, page = at_desk(app, admin), f"/can-bo/ban-giao/{leaving.id}"
    his = at_desk(app, leaving)
    assert his.get("/can-bo/hang-doi").status_code == 200
    assert press(desk, f"{page}/nghi-viec", page).status_code == 422
    assert press(desk, page, page, linh_vuc="*", nguoi_nhan=heir.id).status_code == 303
    assert press(desk, f"{page}/nghi-viec", page, nguoi_nhan=heir.id).status_code == 303
    assert his.get("/can-bo/hang-doi").status_code == 302
    assert "Đã nghỉ việc" in desk.get(page).text
    assert desk.get("/can-bo/ban-giao/999").status_code == 404
    assert at_desk(app, clerk).get(page).status_code == 403


def test_his_phone_is_not_rung_any_more(
    session: Session, pack: Pack, leaving: Officer, admin: Officer
) -> None:
    add_phone(session, "y bhăm niê", "0905 123 456")
    with pytest.raises(LastDutyPhone):
        depart(session, leaving, an_officer(session, Role.OFFICER, "KT"), admin, NOW)
    add_phone(session, "Trực ban xã", "0905 123 457")
    depart(session, leaving, an_officer(session, Role.OFFICER, "KT"), admin, NOW)
    assert session.scalars(select(DutyPhone.name)).all() == ["Trực ban xã"]


def test_an_absence_leads_to_the_handover_and_back(
    app: Flask, session: Session, pack: Pack, leaving: Officer
) -> None:
    leader, deputy = an_officer(session, Role.LEADER, "LD"), an_officer(session, Role.OFFICER, "KT")
    today = now().date()
    announce(session, leaving, leader, deputy, (today, today + timedelta(days=3)), "", today, NOW)
    add_phone(session, leaving.name, "0905 123 456")
    session.commit()
    desk = at_desk(app, leader)
    assert f'href="/can-bo/ban-giao/{leaving.id}"' in desk.get("/can-bo/vang-mat").text
    page = desk.get(f"/can-bo/ban-giao/{leaving.id}").text
    assert 'href="/can-bo/vang-mat"' in page and f"{deputy.name} làm thay" in page
    assert 'href="/can-bo/quan-tri/truc"' in page
