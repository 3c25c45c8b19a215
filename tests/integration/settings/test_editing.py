"""The pack changed on screen: list, form, preview, save; a wrong setting cannot be saved."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, Rehearsal
from feedback_service.settings.editing.addresses import address_of, ordered
from feedback_service.vocabulary import Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import at_desk, press

EDIT = "/can-bo/quan-tri/sua"
CHANNEL = {
    "code": "loa-tay",
    "name.vi": "Zalo",
    "name.en": "Zalo",
    "value": "Zalo của xã",
    "href": "https://zalo.example/xa",
    "hours.vi": "Giờ làm việc",
    "hours.en": "Office hours",
    "note.vi": "",
    "note.en": "",
}


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, "")


@pytest.fixture
def admin(app: Flask, session: Session, officer: Officer) -> FlaskClient:
    session.commit()
    return at_desk(app, officer)


Save = Callable[..., TestResponse]


@pytest.fixture
def save(admin: FlaskClient, session: Session) -> Save:
    """Sends what stands in the form of an address with some of its boxes changed."""

    def sent(address: str, **boxes: object) -> TestResponse:
        page = admin.get(address).text
        there = {name: value for name, value in _boxes(page) if name not in boxes}
        given = {**there, "buoc": "luu", "ly_do": "theo văn bản mới", **boxes}
        answer = press(admin, address, address, **given)
        session.rollback()
        return answer

    return sent


def _boxes(page: str) -> list[tuple[str, str]]:
    form = page[page.index('<form class="panel narrow"') :].split("</form>")[0]
    lines = re.findall(r'<input type="(?:text|hidden|date|time)"[^>]* name="([^"]+)" value="([^"]*)"', form)
    areas = re.findall(r'<textarea id="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    picked = re.findall(r'<select id="([^"]+)".*?<option value="([^"]*)" selected', form, re.DOTALL)
    ticks = re.findall(r'<input type="checkbox"[^>]* name="([^"]+)" value="([^"]*)" checked', form)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return [pair for pair in (*lines, *areas, *picked, *ticks, *hidden) if pair[0] != "csrf_token"]


@pytest.mark.parametrize("section", [address_of(section) for section in ordered()])
def test_every_section_has_a_list_and_every_list_a_form(admin: FlaskClient, section: str) -> None:
    page = admin.get(f"{EDIT}/{section}")
    assert page.status_code == 200
    entry = re.search(rf'href="({EDIT}/{section}/muc/[^"]+)"', page.text)
    if entry:
        assert admin.get(entry[1]).status_code == 200
    assert admin.get(f"{EDIT}/{section}/them").status_code in (200, 404)


def test_nothing_is_saved_before_the_preview_was_confirmed(save: Save, session: Session, pack: Pack) -> None:
    page = save(f"{EDIT}/don-vi/muc/KT", phone="0262 355 5555", buoc="xem")
    assert "<ins>0262 355 5555</ins>" in page.text
    assert current_pack(session).version == pack.version


def test_a_saved_entry_is_a_version_with_author_and_reason(
    save: Save, session: Session, pack: Pack, admin: FlaskClient, officer: Officer
) -> None:
    assert save(f"{EDIT}/don-vi/muc/KT", phone="0262 355 5555").status_code == 303
    new = current_pack(session)
    assert new.unit_by_code["KT"].phone == "0262 355 5555" and new.version == pack.version + 1
    history = admin.get("/can-bo/quan-tri/phien-ban").text
    assert "theo văn bản mới" in history and officer.name in history


def test_without_a_reason_nothing_is_saved(save: Save, session: Session, pack: Pack) -> None:
    assert save(f"{EDIT}/don-vi/muc/KT", phone="0262 355 5555", ly_do=" ").status_code == 422
    assert current_pack(session).version == pack.version


def test_keywords_stay_when_their_topic_changes(save: Save, session: Session, pack: Pack) -> None:
    assert save(f"{EDIT}/linh-vuc/muc/den-duong", **{"name.vi": "Đèn đường xã"}).status_code == 303
    topic = current_pack(session).topic_by_code["den-duong"]
    assert topic.name.vi == "Đèn đường xã"
    assert topic.keywords == pack.topic_by_code["den-duong"].keywords


def test_a_code_is_not_changed_by_a_form_that_was_tampered_with(
    save: Save, session: Session, pack: Pack
) -> None:
    save(f"{EDIT}/don-vi/muc/KT", code="XX", phone="0262 355 5555")
    assert "KT" in current_pack(session).unit_by_code and "XX" not in current_pack(session).unit_by_code


@pytest.mark.parametrize(
    ("address", "box", "typed", "said"),
    [
        ("linh-vuc/muc/den-duong", "unit", "KHONGCO", "không có trong danh mục"),
        ("linh-vuc/muc/den-duong", "number", "nhiều", "Xin ghi một số"),
        ("kenh/muc/web", "href", "javascript:alert(1)", "Đường dẫn phải bắt đầu"),
        ("xa/muc/commune", "code_prefix", "ek1", "chữ in hoa"),
        ("dia-ban/muc/buon-sue", "households", "-3", "Không được nhỏ hơn 0"),
        ("dia-ban/muc/buon-sue", "latitude", "12,80", "Vĩ độ và kinh độ đi với nhau"),
        ("xa/muc/commune", "map_tiles", "http://x.example/{z}/{x}/{y}.png", "phải có dạng https://"),
        ("xa/muc/commune", "map_attribution", "© Bản đồ", "phải ghi bản đồ của ai"),
    ],
)
def test_a_wrong_setting_cannot_be_saved(
    save: Save, session: Session, pack: Pack, address: str, box: str, typed: str, said: str
) -> None:
    page = save(f"{EDIT}/{address}", **{box: typed})
    assert page.status_code == 422 and said in page.text
    assert current_pack(session).version == pack.version


def test_a_map_is_named_and_places_are_put_on_it_on_screen(save: Save, session: Session, pack: Pack) -> None:
    tiles = "https://tiles.example.org/{z}/{x}/{y}.png"
    named = save(f"{EDIT}/xa/muc/commune", map_tiles=tiles, map_attribution="© Bản đồ")
    placed = save(f"{EDIT}/dia-ban/muc/buon-sue", latitude="12,80", longitude="108.55")
    assert (named.status_code, placed.status_code) == (303, 303)
    pack = current_pack(session)
    area = pack.area_by_code["buon-sue"]
    assert (pack.commune.map_tiles, area.latitude, area.longitude) == (tiles, 12.8, 108.55)


def test_a_new_entry_needs_a_code_of_its_own(save: Save, session: Session, pack: Pack) -> None:
    assert save(f"{EDIT}/kenh/them", **CHANNEL).status_code == 303
    assert "loa-tay" in {channel.code for channel in current_pack(session).channels}
    again = save(f"{EDIT}/kenh/them", **CHANNEL)
    assert again.status_code == 422 and "dùng mã này rồi" in again.text


def test_an_entry_is_taken_out_with_a_reason(save: Save, session: Session, pack: Pack) -> None:
    assert save(f"{EDIT}/kenh/muc/web", xoa="1").status_code == 303
    assert "web" not in {channel.code for channel in current_pack(session).channels}


def test_a_unit_is_not_taken_out(save: Save, pack: Pack) -> None:
    assert save(f"{EDIT}/don-vi/muc/KT", xoa="1").status_code == 404


def test_a_unit_goes_only_with_a_successor_which_takes_its_topics(
    save: Save, session: Session, pack: Pack
) -> None:
    a_case(session, pack)
    session.commit()
    alone = save(f"{EDIT}/don-vi/muc/KT", retired="1")
    assert alone.status_code == 422 and "đơn vị nhận việc thay" in alone.text
    shown = save(f"{EDIT}/don-vi/muc/KT", retired="1", successor="TTDV", buoc="xem")
    assert "hồ sơ đang mở ở đó" in shown.text
    assert save(f"{EDIT}/don-vi/muc/KT", retired="1", successor="TTDV").status_code == 303
    new = current_pack(session)
    assert new.unit_by_code["KT"].retired
    assert not [topic for topic in new.topics if topic.unit == "KT" or "KT" in topic.supports]


def test_the_triage_unit_is_one_that_is_there(save: Save, pack: Pack) -> None:
    assert save(f"{EDIT}/xa/muc/commune", triage_unit="DIEN").status_code == 422


def test_the_second_of_two_is_told_and_keeps_what_was_typed(
    save: Save, session: Session, pack: Pack, admin: FlaskClient
) -> None:
    opened = pack.version
    save(f"{EDIT}/don-vi/muc/KT", phone="0262 355 5555")
    late = save(f"{EDIT}/don-vi/muc/VP", phone="0262 366 6666", ban=opened)
    assert late.status_code == 409 and "Có người vừa lưu một bản khác" in late.text
    assert 'value="0262 366 6666"' in late.text and "theo văn bản mới" in late.text
    assert f'name="ban" value="{opened + 1}"' in late.text
    assert current_pack(session).unit_by_code["VP"].phone != "0262 366 6666"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER])
def test_leaders_and_auditors_read(app: Flask, session: Session, pack: Pack, role: Role) -> None:
    reader = an_officer(session, role, "")
    session.commit()
    browser = at_desk(app, reader)
    assert browser.get(f"{EDIT}/don-vi").status_code == 200
    assert browser.get("/can-bo/quan-tri/phien-ban").status_code == 200
    assert browser.get(f"{EDIT}/don-vi/muc/KT").status_code == 403


def test_when_a_day_counts_as_received_is_a_box(save: Save, session: Session, pack: Pack) -> None:
    assert pack.calendar.after_hours_next_day
    assert save(f"{EDIT}/tinh-ngay-nhan/muc/receiving", after_hours_next_day="").status_code == 303
    changed = current_pack(session).calendar
    assert changed == replace(pack.calendar, after_hours_next_day=False)


def test_a_topic_that_moves_has_the_rules_measured_anew(save: Save, session: Session, pack: Pack) -> None:
    measured = select(func.count()).select_from(Rehearsal).where(Rehearsal.officer_id.is_(None))
    assert save(f"{EDIT}/kenh/muc/web", **{"name.vi": "Trang web xã"}).status_code == 303
    assert session.scalar(measured) == 0
    assert save(f"{EDIT}/linh-vuc/muc/den-duong", unit="VP").status_code == 303
    assert session.scalar(measured) == 1
