"""The red line on top of the desk: who sees it, who takes it, and how it goes away."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Case, Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import BROKEN_ROAD, a_case, an_officer
from tests.builders.dangers import BEATEN, FIRE, HURT, on_duty, the_alarm
from tests.builders.desk import act, at_desk, press

QUEUE = "/can-bo/hang-doi"
UNHEEDED = "Việc nguy hiểm chưa ai nhận"


def somebody(session: Session, role: Role, unit: str = "") -> Officer:
    found = an_officer(session, role, unit)
    session.commit()
    return found


def afresh(session: Session) -> None:
    session.rollback()
    session.expire_all()


def bar_of(app: Flask, officer: Officer, address: str = QUEUE) -> str:
    """The line on top, and nothing of the list below."""
    page = at_desk(app, officer).get(address).text
    return page.split('class="alarm-bar"')[1].split("</section>")[0] if 'class="alarm-bar"' in page else ""


@pytest.fixture
def fire(session: Session, pack: Pack) -> Case:
    on_duty(session, "Ama Thuột")
    case = a_case(session, pack, FIRE)
    session.commit()
    return case


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.HEAD, Role.OFFICER])
def test_it_stands_on_top_with_code_words_and_a_button(
    app: Flask, session: Session, fire: Case, role: Role
) -> None:
    bar = bar_of(app, somebody(session, role, fire.unit_code if role in {Role.HEAD, Role.OFFICER} else ""))
    assert UNHEEDED in bar
    assert fire.code in bar
    assert "Tôi nhận" in bar


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.AUDITOR, Role.ADMIN])
def test_who_cannot_act_is_not_alarmed(app: Flask, session: Session, fire: Case, role: Role) -> None:
    assert fire.code not in bar_of(app, somebody(session, role))


def test_another_units_head_does_not_see_it(app: Flask, session: Session, fire: Case) -> None:
    assert fire.code not in bar_of(app, somebody(session, Role.HEAD, "YT"))


@pytest.mark.parametrize(("role", "sees"), [(Role.LEADER, True), (Role.CLERK, False)])
def test_of_a_sealed_matter_only_leaders_and_the_named_see_anything(
    app: Flask, session: Session, pack: Pack, role: Role, sees: bool
) -> None:
    on_duty(session, "Ama Thuột")
    head = an_officer(session, Role.HEAD, "CA")
    case = a_case(session, pack, BEATEN, unit="CA")
    session.commit()
    assert (case.code in bar_of(app, somebody(session, role))) is sees
    assert (case.code in bar_of(app, head)) is (case.unit_code == "CA")


def test_taking_it_says_who_and_the_line_is_gone(app: Flask, session: Session, fire: Case) -> None:
    clerk = somebody(session, Role.CLERK)
    desk = at_desk(app, clerk)
    page = press(desk, f"/can-bo/bao-dong/{the_alarm(session).id}/nhan", QUEUE)
    assert page.location.endswith(f"/can-bo/ho-so/{fire.code}")
    afresh(session)
    assert session.scalars(select(Alarm.acknowledged_by)).one() == clerk.name
    assert UNHEEDED not in desk.get(QUEUE).text
    assert f"{clerk.name} đã nhận việc nguy hiểm này" in desk.get(page.location).text


def test_an_alarm_about_a_case_that_one_does_not_see_is_not_found(
    app: Flask, session: Session, pack: Pack
) -> None:
    a_case(session, pack, BEATEN)
    session.commit()
    clerk = at_desk(app, somebody(session, Role.CLERK))
    assert press(clerk, f"/can-bo/bao-dong/{the_alarm(session).id}/nhan", QUEUE).status_code == 404
    assert press(clerk, "/can-bo/bao-dong/999999/nhan", QUEUE).status_code == 404


def test_the_queue_marks_what_nobody_has_taken(app: Flask, session: Session, pack: Pack, fire: Case) -> None:
    clerk = somebody(session, Role.CLERK)
    assert "</span>chưa ai nhận" in at_desk(app, clerk).get(QUEUE).text
    press(at_desk(app, clerk), f"/can-bo/bao-dong/{the_alarm(session).id}/nhan", QUEUE)
    assert "</span>chưa ai nhận" not in at_desk(app, clerk).get(QUEUE).text


def test_danger_is_first_in_the_clerks_queue_even_before_what_is_late(
    app: Flask, session: Session, pack: Pack
) -> None:
    first = a_case(session, pack, BROKEN_ROAD)
    last = a_case(session, pack, HURT)
    session.commit()
    page = at_desk(app, somebody(session, Role.CLERK)).get(f"{QUEUE}?loc=moi").text
    rows = page.split('class="qrow')
    assert f'data-code="{last.code}"' in rows[1]
    assert f'data-code="{first.code}"' in rows[2]


def test_many_who_report_the_same_are_one_line(app: Flask, session: Session, pack: Pack) -> None:
    for _ in range(4):
        a_case(session, pack, HURT)
    session.commit()
    bar = bar_of(app, somebody(session, Role.CLERK))
    assert bar.count(UNHEEDED) == 1
    assert "thêm 3 tin như vậy" in bar


def test_an_officer_marks_a_case_and_unmarks_it_with_a_reason(
    app: Flask, session: Session, pack: Pack
) -> None:
    on_duty(session, "Ama Thuột")
    case = a_case(session, pack, BROKEN_ROAD)
    session.commit()
    desk = at_desk(app, somebody(session, Role.CLERK))
    assert act(desk, case, "nguy-hiem").status_code == 303
    afresh(session)
    assert case.danger
    assert case.code in bar_of(app, somebody(session, Role.CLERK))
    assert act(desk, case, "het-nguy-hiem").status_code == 422
    assert act(desk, case, "het-nguy-hiem", ly_do_het="Xe đã được kéo lên").status_code == 303
    afresh(session)
    assert not case.danger
    assert "Xe đã được kéo lên" in desk.get(f"/can-bo/ho-so/{case.code}").text


@pytest.mark.parametrize(("role", "said"), [(Role.CLERK, True), (Role.ADMIN, True), (Role.OFFICER, False)])
def test_with_nobody_on_duty_the_desk_says_so(
    app: Flask, session: Session, pack: Pack, role: Role, said: bool
) -> None:
    officer = somebody(session, role, "KT" if role == Role.OFFICER else "")
    assert ("Chưa có điện thoại trực" in bar_of(app, officer)) is said


def test_the_log_of_the_case_says_who_was_told_when(app: Flask, session: Session, fire: Case) -> None:
    page = at_desk(app, somebody(session, Role.CLERK)).get(f"/can-bo/ho-so/{fire.code}").text
    assert "Đã báo điện thoại trực 1" in page
    assert "Ama Thuột" in page
