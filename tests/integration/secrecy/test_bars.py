"""A case that is about an officer or his unit is no case for him: not in a list, a figure, a search or an address."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours, ReasonMissing
from feedback_service.handling.counts import count_queue, named_cases
from feedback_service.handling.secrecy.accused import proposed_bars
from feedback_service.handling.secrecy.bars import NobodyLeft, NobodyToBar, bar_case, bars_of, lift_bar
from feedback_service.handling.secrecy.readers import NobodyToName
from feedback_service.handling.secrecy.readers import name_reader as name_to
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import act, at_desk, name_reader

WHY = "Bà con phản ánh chính người này"


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    case = a_case(session, pack)
    case.unit_code = "KT"
    session.flush()
    return case


@pytest.fixture
def leader(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.LEADER, "VP")


def sees(session: Session, officer: Officer, case: Case) -> bool:
    session.flush()
    listed = session.scalar(select(Case.id).where(Case.id == case.id, visible_cases(officer))) is not None
    assert listed == may_see(officer, case)
    return listed


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.CLERK, Role.AUDITOR])
def test_whoever_it_is_about_never_sees_it(session: Session, case: Case, leader: Officer, role: Role) -> None:
    officer, colleague = an_officer(session, role), an_officer(session, role)
    bar_case(session, case, leader, officer.id, "", WHY, NOW)
    assert (sees(session, officer, case), sees(session, colleague, case)) == (False, True)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.CLERK])
def test_a_barred_unit_is_everybody_who_sits_there(
    session: Session, case: Case, leader: Officer, role: Role
) -> None:
    officer = an_officer(session, role, "KT")
    bar_case(session, case, leader, None, "KT", WHY, NOW)
    assert not sees(session, officer, case)


def test_not_even_by_having_it_in_hand_or_being_named(session: Session, pack: Pack, leader: Officer) -> None:
    sealed, officer = a_case(session, pack, DENUNCIATION), an_officer(session)
    name_reader(session, sealed, officer)
    sealed.assigned_to = officer.id
    bar_case(session, sealed, leader, officer.id, "", WHY, NOW)
    assert not sees(session, officer, sealed)
    assert sealed.assigned_to is None
    with pytest.raises(NobodyToName):
        name_to(session, sealed, leader, officer.id, NOW)


def test_a_leader_who_is_named_is_barred_while_another_is_left(
    session: Session, case: Case, leader: Officer
) -> None:
    with pytest.raises(NobodyLeft):
        bar_case(session, case, leader, leader.id, "", WHY, NOW)
    other = an_officer(session, Role.LEADER, "VP")
    bar_case(session, case, leader, other.id, "", WHY, NOW)
    assert (sees(session, other, case), sees(session, leader, case)) == (False, True)


def test_the_figures_above_the_queue_do_not_tell_of_it(
    session: Session, pack: Pack, case: Case, leader: Officer
) -> None:
    head = an_officer(session, Role.HEAD, "KT")
    bar_case(session, case, leader, head.id, "", WHY, NOW)
    session.flush()
    counts = count_queue(session, head, "", NOW.date(), named_cases(session, head))
    assert (counts.all, counts.new, counts.late, counts.today, counts.week) == (0, 0, 0, 0, 0)


def test_a_lifted_bar_can_be_put_up_again(session: Session, case: Case, leader: Officer) -> None:
    officer = an_officer(session)
    bar = bar_case(session, case, leader, officer.id, "", WHY, NOW)
    lift_bar(session, case, leader, bar.id, NOW)
    assert sees(session, officer, case)
    assert bar_case(session, case, leader, officer.id, "", WHY, NOW).id == bar.id
    assert not sees(session, officer, case)


def test_only_a_leader_bars_with_a_reason_and_somebody(session: Session, case: Case, leader: Officer) -> None:
    head = an_officer(session, Role.HEAD)
    with pytest.raises(NotYours):
        bar_case(session, case, head, head.id, "", WHY, NOW)
    with pytest.raises(ReasonMissing):
        bar_case(session, case, leader, head.id, "", "  ", NOW)
    for officer, unit in ((None, ""), (head.id, "KT")):
        with pytest.raises(NobodyToBar):
            bar_case(session, case, leader, officer, unit, WHY, NOW)


def test_an_officer_whom_the_words_name_is_proposed_until_he_is_barred(
    session: Session, pack: Pack, leader: Officer
) -> None:
    accused = an_officer(session, name="Y Blă Niê")
    case = a_case(session, pack, "Tôi tố cáo cán bộ y bla nie nhận tiền của dân làng")
    assert [one.officer_id for one in proposed_bars(session, case, pack)] == [accused.id]
    bar_case(session, case, leader, accused.id, "", WHY, NOW)
    assert proposed_bars(session, case, pack) == []


def test_on_the_screen_the_leader_bars_and_the_officer_gets_what_a_stranger_gets(
    app: Flask, session: Session, case: Case, leader: Officer
) -> None:
    officer = an_officer(session, Role.HEAD, "KT")
    session.commit()
    assert act(at_desk(app, leader), case, "che", can_bo_che=officer.id, ly_do_che=WHY).status_code == 303
    assert len(bars_of(session, case)) == 1
    desk = at_desk(app, officer)
    barred = desk.get(f"/can-bo/ho-so/{case.code}")
    nothing = desk.get("/can-bo/ho-so/EK-0000-000A")
    assert (barred.status_code, barred.text.replace(case.code, "")) == (
        404,
        nothing.text.replace("EK-0000-000A", ""),
    )
    assert case.code not in desk.get("/can-bo/hang-doi").text
    assert case.code not in desk.get("/can-bo/hang-doi?q=sat+lo").text
    assert case.status == Status.RECEIVED
