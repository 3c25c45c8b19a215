"""The queue: what is due first, found by code, words and phone, a page at a time, counted without counting."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.handling import queue
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import DENUNCIATION, a_case, an_officer
from tests.builders.desk import at_desk, name_reader
from tests.builders.queue import QUEUE, a_case_of_kt, browser_of, codes, next_page


def counts(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"<b>(\d+)</b>", page)][:6]


def test_danger_comes_first_and_then_what_is_due(app: Flask, session: Session, pack: Pack) -> None:
    later = a_case_of_kt(session, pack, 9)
    late = a_case_of_kt(session, pack, -9)
    danger = a_case_of_kt(session, pack, 20, danger=True)
    page = browser_of(app, session, Role.OFFICER).get(QUEUE).text
    assert codes(page) == [danger.code, late.code, later.code]


def test_an_officer_finds_only_the_units_cases(app: Flask, session: Session, pack: Pack) -> None:
    a_case_of_kt(session, pack, unit_code="YT")
    page = browser_of(app, session, Role.OFFICER).get(QUEUE).text
    assert codes(page) == []
    assert "Không còn việc nào chờ" in page


def test_pages_follow_each_other_without_a_gap(
    app: Flask, session: Session, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 3)
    wanted = [a_case_of_kt(session, pack, 5, danger=True).code for _ in range(4)]
    wanted += [a_case_of_kt(session, pack, day).code for day in (6, 6, 6, 7)]
    browser, found, address = browser_of(app, session, Role.OFFICER), list[str](), QUEUE
    while address:
        page = browser.get(address).text
        found += codes(page)
        address = next_page(page)
    assert found == wanted


@pytest.mark.parametrize("cursor", ["x", "1.2.3", "0.2026-13-01.1", "0.2026-01-01." + "9" * 40, "'; --"])
def test_a_broken_cursor_is_the_first_page(app: Flask, session: Session, pack: Pack, cursor: str) -> None:
    case = a_case_of_kt(session, pack)
    page = browser_of(app, session, Role.OFFICER).get(QUEUE, query_string={"sau": cursor})
    assert page.status_code == 200
    assert codes(page.text) in ([case.code], [])


def test_counts_say_what_the_filters_show(app: Flask, session: Session, pack: Pack) -> None:
    a_case_of_kt(session, pack, -3)
    a_case_of_kt(session, pack, 0)
    a_case_of_kt(session, pack, -3, status=Status.AWAITING_CITIZEN)
    a_case_of_kt(session, pack, 30, status=Status.AWAITING_APPROVAL)
    a_case_of_kt(session, pack, unit_code="YT")
    browser = browser_of(app, session, Role.OFFICER)
    shown = counts(browser.get(QUEUE).text)
    views = ("tre", "hom-nay", "tuan", "cho-duyet", "cho-ba-con", "")
    assert shown == [len(codes(browser.get(QUEUE, query_string={"loc": view}).text)) for view in views]
    assert shown[:2] == [1, 1]


def test_a_sealed_case_is_in_no_list_and_no_count(app: Flask, session: Session, pack: Pack) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    sealed.unit_code = "KT"
    for role in set(Role) - {Role.LEADER}:
        page = browser_of(app, session, role).get(QUEUE).text
        assert codes(page) == []
        assert not any(counts(page))


def test_a_leader_and_whoever_is_named_find_it(app: Flask, session: Session, pack: Pack) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    head = an_officer(session, Role.HEAD, "CA")
    name_reader(session, sealed, head)
    session.commit()
    for browser in (at_desk(app, head), browser_of(app, session, Role.LEADER, "LD")):
        page = browser.get(QUEUE).text
        assert codes(page) == [sealed.code]
        assert counts(page)[5] == 1


def test_a_code_is_found_however_it_is_typed(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack, status=Status.ANSWERED)
    browser = browser_of(app, session, Role.OFFICER)
    bare = case.code.replace("-", "")
    for typed in (case.code, bare.lower(), bare.removeprefix("EK"), f"  {case.code.lower()} "):
        assert codes(browser.get(QUEUE, query_string={"q": typed}).text) == [case.code]


def test_words_are_found_without_accents(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack)
    browser = browser_of(app, session, Role.OFFICER)
    assert codes(browser.get(QUEUE, query_string={"q": "SAT lo"}).text) == [case.code]
    assert codes(browser.get(QUEUE, query_string={"q": "cầu khỉ"}).text) == []


def test_search_keeps_to_what_one_may_see(app: Flask, session: Session, pack: Pack) -> None:
    hidden = [a_case_of_kt(session, pack, unit_code="YT"), a_case(session, pack, DENUNCIATION)]
    browser = browser_of(app, session, Role.OFFICER)
    for typed in ("sat lo", "to cao", *(case.code for case in hidden)):
        assert codes(browser.get(QUEUE, query_string={"q": typed}).text) == []


def test_a_phone_finds_its_cases_for_those_who_see_senders(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack)
    clerk = browser_of(app, session, Role.CLERK, "VP")
    assert codes(clerk.get(QUEUE, query_string={"q": "0905 123 456"}).text) == [case.code]
    officer = browser_of(app, session, Role.OFFICER)
    assert codes(officer.get(QUEUE, query_string={"q": "0905123456"}).text) == []


def test_a_clerk_looks_at_one_unit(app: Flask, session: Session, pack: Pack) -> None:
    kt, _ = a_case_of_kt(session, pack), a_case_of_kt(session, pack, unit_code="YT")
    page = browser_of(app, session, Role.CLERK, "VP").get(QUEUE, query_string={"don_vi": "KT"}).text
    assert codes(page) == [kt.code]
    assert counts(page)[5] == 1


def test_the_own_and_nobodys_cases_can_be_picked_out(app: Flask, session: Session, pack: Pack) -> None:
    officer = an_officer(session, Role.OFFICER, "KT")
    mine, nobodys = a_case_of_kt(session, pack, assigned_to=officer.id), a_case_of_kt(session, pack)
    session.commit()
    browser = at_desk(app, officer)
    assert codes(browser.get(QUEUE, query_string={"cua": "toi"}).text) == [mine.code]
    assert codes(browser.get(QUEUE, query_string={"cua": "chua-giao"}).text) == [nobodys.code]


def test_more_cases_ask_for_no_more_queries(app: Flask, session: Session, pack: Pack) -> None:
    browser = browser_of(app, session, Role.OFFICER)
    a_case_of_kt(session, pack)
    session.commit()
    few = statements(app, browser)
    for _ in range(12):
        a_case_of_kt(session, pack)
    session.commit()
    assert statements(app, browser) == few <= 14


def statements(app: Flask, browser: FlaskClient) -> int:
    browser.get(QUEUE)  # what is kept for the process is kept now
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    browser.get(QUEUE)
    event.remove(engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.lstrip().startswith("SELECT")])


def test_a_publisher_finds_what_is_answered(app: Flask, session: Session, pack: Pack) -> None:
    answered, _ = a_case_of_kt(session, pack, status=Status.ANSWERED), a_case_of_kt(session, pack)
    assert codes(browser_of(app, session, Role.PUBLISHER, "VHXH").get(QUEUE).text) == [answered.code]


def test_strangers_are_asked_to_sign_in(client: FlaskClient, pack: Pack) -> None:
    assert client.get(QUEUE).location == "/can-bo/dang-nhap?next=/can-bo/hang-doi"


def test_nobody_works_unseen(session: Session, app: Flask, pack: Pack) -> None:
    officer: Officer = an_officer(session, Role.OFFICER)
    session.commit()
    browser = at_desk(app, officer)
    officer.active = False
    session.commit()
    assert browser.get(QUEUE).status_code == 302
