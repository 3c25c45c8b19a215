"""The desk warns when a small hamlet would know the house, and leaves the decision to the approver."""

from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.publishing.desk import read_sheet
from feedback_service.publishing.household import Trait
from feedback_service.publishing.public_text import approve_public_text
from feedback_service.vocabulary import Publication, Role
from tests.builders.cases import NOW, an_officer, load_pack
from tests.builders.desk import at_desk
from tests.builders.published import a_drafted_case

TELLING = "Nhà một chị góa chồng ở buôn Suê đã được kéo điện."


def test_the_sheet_says_by_what_the_house_is_known(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack, summary=TELLING)
    sheet = read_sheet(session, an_officer(session, Role.PUBLISHER), case.code, pack)
    assert sheet.household == (Trait.WIDOWED,)
    assert sheet.left == ()


def test_an_ordinary_text_warns_of_nothing(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    assert read_sheet(session, an_officer(session, Role.PUBLISHER), case.code, pack).household == ()


def test_a_warning_forbids_nothing(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack, summary=TELLING)
    text = approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW)
    assert text.state == Publication.PUBLISHED


def test_the_page_warns_and_does_not_say_that_all_is_well(app: Flask, session: Session) -> None:
    case = a_drafted_case(session, load_pack(session), summary=TELLING)
    officer = an_officer(session, Role.PUBLISHER)
    session.commit()
    page = at_desk(app, officer).get(f"/can-bo/cong-bo/{case.code}").get_data(as_text=True)
    assert "người trong thôn có thể nhận ra nhà nào" in page
    assert "hoàn cảnh vợ chồng" in page
    assert "Máy không thấy thông tin cá nhân" not in page
