"""Merging and splitting from the case page, and who is shown what."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.intake.splitting import split_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Event, Officer
from feedback_service.records.erasing import erasing
from feedback_service.vocabulary import Channel, Kind, Role, Status
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import act, at_desk, name_reader
from tests.integration.joining.test_splitting import BOTH, LAMP, lamp


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def lead(session: Session, pack: Pack) -> Case:
    return of_kt(a_case(session, pack, BOTH))


@pytest.fixture
def other(session: Session, pack: Pack) -> Case:
    return of_kt(a_case(session, pack, phone="+84905999888", phone_raw="0905999888"))


@pytest.fixture
def desk(app: Flask, session: Session, clerk: Officer, lead: Case, other: Case) -> FlaskClient:
    session.commit()
    return at_desk(app, clerk)


def of_kt(case: Case) -> Case:
    case.unit_code = "KT"
    return case


def page_of(case: Case, browser: FlaskClient) -> str:
    return browser.get(f"/can-bo/ho-so/{case.code}").text


def now_of(session: Session, case: Case) -> Case:
    session.rollback()
    session.refresh(case)
    return case


def officer_of(app: Flask, session: Session, unit: str, role: Role = Role.OFFICER) -> FlaskClient:
    officer = an_officer(session, role, unit)
    session.commit()
    return at_desk(app, officer)


def test_one_case_goes_into_another_and_out_again(
    session: Session, desk: FlaskClient, lead: Case, other: Case
) -> None:
    assert act(desk, other, "gop", ma=lead.code, ly_do="cùng một đoạn đường").status_code == 303
    assert now_of(session, other).status == Status.MERGED
    page = page_of(other, desk)
    assert "Việc này được trả lời chung với" in page
    assert lead.code in page
    assert "Bỏ gộp, đưa lại vào hàng đợi" in page
    assert "cùng một đoạn đường" in page
    assert act(desk, other, "bo-gop").status_code == 303
    assert now_of(session, other).status == Status.RECEIVED


@pytest.mark.parametrize("typed", ["{} ", " {}", "ek {}"])
def test_the_code_may_be_typed_in_any_way(
    session: Session, desk: FlaskClient, lead: Case, other: Case, typed: str
) -> None:
    act(desk, other, "gop", ma=typed.format(lead.code.removeprefix("EK-").replace("-", " ").lower()))
    assert now_of(session, other).status == Status.MERGED


def test_the_lead_shows_what_the_others_wrote_and_parts_them(
    session: Session, pack: Pack, clerk: Officer, desk: FlaskClient, lead: Case, other: Case
) -> None:
    merge_cases(session, lead, other, clerk, pack, NOW)
    citizen_wrote(session, other, "Chiều nay sạt thêm một mét", Channel.WEB, pack, NOW)
    session.commit()
    page = page_of(lead, desk)
    assert "1 hồ sơ cùng việc, trả lời chung ở đây" in page
    assert "Chiều nay sạt thêm một mét" in page
    assert f"Người gửi hồ sơ {other.code} viết thêm" in page
    assert act(desk, lead, "bo-gop", ma=other.code).status_code == 303
    assert now_of(session, other).status == Status.RECEIVED


def test_of_very_many_the_first_are_shown_and_all_are_counted(
    session: Session, pack: Pack, clerk: Officer, desk: FlaskClient, lead: Case
) -> None:
    for _ in range(32):
        merge_cases(session, lead, a_case(session, pack), clerk, pack, NOW)
    session.commit()
    page = page_of(lead, desk)
    assert "32 hồ sơ cùng việc" in page
    assert "Còn 2 hồ sơ nữa" in page


def test_a_code_out_of_sight_and_one_that_nobody_has_answer_alike(
    app: Flask, session: Session, pack: Pack, lead: Case
) -> None:
    foreign = a_case(session, pack)
    foreign.unit_code = "YT"
    desk = officer_of(app, session, "KT")
    answers = [act(desk, lead, "gop", ma=code) for code in (foreign.code, "EK-0000-000W", "")]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("Không tìm thấy hồ sơ mang mã này" in answer.text for answer in answers)
    assert foreign.code in answers[0].text, "what was typed is still there"


def test_a_stale_page_merges_nothing(session: Session, desk: FlaskClient, lead: Case, other: Case) -> None:
    answer = act(desk, other, "gop", ma=lead.code, revision=other.revision - 1)
    assert answer.status_code == 409
    assert "Có người vừa sửa hồ sơ này" in answer.text
    assert now_of(session, other).status == Status.RECEIVED


@pytest.mark.parametrize("deed", ["gop", "bo-gop", "tach", "bo-tach"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.PUBLISHER])
def test_who_handles_no_cases_joins_none(
    app: Flask, session: Session, lead: Case, desk: FlaskClient, deed: str, role: Role
) -> None:
    nobody = officer_of(app, session, "", role)
    token = nobody.get("/can-bo/hang-doi").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = nobody.post(
        f"/can-bo/ho-so/{lead.code}/{deed}", data={"csrf_token": token, "revision": lead.revision, "ma": "x"}
    )
    assert answer.status_code in {403, 404}
    session.rollback()
    assert session.scalars(select(CaseLink)).all() == []


def test_the_text_is_split_from_its_page_and_joined_again(
    session: Session, desk: FlaskClient, lead: Case
) -> None:
    given = {"doan_1": LAMP, "don_vi_1": "VHXH", "linh_vuc_1": "", "loai_1": "phan_anh"}
    assert act(desk, lead, "tach", **given, doan_2="", loai_2="phan_anh").status_code == 303
    session.rollback()
    child = session.scalars(select(Case).where(Case.unit_code == "VHXH")).one()
    assert child.code in page_of(lead, desk)
    assert "Tách ra từ" in page_of(child, desk)
    assert act(desk, now_of(session, lead), "bo-tach", ma=child.code).status_code == 303
    assert now_of(session, child).status == Status.MERGED


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"doan_1": "Cầu treo đứt cáp", "don_vi_1": "KT", "loai_1": "phan_anh"}, "Xin chép nguyên văn"),
        ({"doan_1": LAMP, "don_vi_1": "KT", "loai_1": "gi-do"}, "Còn chỗ chưa đúng"),
        ({"doan_1": ""}, "Xin viết nội dung"),
    ],
)
def test_what_cannot_be_split_comes_back_as_typed(
    session: Session, desk: FlaskClient, lead: Case, given: dict[str, str], said: str
) -> None:
    answer = act(desk, lead, "tach", **given)
    assert answer.status_code == 422
    assert said in answer.text
    assert given["doan_1"] in answer.text
    session.rollback()
    assert session.scalars(select(CaseLink)).all() == []


def test_other_units_see_that_there_is_a_neighbour_and_no_way_in(
    app: Flask, session: Session, pack: Pack, clerk: Officer, lead: Case, other: Case
) -> None:
    merge_cases(session, lead, other, clerk, pack, NOW)
    lead.unit_code = "YT"
    desk = officer_of(app, session, "KT")
    page = page_of(other, desk)
    assert lead.code in page
    assert f"/can-bo/ho-so/{lead.code}" not in page


def test_a_sealed_child_is_no_case_for_who_is_not_named_to_it(
    app: Flask, session: Session, pack: Pack, clerk: Officer, lead: Case
) -> None:
    (child,) = split_case(session, lead, [lamp(kind=Kind.TO_CAO)], clerk, pack, NOW)
    desk = officer_of(app, session, "KT")
    page = page_of(lead, desk)
    assert child.code not in page
    assert "Đã tách ra từ tin này" not in page
    answer = act(desk, lead, "bo-tach", ma=child.code)
    assert answer.status_code == 422
    leader = officer_of(app, session, "LD", Role.LEADER)
    assert child.code in page_of(lead, leader)


def test_a_reader_of_one_sealed_case_learns_nothing_of_the_other(
    app: Flask, session: Session, pack: Pack
) -> None:
    leader, reader = an_officer(session, Role.LEADER, "LD"), an_officer(session, Role.HEAD, "YT")
    sealed, another = a_case(session, pack, DENUNCIATION), a_case(session, pack, f"{DENUNCIATION} lần hai")
    name_reader(session, sealed, reader)
    merge_cases(session, sealed, another, leader, pack, NOW)
    session.commit()
    page = page_of(sealed, at_desk(app, reader))
    assert sealed.code in page
    assert another.code not in page
    assert "lần hai" not in page


def test_the_words_that_routing_found_stand_in_the_boxes(
    session: Session, desk: FlaskClient, lead: Case
) -> None:
    first = session.scalars(select(Event).where(Event.case_id == lead.id).order_by(Event.id)).first()
    assert first is not None
    start, what = BOTH.index(LAMP), {"topic": "", "kind": "phan_anh"}
    matters = [
        {"start": 0, "end": start, "unit": "KT", **what},
        {"start": start, "end": len(BOTH), "unit": "VHXH", **what},
    ]
    with erasing(session, "a scene of a test"):
        first.details = {**first.details, "proposal": {**first.details["proposal"], "matters": matters}}
    session.commit()
    page = page_of(lead, desk)
    assert "Tin này có vẻ nói thêm 1 việc nữa" in page
    assert f">\n{LAMP}</textarea>" in page
