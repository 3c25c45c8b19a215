"""What is about a unit or an officer is not given to them, and who tries is told so."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.assign import assign_case
from feedback_service.handling.secrecy.bars import bar_case, bars_of, lift_bar
from feedback_service.handling.secrecy.kept_from import AboutThatOfficer, AboutThatUnit
from feedback_service.handling.together.tasks import ask_unit
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.transfer import transfer_case
from feedback_service.settings.handover.passing import pass_cases
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk

WHY = "Bà con phản ánh chính nơi này"


@pytest.fixture
def leader(session: Session) -> Officer:
    return an_officer(session, Role.LEADER, "VP")


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    case = a_case(session, pack)
    case.unit_code = "KT"
    session.flush()
    return case


def test_a_barred_unit_gets_it_by_no_way(session: Session, pack: Pack, case: Case, leader: Officer) -> None:
    bar_case(session, case, leader, None, "YT", WHY, NOW)
    with pytest.raises(AboutThatUnit):
        transfer_case(session, case, leader, "YT", "Thuộc trạm y tế", pack, NOW)
    with pytest.raises(AboutThatUnit):
        ask_unit(session, case, leader, "YT", "Xin xem", NOW.date() + timedelta(days=3), pack, NOW)
    with pytest.raises(AboutThatUnit):
        confirm_routing(
            session, case, leader, pack, NOW, unit="YT", kind=case.kind, topic=case.topic_code, reason="nhầm"
        )
    lift_bar(session, case, leader, bars_of(session, case)[0].id, NOW)
    transfer_case(session, case, leader, "YT", "Thuộc trạm y tế", pack, NOW)
    assert case.unit_code == "YT"


def test_a_barred_officer_is_given_nothing(session: Session, case: Case, leader: Officer) -> None:
    accused, colleague = an_officer(session, Role.OFFICER, "KT"), an_officer(session, Role.OFFICER, "KT")
    bar_case(session, case, leader, accused.id, "", WHY, NOW)
    with pytest.raises(AboutThatOfficer):
        assign_case(session, case, leader, accused, NOW)
    assign_case(session, case, leader, colleague, NOW)
    assert pass_cases(session, colleague, accused, leader, NOW) == 1
    assert case.assigned_to is None  # back to the unit's desk


def test_the_page_says_why(app: Flask, session: Session, case: Case, leader: Officer) -> None:
    accused = an_officer(session, Role.OFFICER, "KT")
    bar_case(session, case, leader, accused.id, "", WHY, NOW)
    bar_case(session, case, leader, None, "YT", WHY, NOW)
    session.commit()
    desk = at_desk(app, leader)
    moved = act(desk, case, "chuyen", don_vi_moi="YT", ly_do_chuyen="Thuộc trạm y tế")
    assert moved.status_code == AboutThatUnit.status and "nói tới đơn vị đó" in moved.text
    given = act(desk, case, "giao", nguoi_lam=accused.id)
    assert given.status_code == AboutThatOfficer.status and "nói tới người đó" in given.text
    assert ChangeNotAllowed.status != given.status_code
