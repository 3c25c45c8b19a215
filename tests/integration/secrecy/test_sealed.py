"""Sealed by hand, opened by name, and every opening written down."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours, ReasonMissing
from feedback_service.handling.secrecy.readers import name_reader, readers_of, take_off_reader
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Reading
from feedback_service.routing.sealing import seal_case, unseal_case
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import act, at_desk
from tests.builders.sealed import opened

WORDS = "trưởng thôn ăn chặn"


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "VP")


@pytest.fixture
def sealed(session: Session, pack: Pack, leader: Officer) -> Case:
    case = a_case(session, pack, DENUNCIATION)
    session.commit()
    return case


def test_sealed_by_hand_it_is_gone_for_the_unit_but_for_its_head(
    session: Session, pack: Pack, leader: Officer
) -> None:
    case = a_case(session, pack)
    officer, head = an_officer(session, unit=case.unit_code), an_officer(session, Role.HEAD, case.unit_code)
    with pytest.raises(ReasonMissing):
        seal_case(session, case, head, "", pack, NOW)
    with pytest.raises(NotYours):
        seal_case(session, case, officer, "cháu bé", pack, NOW)
    seal_case(session, case, head, "có tên một cháu bé", pack, NOW)
    session.flush()
    assert (may_see(officer, case), may_see(head, case), may_see(leader, case)) == (False, True, True)


def test_only_a_leader_takes_the_seal_off_and_the_public_learns_no_more(
    session: Session, pack: Pack, leader: Officer
) -> None:
    case, head = a_case(session, pack), an_officer(session, Role.HEAD)
    case.unit_code = head.unit_code
    seal_case(session, case, head, "có tên một cháu bé", pack, NOW)
    with pytest.raises(NotYours):
        unseal_case(session, case, head, "hết", pack, NOW)
    unseal_case(session, case, leader, "không có tên ai", pack, NOW)
    session.flush()
    assert case.visibility == Visibility.COUNTED
    assert readers_of(session, case) == []


def test_what_the_law_seals_stays_sealed(session: Session, pack: Pack, leader: Officer, sealed: Case) -> None:
    with pytest.raises(ChangeNotAllowed):
        unseal_case(session, sealed, leader, "không cần", pack, NOW)


def test_readers_are_named_and_taken_off(session: Session, leader: Officer, sealed: Case) -> None:
    officer = an_officer(session)
    name_reader(session, sealed, leader, officer.id, NOW)
    session.flush()
    assert may_see(officer, sealed)
    take_off_reader(session, sealed, leader, officer.id, NOW)
    session.flush()
    assert not may_see(officer, sealed)


def test_it_is_shut_until_it_is_opened_and_every_opening_is_written_down(
    app: Flask, session: Session, leader: Officer, sealed: Case
) -> None:
    desk = at_desk(app, leader)
    address = f"/can-bo/ho-so/{sealed.code}"
    assert WORDS not in desk.get(address).text
    assert session.scalars(select(Reading)).all() == []
    assert WORDS in opened(desk, sealed).get(address).text
    session.rollback()
    reading = session.scalars(select(Reading)).one()
    assert (reading.what, reading.officer_id, reading.case_id) == ("sealed", leader.id, sealed.id)
    assert WORDS not in at_desk(app, leader).get(address).text  # another browser has not opened it


def test_what_is_sent_to_a_shut_case_changes_nothing(
    app: Flask, session: Session, leader: Officer, sealed: Case
) -> None:
    desk = at_desk(app, leader)
    assert act(desk, sealed, "ghi-chu", ghi_chu="chưa mở").status_code == 303
    session.expire_all()
    assert "chưa mở" not in opened(desk, sealed).get(f"/can-bo/ho-so/{sealed.code}").text


def test_whoever_is_not_named_cannot_tell_it_from_no_case(app: Flask, session: Session, sealed: Case) -> None:
    clerk = an_officer(session, Role.CLERK, "TTHCC")
    session.commit()
    desk = at_desk(app, clerk)
    for deed in ("", "/mo-bao-mat", "/ghi-chu", "/bao-mat"):
        here, nowhere = f"/can-bo/ho-so/{sealed.code}{deed}", f"/can-bo/ho-so/EK-0000-000A{deed}"
        answers = [desk.get(one) for one in (here, nowhere)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].text.replace(sealed.code, "") == answers[1].text.replace("EK-0000-000A", "")


def test_the_list_beside_does_not_tell_its_words(app: Flask, leader: Officer, sealed: Case) -> None:
    page = at_desk(app, leader).get("/can-bo/hang-doi").text
    assert sealed.code in page
    assert WORDS not in page


def test_the_log_names_a_sealed_case_to_nobody_who_may_not_see_it(
    app: Flask, session: Session, leader: Officer, sealed: Case
) -> None:
    auditor = an_officer(session, Role.AUDITOR, "VP")
    session.commit()
    opened(at_desk(app, leader), sealed)
    log = at_desk(app, auditor).get("/can-bo/nhat-ky").text
    assert sealed.code not in log
    assert f"case:{sealed.id}<" not in log
    assert sealed.code in at_desk(app, leader).get("/can-bo/nhat-ky").text
