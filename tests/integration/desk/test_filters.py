"""Picking cases out of the queue and out of all cases, and keeping a search under a name."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling import queue, queue_found, queue_page, queue_paths
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseTask, Officer, SavedFilter
from feedback_service.vocabulary import Kind, Role, Status, Visibility
from tests.builders.alike import a_place
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.queue import QUEUE, a_case_of_kt, browser_of, codes, next_page, shown


def test_each_thing_asked_for_leaves_only_what_fits(app: Flask, session: Session, pack: Pack) -> None:
    officer = an_officer(session, Role.OFFICER, "KT")
    place, topic = a_place(pack), pack.topics[0].code
    wanted = a_case_of_kt(
        session,
        pack,
        area_code=place,
        topic_code=topic,
        kind=Kind.KIEN_NGHI,
        assigned_to=officer.id,
        received_on=date(2026, 1, 15),
    )
    a_case_of_kt(session, pack, area_code="", topic_code="", kind=Kind.PHAN_ANH)
    session.commit()
    browser = at_desk(app, officer)
    for asked in (
        {"dia_ban": place},
        {"linh_vuc": topic},
        {"loai": "kien_nghi"},
        {"nguoi": officer.id},
        {"tu_ngay": "2026-01-15", "den_ngay": "2026-01-15"},
        {"dia_ban": place, "linh_vuc": topic, "loai": "kien_nghi", "cua": "toi"},
        {"dia_ban": place, "q": "sat lo"},
        {"linh_vuc": topic, "gom": "tat-ca"},
    ):
        assert shown(browser, **asked) == [wanted.code], asked


def test_closed_cases_are_found_by_the_day_of_receipt(app: Flask, session: Session, pack: Pack) -> None:
    old = a_case_of_kt(session, pack, status=Status.ANSWERED, received_on=date(2025, 1, 10))
    new = a_case_of_kt(session, pack, received_on=date(2026, 1, 10))
    a_case_of_kt(session, pack, unit_code="YT", received_on=date(2025, 1, 10))
    for browser in (browser_of(app, session, Role.OFFICER), browser_of(app, session, Role.LEADER, "LD")):
        assert old.code in shown(browser, gom="tat-ca", tu_ngay="2025-01-01", den_ngay="2025-12-31")
        found = shown(browser, gom="tat-ca")
        assert found.index(new.code) < found.index(old.code)
    assert len(shown(browser_of(app, session, Role.OFFICER), gom="tat-ca")) == 2


def test_nothing_asked_for_shows_a_sealed_case(app: Flask, session: Session, pack: Pack) -> None:
    sealed = a_case_of_kt(session, pack, visibility=Visibility.SEALED, kind=Kind.TO_CAO)
    for role in (Role.OFFICER, Role.HEAD, Role.CLERK, Role.PUBLISHER, Role.AUDITOR):
        browser = browser_of(app, session, role)
        for asked in ({"loai": "to_cao"}, {"gom": "tat-ca"}, {"loc": "phoi-hop"}, {"q": sealed.code}):
            assert shown(browser, **asked) == []


def test_pages_that_look_only_so_far_miss_nothing(
    app: Flask, session: Session, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (queue, queue_found):
        monkeypatch.setattr(module, "FAR", 3)
    monkeypatch.setattr(queue_found, "_MOST_WITH_WORDS", 3)
    place = a_place(pack)
    wanted = []
    for number in range(24):
        rare = number % 6 == 5
        given = {"area_code": place if rare else "", "danger": number % 2 == 0}
        case = a_case_of_kt(session, pack, number, kind=Kind.PHAN_ANH, **given)
        if rare:
            wanted.append(case.code)
    elsewhere = {"unit_code": "YT", "area_code": place, "danger": True, "kind": Kind.PHAN_ANH}
    mine = [a_case_of_kt(session, pack, 3, **elsewhere) for _ in range(2)]
    officer = an_officer(session, Role.OFFICER, "KT")
    for case in mine:
        case.assigned_to = officer.id
    session.commit()
    browser = at_desk(app, officer)
    expected = sorted(wanted + [case.code for case in mine])
    for asked in ("", "gom=tat-ca", "q=sat+lo"):
        found, address = list[str](), f"{QUEUE}?dia_ban={place}&loai=phan_anh&{asked}"
        while address:
            page = browser.get(address).text
            found += codes(page)
            address = next_page(page)
        assert sorted(found) == expected, asked


def test_an_empty_page_that_stopped_says_that_there_is_more(
    app: Flask, session: Session, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "FAR", 1)
    place = a_place(pack)
    for day in range(4):
        a_case_of_kt(session, pack, day, area_code=place)
    asked = {"dia_ban": place, "loc": "cho-duyet"}
    page = browser_of(app, session, Role.OFFICER).get(QUEUE, query_string=asked).text
    assert codes(page) == [] and next_page(page)
    assert "Còn việc xa hơn chưa xem tới" in page


def test_far_is_more_than_many_pages() -> None:
    assert queue_paths.FAR > 10 * queue_page.PAGE


def test_what_the_unit_helps_with_has_a_view_of_its_own(app: Flask, session: Session, pack: Pack) -> None:
    own, helped = a_case_of_kt(session, pack), a_case_of_kt(session, pack, unit_code="YT")
    asker = an_officer(session, Role.HEAD, "YT")
    a_task(session, helped, asker)
    page = browser_of(app, session, Role.OFFICER).get(QUEUE, query_string={"loc": "phoi-hop"}).text
    assert codes(page) == [helped.code]
    assert "<b>1</b> Phối hợp" in page
    assert shown(browser_of(app, session, Role.OFFICER)) == [own.code]
    assert shown(browser_of(app, session, Role.OFFICER, "CA"), loc="phoi-hop") == []


def a_task(session: Session, case: Case, asker: Officer) -> None:
    session.add(
        CaseTask(
            case_id=case.id,
            unit_code="KT",
            asked="Xin đo đoạn sạt.",
            asked_by=asker.id,
            asked_at=NOW,
            due_on=case.due_on,
        )
    )
    session.flush()


def test_a_search_is_kept_under_a_name_and_forgotten(app: Flask, session: Session, pack: Pack) -> None:
    officer, other = an_officer(session, Role.OFFICER, "KT"), an_officer(session, Role.OFFICER, "KT")
    session.commit()
    browser, stranger = at_desk(app, officer), at_desk(app, other)
    press(browser, f"{QUEUE}/bo-loc?loc=tre&loai=phan_anh&sau=0.2026-01-01.1", ten="  Đường   trễ ")
    kept = session.scalars(select(SavedFilter)).one()
    assert (kept.name, kept.args) == ("Đường trễ", {"loc": "tre", "loai": "phan_anh"})
    assert "Đường trễ" in browser.get(QUEUE).text
    assert "Đường trễ" not in stranger.get(QUEUE).text
    press(stranger, f"{QUEUE}/bo-loc/{kept.id}/xoa")
    assert "Đường trễ" in browser.get(QUEUE).text
    press(browser, f"{QUEUE}/bo-loc/{kept.id}/xoa")
    assert "Đường trễ" not in browser.get(QUEUE).text


def test_the_same_name_again_takes_the_place_of_the_old(app: Flask, session: Session, pack: Pack) -> None:
    browser = browser_of(app, session, Role.CLERK, "VP")
    for view in ("tre", "tuan"):
        press(browser, f"{QUEUE}/bo-loc?loc={view}", ten="Của tôi")
    assert session.scalars(select(SavedFilter.args)).all() == [{"loc": "tuan"}]


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        ("?loc=tre", " ", "Xin đặt tên"),
        ("", "Không có gì", "Chưa chọn điều kiện"),
        ("?q=0905+123+456", "Ông Tám", "Không lưu số điện thoại"),
    ],
)
def test_what_cannot_be_kept_is_said(
    app: Flask, session: Session, pack: Pack, address: str, name: str, said: str
) -> None:
    browser = browser_of(app, session, Role.CLERK, "VP")
    answer = press(browser, f"{QUEUE}/bo-loc{address}", ten=name)
    assert said in browser.get(answer.location).text
    assert session.scalars(select(SavedFilter)).all() == []
