"""What is held about a number: found wherever it stands, handed out, corrected, erased, or kept as the law says."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.close import withdraw_case
from feedback_service.handling.notes import add_note
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Attachment,
    Case,
    Contact,
    Follower,
    Lesson,
    Message,
    Note,
    Notification,
    Officer,
    PersonRequest,
    Tombstone,
    keyring,
)
from feedback_service.settings.rights import answering, asking
from feedback_service.settings.rights.handing import as_archive, as_document
from feedback_service.settings.rights.holding import held_about
from feedback_service.settings.rights.numbers import Number, number_of
from feedback_service.vocabulary import Channel, Kind, PersonAsks, Role
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.published import a_published_case

PHONE = "+84905123456"
MINE = Number(PHONE)
PAGE = "/can-bo/quyen-du-lieu"


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


def a_request(
    session: Session, pack: Pack, clerk: Officer, asks: PersonAsks = PersonAsks.ERASE
) -> PersonRequest:
    return asking.open_request(session, clerk, asks, "0905 123 456", {"proof": asking.IN_PERSON}, pack, NOW)


def a_closed_case(session: Session, pack: Pack, text: str = BROKEN_ROAD, **given: Any) -> Case:
    case = a_case(session, pack, text, name="H Mơ Niê", **given)
    withdraw_case(session, case, pack, NOW)
    session.flush()
    return case


def a_follower(session: Session, case: Case, phone: str) -> Follower:
    fingerprint = keyring.fingerprint(phone)
    row = Follower(
        case_id=case.id, phone=phone, phone_fingerprint=fingerprint, asked_at=NOW, confirmed_at=NOW
    )
    session.add(row)
    session.flush()
    return row


def test_what_is_held_is_found_by_the_number_and_inside_words(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    mine = a_case(session, pack, name="H Mơ Niê")
    other = a_case(
        session, pack, "Gọi ông ấy số 0905.123.456 mà không nghe, đường hỏng", phone="+84977000111"
    )
    noted = a_case(session, pack, "Đèn đường thôn 5 hỏng", phone="+84977000112")
    session.add(Note(case_id=noted.id, at=NOW, officer_id=clerk.id, text="người nhà: 0905 123 456"))
    a_case(session, pack, "Đèn đường thôn 6 hỏng, số 0977000113", phone="+84977000113")
    session.flush()
    held = held_about(session, clerk, MINE)
    assert [case.id for case in held.cases] == [mine.id]
    assert {case.id for case in held.mentioned} == {other.id, noted.id}
    assert held.counts["notifications"] == 1


def test_a_sealed_case_is_held_for_leaders_alone(session: Session, pack: Pack, clerk: Officer) -> None:
    a_case(session, pack, DENUNCIATION)
    assert held_about(session, clerk, MINE).counts["cases"] == 0
    assert held_about(session, clerk, MINE).counts["notifications"] == 0
    assert held_about(session, an_officer(session, Role.LEADER, "LD"), MINE).counts["cases"] == 1


@pytest.mark.parametrize(
    ("asks", "due"), [(PersonAsks.SEE, date(2026, 3, 12)), (PersonAsks.ERASE, date(2026, 3, 23))]
)
def test_the_day_is_the_laws_and_no_sunday(pack: Pack, asks: PersonAsks, due: date) -> None:
    assert asking.due_on(asks, date(2026, 3, 2), pack) == due
    assert asking.respond_on(asks, date(2026, 3, 6), pack) == date(2026, 3, 10)


def test_a_code_proves_whose_number_it_is(session: Session, pack: Pack, clerk: Officer) -> None:
    given = {"proof": asking.BY_CODE}
    request = asking.open_request(session, clerk, PersonAsks.SEE, "0905123456", given, pack, NOW)
    sms = session.scalars(select(Notification).where(Notification.template == "rights_code")).one()
    code = re.findall(r"\b\d{6}\b", sms.body)[0]
    assert code not in str(request.details)
    assert not asking.prove(request, "000000" if code != "000000" else "111111", NOW)
    assert asking.prove(request, code, NOW)
    assert asking.is_proved(request)


def test_a_code_is_not_guessed_and_does_not_last(session: Session, pack: Pack, clerk: Officer) -> None:
    given = {"proof": asking.BY_CODE}
    request = asking.open_request(session, clerk, PersonAsks.SEE, "0905123456", given, pack, NOW)
    sms = session.scalars(select(Notification).where(Notification.template == "rights_code")).one()
    code = re.findall(r"\b\d{6}\b", sms.body)[0]
    assert not asking.prove(request, code, NOW + asking.CODE_LASTS + timedelta(seconds=1))
    for _try in range(asking.MOST_TRIES):
        asking.prove(request, "12", NOW)
    assert not asking.prove(request, code, NOW)
    with pytest.raises(asking.NotProved):
        answering.erase_person(session, request, clerk, pack, NOW)


def test_erasing_takes_the_person_and_leaves_the_figures(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    case = a_closed_case(session, pack, "Tôi là Nguyễn Văn Tám, số 0905 123 456, đường thôn 5 hỏng")
    session.add(Attachment(case_id=case.id, sha256="a" * 64, media_type="image/jpeg", size=3, added_at=NOW))
    session.add(Message(case_id=case.id, at=NOW, incoming=True, channel=Channel.SMS, text="gọi 0905123456"))
    session.add(
        Lesson(case_id=case.id, at=NOW, text="đường", unit_code="KT", kind=Kind.PHAN_ANH, corrected=False)
    )
    session.flush()
    before = (case.unit_code, case.topic_code, case.kind, case.received_on, case.closed_on, case.late)
    request = a_request(session, pack, clerk)
    erased = answering.erase_person(session, request, clerk, pack, NOW)
    session.flush()
    assert (len(erased.forgotten), request.refused) == (1, False)
    assert (case.unit_code, case.topic_code, case.kind, case.received_on, case.closed_on, case.late) == before
    assert "123" not in case.text
    assert "Tám" not in case.text
    assert "tam" not in case.folded.split()
    for table in (Contact, Attachment, Lesson):
        assert session.scalars(select(table)).all() == [], table
    assert "0905" not in session.scalars(select(Message)).one().text
    assert all(row.recipient == "" for row in session.scalars(select(Notification)))
    stone = session.scalars(select(Tombstone)).one()
    assert (stone.case_id, stone.rule, stone.what["files"]) == (case.id, f"person_request:{request.id}", 1)
    assert held_about(session, clerk, MINE).counts["cases"] == 0


def test_what_a_number_follows_is_held_and_forgotten_and_nobody_elses(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    followed = a_published_case(session, pack, phone="+84977000111")
    a_follower(session, followed, PHONE)
    theirs = a_follower(session, followed, "+84977000112")
    assert held_about(session, clerk, MINE).counts["followed"] == 1
    answering.erase_person(session, a_request(session, pack, clerk), clerk, pack, NOW)
    assert session.scalars(select(Follower)).all() == [theirs]


def test_following_is_forgotten_where_the_law_keeps_a_case_too(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    a_closed_case(session, pack, kind=Kind.KHIEU_NAI)
    a_follower(session, a_published_case(session, pack, phone="+84977000111"), PHONE)
    answering.erase_person(session, a_request(session, pack, clerk), clerk, pack, NOW)
    assert session.scalars(select(Follower)).all() == []


@pytest.mark.parametrize("kind", [Kind.KHIEU_NAI, None])
def test_what_the_law_keeps_is_kept_and_the_reason_told(
    session: Session, pack: Pack, clerk: Officer, kind: Kind | None
) -> None:
    case = a_closed_case(session, pack, kind=kind) if kind else a_case(session, pack)
    request = a_request(session, pack, clerk)
    answering.erase_person(session, request, clerk, pack, NOW)
    assert request.refused
    assert case.code in request.outcome
    assert "Luật" in request.outcome
    assert case.contact_id is not None


def test_in_other_peoples_words_only_the_number_goes(session: Session, pack: Pack, clerk: Officer) -> None:
    text = "Ông Tám số 0905.123.456 lấn đường, hỏi tôi theo số 0977 000 111"
    other = a_case(session, pack, text, phone="+84977000111")
    answering.erase_person(session, a_request(session, pack, clerk), clerk, pack, NOW)
    assert other.text == "Ông Tám số [số điện thoại] lấn đường, hỏi tôi theo số 0977 000 111"


def test_a_correction_reaches_every_case(session: Session, pack: Pack, clerk: Officer) -> None:
    cases = [a_case(session, pack, name="H Mo"), a_case(session, pack, "Đèn đường thôn 6 hỏng")]
    request = a_request(session, pack, clerk, PersonAsks.CORRECT)
    answering.correct_person(session, request, clerk, "H Mơ Niê", "", "0977 000 111", NOW)
    assert {case.contact.details["name"] for case in cases if case.contact} == {"H Mơ Niê"}
    assert held_about(session, clerk, Number("+84977000111")).counts["cases"] == 2


def test_the_archive_holds_both_forms_and_no_other_persons_words(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    a_case(session, pack, "=1+1 đường thôn 5 hỏng nặng", name="H Mơ Niê")
    a_case(session, pack, "Ông 0905123456 lấn đường, bí mật riêng của tôi", phone="+84977000111")
    held = held_about(session, clerk, MINE)
    archive = zipfile.ZipFile(io.BytesIO(as_archive(held, pack)))
    told = json.loads(archive.read("du-lieu.json"))
    assert told == as_document(held, pack)
    assert "bí mật riêng" not in str(told)
    book = openpyxl.load_workbook(io.BytesIO(archive.read("du-lieu.xlsx")))
    assert any(cell.value == "=1+1 đường thôn 5 hỏng nặng" for row in book.worksheets[0] for cell in row)


@pytest.mark.parametrize("words", ["", "abc", "113", "12x", "+1"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert number_of(words) is None


def test_the_pages_lead_from_the_question_to_the_end(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    case = a_closed_case(session, pack)
    head = an_officer(session, Role.HEAD, "KT")
    session.commit()
    desk = at_desk(app, clerk)
    assert press(desk, PAGE, PAGE, so="x", viec="erase", cach="in_person").status_code == 422
    made = press(desk, PAGE, PAGE, so="0905 123 456", viec="erase", cach="in_person")
    one = made.headers["Location"]
    assert case.code in desk.get(one).text
    assert press(desk, f"{one}/tu-choi", one, ly_do=" ").status_code == 422
    assert press(desk, f"{one}/xoa", one).status_code == 303
    page = desk.get(one).text
    assert "Đã xoá dữ liệu ở 1 hồ sơ" in page
    assert desk.get(f"/can-bo/ho-so/{case.code}").status_code == 200
    assert desk.get(PAGE).status_code == 200
    assert desk.get(f"{PAGE}/99").status_code == 404
    assert at_desk(app, head).get(PAGE).status_code == 403


def test_notes_stand_under_the_officers_name(session: Session, pack: Pack, clerk: Officer) -> None:
    """What an officer wrote about the person is covered too."""
    case = a_case(session, pack)
    add_note(session, case, clerk, "anh Tám 0905123456 hẹn chiều", NOW)
    withdraw_case(session, case, pack, NOW)
    answering.erase_person(session, a_request(session, pack, clerk), clerk, pack, NOW)
    assert "0905" not in session.scalars(select(Note)).one().text


def test_before_erasing_the_page_leads_to_what_is_published(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    case = a_published_case(session, pack)
    request, leader = a_request(session, pack, clerk), an_officer(session, Role.LEADER, "LD")
    session.commit()
    assert case.code in at_desk(app, clerk).get(f"{PAGE}/{request.id}").text
    page = at_desk(app, leader).get(f"{PAGE}/{request.id}").text
    assert f'href="/can-bo/cong-bo/{case.code}"' in page
