"""The citizen's form while the database is away: a receipt at once, the case afterwards, under the same code."""

import io
import os
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service import clock, create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.intake.codes import code_for
from feedback_service.intake.spooling import drain
from feedback_service.records import Attachment, Case, Message
from feedback_service.spool import Spool
from feedback_service.working.sweeping import delete_orphans
from tests.builders.away import database_away
from tests.builders.cases import BROKEN_ROAD, a_case, shipped_pack

KEY = "a" * 32


def send(client: FlaskClient, text: str = BROKEN_ROAD, key: str = KEY, **fields: object) -> str:
    """The code on the receipt."""
    answer = client.post(
        "/gui", data={"noi_dung": text, "ma_gui": key, **fields}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    return answer.headers["Location"].removeprefix("/da-nhan/")


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def pin_on(receipt: str) -> str:
    found = re.search(r'class="pin">(\d{4})<', receipt)
    assert found
    return found[1]


def cases(session: Session) -> list[Case]:
    session.rollback()
    return list(session.scalars(select(Case).order_by(Case.id)))


def test_it_is_received_and_becomes_the_case_that_the_receipt_names(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    with database_away(app):
        code = send(client, dien_thoai="0905 123 456")
        kept = page(client, f"/da-nhan/{code}")
        assert code in kept
    assert drain(app) == 1
    (case,) = cases(session)
    entered = page(client, f"/da-nhan/{code}")
    assert (case.code, case.text) == (code, BROKEN_ROAD)
    assert pin_on(entered) == pin_on(kept)


def test_its_clocks_run_from_when_it_was_sent(app: Flask, client: FlaskClient, session: Session) -> None:
    before = clock.now()
    with database_away(app):
        send(client)
    after = clock.now()
    drain(app)
    (case,) = cases(session)
    assert before <= case.sent_at <= after <= case.entered_at


def test_the_form_sent_twice_has_one_code_and_is_one_case(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    with database_away(app):
        codes = {send(client), send(client)}
    drain(app)
    assert {case.code for case in cases(session)} == codes


def test_a_form_that_had_come_before_is_the_same_case_and_new_words_are_added(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    """So it is too where the line broke at the commit: nobody knows whether it was there before."""
    code = send(client)
    with database_away(app):
        assert send(client) == code
        assert send(client, "Hôm nay lại sạt thêm một đoạn nữa") == code
    drain(app)
    assert [case.code for case in cases(session)] == [code]
    assert len(session.scalars(select(Message)).all()) == 1


def test_what_comes_afterwards_comes_after_what_waited(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    with database_away(app):
        first = [send(client, key=letter * 32) for letter in "abc"]
    app.extensions.pop("spooling", None)  # the pause after the last try is over
    last = send(client, key="d" * 32)
    assert [case.code for case in cases(session)] == [*first, last]


def test_a_crash_between_the_commit_and_the_end_enters_nothing_twice(
    app: Flask, client: FlaskClient, session: Session, spool: Spool
) -> None:
    with database_away(app):
        send(client)
    (item,) = spool.items()
    kept = spool.read(item)
    drain(app)
    spool.put("form", kept)
    drain(app)
    assert len(cases(session)) == 1


def test_whoever_looks_it_up_is_told_that_it_waits_and_nothing_more(app: Flask, client: FlaskClient) -> None:
    stranger = app.test_client()
    with database_away(app):
        code = send(client, "Cháy nhà, có người kẹt bên trong, cứu với")
        seen = [
            page(stranger, f"/ho-so/{code}"),
            stranger.post("/tra-cuu", data={"code": code}, follow_redirects=True).get_data(as_text=True),
            page(stranger, f"/da-nhan/{code}"),
        ]
        own = page(client, f"/da-nhan/{code}")
    for one in seen:
        assert code in one
        assert 'class="pin"' not in one
        assert "slip-sos" not in one
    assert "slip-sos" in own


def test_what_waits_is_found_before_it_is_entered_also_when_the_database_is_back(
    app: Flask, client: FlaskClient
) -> None:
    with database_away(app):
        code = send(client)
    assert code in page(client, f"/da-nhan/{code}")
    assert code in page(app.test_client(), f"/ho-so/{code.replace('-', '').lower()}")


def test_looking_up_another_case_gives_back_what_was_typed(app: Flask, client: FlaskClient) -> None:
    with database_away(app):
        answer = client.post("/tra-cuu", data={"code": "EK-4827-193K", "pin": "1234"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "EK-4827-193K" in answer.get_data(as_text=True)


def test_a_code_that_is_taken_meanwhile_still_opens_with_its_pin(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    with app.app_context():
        taken = a_case(db.session(), shipped_pack())
        taken.code = taken_code = code_for(f"web:{KEY}", "EK")
        db.session.commit()
    with database_away(app):
        code = send(client)
        pin = pin_on(page(client, f"/da-nhan/{code}"))
    assert code == taken_code
    for _ in range(2):  # the second time as after a crash
        drain(app)
    _other, own = cases(session)
    opened = app.test_client().post("/tra-cuu", data={"code": code, "pin": pin})
    assert own.code != code
    assert opened.headers["Location"] == f"/ho-so/{own.code}"
    assert own.code in page(client, f"/da-nhan/{code}")


def test_its_photos_outlive_the_sweeping_and_belong_to_the_case(
    app: Flask, client: FlaskClient, session: Session, spool: Spool
) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(photo, "JPEG")
    with database_away(app):
        send(client, tep=(io.BytesIO(photo.getvalue()), "anh.jpg"))
    for file in (app.config["DATA_DIR"] / "files").glob("??/*"):
        os.utime(file, (0, 0))
    with app.app_context():
        assert delete_orphans(now=clock.now() + timedelta(days=3)) == 0
    drain(app)
    assert len(session.scalars(select(Attachment)).all()) == 1


def test_a_process_that_starts_without_a_database_serves_the_form(
    app: Flask, config: Config, session: Session
) -> None:
    fresh = create_app(config)
    with database_away(fresh):
        client = fresh.test_client()
        assert "noi_dung" in page(client, "/gui")
        code = send(client, dia_ban=shipped_pack().areas[0].code)
    drain(app)
    assert [case.code for case in cases(session)] == [code]


@pytest.mark.parametrize("damaged", [b"", b"{}", b'{"id": 1, "content_hash": "x", "document": {}}'])
def test_a_damaged_copy_of_the_pack_counts_as_none(app: Flask, config: Config, damaged: bytes) -> None:
    (config.data_dir / "pack-in-force.json").write_bytes(damaged)
    fresh = create_app(config)
    with database_away(fresh):
        assert fresh.test_client().get("/gui").status_code == 503


def test_pages_that_need_the_database_lead_to_the_form(app: Flask, client: FlaskClient) -> None:
    with database_away(app):
        for address in ("/", "/ket-qua", "/thong-ke"):
            answer = client.get(address)
            assert answer.status_code == 503
            assert 'href="/gui"' in answer.get_data(as_text=True)


def test_a_full_disk_is_said_before_anything_is_promised(
    app: Flask, client: FlaskClient, spool: Spool, config: Config
) -> None:
    app.extensions["spool"] = Spool(config.data_dir / "spool", 10**9, free=lambda _: 10**6)
    with database_away(app):
        answer = client.post("/gui", data={"noi_dung": BROKEN_ROAD, "ma_gui": KEY})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert BROKEN_ROAD in answer.get_data(as_text=True)
    assert spool.is_empty()
