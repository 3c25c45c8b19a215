"""Planted secrets: what a citizen wrote, and who wrote, is on no public page."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.handling.notes import add_note
from feedback_service.records import Case
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer, load_pack
from tests.builders.published import a_published_case, an_answered_case

SECRETS = (
    "0905888777",
    "905888777",
    "Nguyễn Văn Kín",
    "47A-123.45",
    "H'Bí Mật",
    "kin@example.org",
    "ngõ 7 nhà số 9",
)
WORDS = (
    "Đường thôn 5 hư, xe 47A-123.45 của ông Nguyễn Văn Kín số 0905888777 chở đất làm nát, "
    "đề nghị xã cho sửa. Con của H'Bí Mật suýt ngã."
)
PAGES = (
    "/",
    "/ket-qua",
    "/ket-qua?q=duong",
    "/hoi-dap",
    "/thong-ke",
    "/kenh-tiep-nhan",
    "/rieng-tu",
    "/tra-cuu",
)
SENDER: dict[str, Any] = {
    "name": "Nguyễn Văn Kín",
    "phone": "+84905888777",
    "phone_raw": "0905888777",
    "email": "kin@example.org",
    "place": "ngõ 7 nhà số 9",
}


def test_no_public_page_holds_a_planted_secret(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    officer = an_officer(session, Role.LEADER)
    cases = [
        a_published_case(session, pack, text=WORDS, **SENDER),
        an_answered_case(session, pack, text=WORDS, **SENDER),
        a_case(session, pack, text=WORDS, **SENDER),
        a_case(session, pack, text=f"{DENUNCIATION} {WORDS}", **SENDER),
    ]
    for case in cases:
        add_note(session, case, officer, "Nhà H'Bí Mật ở ngõ 7 nhà số 9, gọi 0905888777", NOW)
    session.commit()
    own = [f"/{room}/{case.code}" for case in cases for room in ("ho-so", "ket-qua", "da-nhan")]
    for language in ("vi", "en"):
        client.set_cookie("lang", language)
        for address in (*PAGES, *own):
            body = client.get(address).get_data(as_text=True)
            assert [secret for secret in SECRETS if secret in body] == [], address


def test_only_published_cases_are_listed(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    shown = a_published_case(session, pack)
    hidden = [an_answered_case(session, pack), a_case(session, pack), a_case(session, pack, DENUNCIATION)]
    session.commit()
    pages = "".join(client.get(page).get_data(as_text=True) for page in PAGES)
    assert shown.code in pages
    assert not [case.code for case in hidden if case.code in pages]


def test_the_neutral_status_is_the_same_for_every_case(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    cases = [a_case(session, pack, DENUNCIATION), a_case(session, pack), an_answered_case(session, pack)]
    assert [case.visibility for case in cases[:2]] == [Visibility.SEALED, Visibility.LISTED]
    session.commit()
    assert len({_without_code(client, case) for case in cases}) == 1


def _without_code(client: FlaskClient, case: Case) -> tuple[object, ...]:
    answer = client.get(f"/ho-so/{case.code}")
    headers = {name for name, _ in answer.headers}
    return answer.status_code, answer.get_data(as_text=True).replace(case.code, "CODE"), frozenset(headers)


def test_the_neutral_status_does_not_tell_that_something_happened(
    client: FlaskClient, session: Session
) -> None:
    pack = load_pack(session)
    case = a_case(session, pack, DENUNCIATION)
    session.commit()
    before = client.get(f"/ho-so/{case.code}").headers["ETag"]
    case.place = "ở đâu đó"
    session.commit()
    assert client.get(f"/ho-so/{case.code}").headers["ETag"] == before


def test_a_published_case_that_is_sealed_later_is_gone_at_once(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    session.commit()
    title = re.compile("Đường thôn 5 sạt lở")
    assert title.search(client.get(f"/ho-so/{case.code}").get_data(as_text=True))
    case.visibility = Visibility.SEALED
    session.commit()
    for page in (*PAGES, f"/ho-so/{case.code}", f"/ket-qua/{case.code}"):
        assert not title.search(client.get(page).get_data(as_text=True)), page


def test_a_text_changed_behind_the_approvers_back_is_not_shown(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    from feedback_service.publishing.public_text import find_public_text

    text = find_public_text(session, case)
    assert text
    text.summary = "Chưa ai duyệt câu này"
    session.commit()
    for page in ("/", "/ket-qua", f"/ho-so/{case.code}", f"/ket-qua/{case.code}"):
        assert "Chưa ai duyệt" not in client.get(page).get_data(as_text=True)
