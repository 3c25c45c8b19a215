"""The radio's room in a browser: composed, kept by itself, approved by another, and read by everybody."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.clock import now
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.parts import read_parts
from feedback_service.records import Broadcast, Bulletin, BulletinSound, PublicText
from feedback_service.vocabulary import PaperState, Publication, Role
from tests.builders.bulletins import a_bulletin, a_proposed_bulletin, an_approved_bulletin
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.published import a_published_case

ROOM = "/can-bo/truyen-thanh"


@pytest.fixture
def publisher(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return _desk(app, session, Role.PUBLISHER)


@pytest.fixture
def leader(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return _desk(app, session, Role.LEADER)


def _desk(app: Flask, session: Session, role: Role) -> FlaskClient:
    officer = an_officer(session, role, "")
    session.commit()
    return at_desk(app, officer)


def do(client: FlaskClient, number: int, step: str, **fields: object) -> TestResponse:
    return press(client, f"{ROOM}/{number}/{step}", f"{ROOM}/{number}", **fields)


def kept(session: Session, number: int) -> Bulletin:
    session.rollback()
    found = session.get_one(Bulletin, number)
    session.refresh(found)
    return found


def test_a_bulletin_is_composed_for_a_period(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    today = local_day(now(), pack)
    made = press(publisher, ROOM, ROOM, tu=f"{today - timedelta(days=6)}", den=f"{today:%d/%m/%Y}", phat="")
    assert made.status_code == 303
    assert "Bản tin truyền thanh" in publisher.get(made.location).text


@pytest.mark.parametrize("until", ["", "hôm nay", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_period_that_is_none_is_said(publisher: FlaskClient, until: str) -> None:
    assert press(publisher, ROOM, ROOM, tu="2026-01-01", den=until, phat="").status_code == 422


def test_the_page_says_what_cannot_be_heard(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    bulletin = a_bulletin(session, pack)
    session.commit()
    words = [part.text for part in read_parts(bulletin.parts)]
    phan = ["UBND họp.", *words[1:]]
    answer = do(
        publisher, bulletin.id, "soan", revision=bulletin.revision, tieu_de="Số 1", phan=phan, viec="trinh"
    )
    assert answer.status_code == 422
    assert "Chữ tắt" in publisher.get(f"{ROOM}/{bulletin.id}").text or "UBND họp." in answer.text


def test_it_keeps_itself_and_tells_time_and_findings(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    bulletin = a_bulletin(session, pack)
    session.commit()
    words = ["Có 12 việc.", *(part.text for part in read_parts(bulletin.parts)[1:])]
    page = publisher.get(f"{ROOM}/{bulletin.id}").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    told = publisher.post(
        f"{ROOM}/{bulletin.id}/soan",
        data={"csrf_token": token, "revision": bulletin.revision, "tieu_de": "Số 1", "phan": words},
        headers={"Accept": "application/json"},
    ).get_json()
    assert "mười hai" in told["findings"] and "phút" in told["time"]
    assert told["revision"] == kept(session, bulletin.id).revision


def test_figures_are_put_in_words_by_a_button(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    bulletin = a_bulletin(session, pack)
    session.commit()
    words = ["Có 12 việc.", *(part.text for part in read_parts(bulletin.parts)[1:])]
    do(publisher, bulletin.id, "soan", revision=bulletin.revision, tieu_de="Số 1", phan=words, viec="chu")
    assert read_parts(kept(session, bulletin.id).parts)[0].text == "Có mười hai việc."


def test_a_second_person_approves_and_it_is_logged(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient
) -> None:
    bulletin = a_proposed_bulletin(session, pack)
    session.commit()
    assert do(leader, bulletin.id, "duyet", revision=bulletin.revision).status_code == 303
    assert kept(session, bulletin.id).state == PaperState.APPROVED
    day = local_day(now(), pack) - timedelta(days=2)
    fields = {"ngay": day, "so_ngay": "1", "gio": ["05:30", ""], "tieng": "vi", "cum": ["Cụm Ea Tih"]}
    assert do(publisher, bulletin.id, "da-phat", **fields).status_code == 303
    session.rollback()
    aired = session.scalars(select(Broadcast)).one()
    assert aired.stations == "Cụm Ea Tih"
    assert do(publisher, bulletin.id, f"da-phat/{aired.id}/bo").status_code == 303


def test_a_recording_is_uploaded_and_played(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    bulletin = an_approved_bulletin(session, pack)
    session.commit()
    sound = (BytesIO(b"ID3\x04" + bytes(200)), "đọc.mp3")
    assert do(publisher, bulletin.id, "am-thanh", tep=sound, tieng="rad").status_code == 303
    session.rollback()
    made = session.scalars(select(BulletinSound)).one()
    part = publisher.get(f"{ROOM}/{bulletin.id}/am-thanh/{made.id}", headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.data, part.mimetype) == (206, b"ID3", "audio/mpeg")
    refused = do(publisher, bulletin.id, "am-thanh", tep=(BytesIO(b"<html>"), "x.mp3"), tieng="rad")
    assert refused.status_code == 422


def test_the_public_reads_what_was_approved_and_nothing_else(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    draft, approved = a_bulletin(session, pack), an_approved_bulletin(session, pack)
    session.commit()
    assert client.get(f"/ban-tin/{draft.year}-{draft.number}").status_code == 404
    shown = client.get(f"/ban-tin/{approved.year}-{approved.number}")
    assert "sạt lở đã đi lại được" in shown.text and "sha" not in shown.text.casefold()
    assert approved.title in client.get("/ban-tin").text
    text = session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one()
    text.state, text.changed_at = Publication.WITHDRAWN, NOW + timedelta(days=1)
    session.commit()
    assert client.get(f"/ban-tin/{approved.year}-{approved.number}").status_code == 404
    assert approved.title not in client.get("/ban-tin").text


def test_a_stranger_sees_no_draft(session: Session, pack: Pack, client: FlaskClient) -> None:
    bulletin = a_bulletin(session, pack)
    session.commit()
    for address in (ROOM, f"{ROOM}/{bulletin.id}", f"{ROOM}/{bulletin.id}/goi.zip"):
        assert client.get(address).status_code == 302


def test_what_is_not_there_is_said(publisher: FlaskClient) -> None:
    for address in (
        f"{ROOM}/99",
        f"{ROOM}/{10**30}",
        f"{ROOM}/99/goi.zip",
        f"{ROOM}/99/am-thanh/1",
        "/ban-tin/0-0",
    ):
        assert publisher.get(address).status_code == 404
