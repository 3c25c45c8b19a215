"""Results that are offered to somebody who writes about the same: public texts, compared with public texts only."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.records import Case
from feedback_service.routing.alike.sketching import sketch_new_cases
from feedback_service.vocabulary import RemovalReason, Role, Visibility
from tests.builders.cases import DENUNCIATION, NOW, an_officer
from tests.builders.published import a_published_case

TITLE = "Cầu treo buôn Trưng gãy ván đã thay xong"
SUMMARY = "Cầu treo qua suối ở buôn Trưng gãy ba tấm ván, trẻ em đi học nguy hiểm."
TYPED = "cau treo qua suoi buon trung gay may tam van, tre em di hoc nguy hiem"
SECRET = "Nhà tôi là hộ Y Blŏ Niê sát chân cầu, vợ tôi đang có bầu"


@pytest.fixture
def bridge(session: Session, pack: Pack) -> Case:
    found = a_published_case(session, pack, now=clock.now(), title=TITLE, summary=SUMMARY)
    session.commit()
    sketch_new_cases(now=clock.now())
    return found


def _typed(client: FlaskClient, text: str, **given: str) -> tuple[int, str]:
    answer = client.post("/gui/tuong-tu", data={"noi_dung": text, **given})
    return answer.status_code, answer.text


def test_who_writes_of_the_same_is_shown_the_result(client: FlaskClient, bridge: Case) -> None:
    status, part = _typed(client, TYPED)
    assert status == 200
    assert f"/ket-qua/{bridge.code}" in part and TITLE in part and "Tôi cũng gặp" in part


def test_who_writes_of_something_else_is_shown_nothing(client: FlaskClient, bridge: Case) -> None:
    assert _typed(client, "đèn đường trước cổng chợ tắt ba hôm nay rồi") == (204, "")
    assert _typed(client, "cầu treo") == (204, "")


def test_a_denunciation_is_offered_nothing(client: FlaskClient, session: Session, pack: Pack) -> None:
    a_published_case(session, pack, now=clock.now(), title="Trả lời về tiền hỗ trợ", summary=DENUNCIATION)
    session.commit()
    sketch_new_cases(now=clock.now())
    assert _typed(client, DENUNCIATION)[0] == 204


@pytest.mark.parametrize("gone", ["sealed", "withdrawn"])
def test_what_is_no_longer_public_is_not_offered(
    client: FlaskClient, session: Session, bridge: Case, gone: str
) -> None:
    if gone == "sealed":
        bridge.visibility = Visibility.SEALED
    else:
        withdraw_public_text(
            session, bridge, an_officer(session, Role.PUBLISHER, ""), RemovalReason.WRONG, "Sai", NOW
        )
    session.commit()
    assert _typed(client, TYPED) == (204, "")


def test_what_a_citizen_wrote_cannot_be_guessed_word_by_word(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    a_published_case(
        session, pack, now=clock.now(), text=SECRET, title="Đã xem xét", summary="Việc đã giải quyết."
    )
    session.commit()
    sketch_new_cases(now=clock.now())
    assert _typed(client, SECRET) == (204, "")


def test_what_is_typed_is_not_logged(
    client: FlaskClient, bridge: Case, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _typed(client, TYPED)
    assert "cau treo" not in caplog.text and "buon trung" not in str([r.__dict__ for r in caplog.records])


def test_it_is_kept_by_nobody_and_not_asked_by_address(client: FlaskClient, bridge: Case) -> None:
    answer = client.post("/gui/tuong-tu", data={"noi_dung": TYPED})
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/gui/tuong-tu", query_string={"noi_dung": TYPED}).status_code == 405


def test_who_asks_too_often_is_not_answered_for_a_while(client: FlaskClient, bridge: Case) -> None:
    answers = [_typed(client, TYPED)[0] for _ in range(61)]
    assert (answers[0], answers[-1]) == (200, 204)


def test_without_scripts_the_receipt_offers_the_same(app: Flask, client: FlaskClient, bridge: Case) -> None:
    sent = client.post("/gui", data={"noi_dung": TYPED, "ma_gui": "f" * 32}, follow_redirects=True)
    assert sent.status_code == 200
    assert f'action="/ket-qua/{bridge.code}/toi-cung-gap"' in sent.text
    code = sent.request.path.rsplit("/", 1)[1]
    assert f'name="ma" value="{code}"' in sent.text


def test_a_receipt_without_a_like_result_says_nothing_of_it(client: FlaskClient, bridge: Case) -> None:
    sent = client.post(
        "/gui", data={"noi_dung": "đèn đường trước cổng chợ tắt", "ma_gui": "e" * 32}, follow_redirects=True
    )
    assert "toi-cung-gap" not in sent.text


def test_the_form_names_the_address_for_its_script(client: FlaskClient, pack: Pack) -> None:
    assert 'data-alike="/gui/tuong-tu"' in client.get("/gui").text
