"""Limits on the case page, the sender's own page, and the two pages of their own."""

import io

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now as this_moment
from feedback_service.intake.pins import pin_for
from feedback_service.pack.model import Pack
from feedback_service.records import Absence, Case, Extension, Officer
from feedback_service.vocabulary import Kind, Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import act, at_desk, press


@pytest.fixture
def complaint(session: Session, pack: Pack) -> Case:
    case = a_case(session, pack, kind=Kind.KHIEU_NAI, sent_at=this_moment(), now=this_moment())
    session.commit()
    return case


@pytest.fixture
def leader(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.LEADER, "LD")
    session.commit()
    return at_desk(app, officer)


def test_the_case_page_shows_every_limit_and_the_way_of_the_kind(
    leader: FlaskClient, complaint: Case
) -> None:
    page = leader.get(f"/can-bo/ho-so/{complaint.code}").text
    for words in (
        "Mọi thời hạn",
        "Luật Khiếu nại 2011 Đ27",
        "Thụ lý",
        "Gửi quyết định trong 3 ngày làm việc",
    ):
        assert words in page


def test_accepted_from_the_page_only_with_the_petitions_day(
    session: Session, leader: FlaskClient, complaint: Case
) -> None:
    refused = act(leader, complaint, "thu-ly", ngay_don="")
    assert refused.status_code == 422
    assert "Cần ngày nhận đơn" in refused.text
    day = this_moment().date().isoformat()
    assert act(leader, complaint, "thu-ly", ngay_don=day).status_code == 303
    assert "Thụ lý, giải quyết chậm nhất" in leader.get(f"/can-bo/ho-so/{complaint.code}").text


def test_more_time_is_asked_and_given_by_two(
    app: Flask, session: Session, pack: Pack, leader: FlaskClient
) -> None:
    case = a_case(session, pack, kind=Kind.PHAN_ANH, sent_at=this_moment(), now=this_moment())
    officer = an_officer(session, Role.OFFICER, case.unit_code)
    session.commit()
    desk = at_desk(app, officer)
    page = desk.get(f"/can-bo/ho-so/{case.code}").text
    last = page.split('max="')[1].split('"')[0]
    assert act(desk, case, "xin-gia-han", ngay_moi=last, ly_do_gia_han="chờ đo đạc").status_code == 303
    session.rollback()
    assert "xin gia hạn đến" in leader.get(f"/can-bo/ho-so/{case.code}").text
    assert act(leader, case, "gia-han").status_code == 303
    session.rollback()
    assert session.scalars(select(Extension.granted)).one() is True


def test_the_petition_is_filled_in_for_the_sender_and_blank_of_him_for_the_officer(
    client: FlaskClient, leader: FlaskClient, complaint: Case
) -> None:
    address = f"/ho-so/{complaint.code}/don-khieu-nai.docx"
    assert client.get(address).status_code == 404
    pin = pin_for(complaint.submission_id, complaint.code)
    client.post("/tra-cuu", data={"code": complaint.code, "pin": pin})
    page = client.get(f"/ho-so/{complaint.code}").text
    assert "Việc này cần đơn có chữ ký" in page and "Vì sao là ngày này" in page
    own, officers = (
        _words(one.get(where)) for one, where in ((client, address), (leader, f"/can-bo{address}"))
    )
    assert "ĐƠN KHIẾU NẠI" in own and "0905123456" in own.replace("+84", "0").replace(" ", "")
    assert complaint.text in officers and "905123456" not in officers


def _words(answer: object) -> str:
    file = docx.Document(io.BytesIO(answer.data))  # type: ignore[attr-defined]
    return "\n".join(paragraph.text for paragraph in file.paragraphs)


def test_an_absence_is_entered_on_its_page(app: Flask, session: Session, pack: Pack) -> None:
    head, deputy = (an_officer(session, role, "KT") for role in (Role.HEAD, Role.OFFICER))
    session.commit()
    desk, day = at_desk(app, head), this_moment().date().isoformat()
    given = {"nguoi_nghi": head.id, "tu_ngay": day, "den_ngay": "2999-12-31"}
    wrong = press(desk, "/can-bo/vang-mat", "/can-bo/vang-mat", **given)
    assert wrong.status_code == 422 and 'value="2999-12-31"' in wrong.text
    right = press(desk, "/can-bo/vang-mat", "/can-bo/vang-mat", nguoi_thay=deputy.id, **given)
    assert right.status_code == 303
    session.rollback()
    assert session.scalars(select(Absence.deputy_id)).one() == deputy.id
    assert deputy.name in desk.get("/can-bo/vang-mat").text


def test_a_deputy_comes_through_the_heads_doors(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    head, deputy = (an_officer(session, role, case.unit_code) for role in (Role.HEAD, Role.OFFICER))
    session.commit()
    desk = at_desk(app, deputy)
    assert act(desk, case, "tu-choi", ly_do_tu_choi="x").status_code == 403
    today = this_moment().date()
    away = {
        "officer_id": head.id,
        "deputy_id": deputy.id,
        "from_on": today,
        "to_on": today.replace(year=2999),
    }
    session.add(Absence(**away, entered_at=this_moment(), entered_by=head.id))
    session.commit()
    assert act(desk, case, "tu-choi", ly_do_tu_choi="đã giải quyết").status_code == 303
    assert f"thay {head.name}" in desk.get(f"/can-bo/ho-so/{case.code}").text


def test_only_leaders_see_the_moved_promises(app: Flask, session: Session, leader: FlaskClient) -> None:
    head: Officer = an_officer(session, Role.HEAD, "KT")
    session.commit()
    assert "Không có hạn nào" in leader.get("/can-bo/doi-han").text
    assert at_desk(app, head).get("/can-bo/doi-han").status_code == 403
