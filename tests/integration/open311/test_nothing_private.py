"""Planted secrets are in no feed, file, picture's page, frame or answer of Open311."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.vocabulary import Channel
from tests.builders.cases import DENUNCIATION, a_case, load_pack
from tests.builders.published import a_published_case, an_answered_case

SECRETS = (
    "0905888777",
    "905888777",
    "Nguyễn Văn Kín",
    "47A-123.45",
    "kin@example.org",
    "ngõ 7 nhà số 9",
    "12.8765",
)
WORDS = "Đường thôn 5 hư, xe 47A-123.45 của ông Nguyễn Văn Kín số 0905888777 chở đất, gần ngõ 7 nhà số 9, xin sửa."
SENDER: dict[str, Any] = {
    "name": "Nguyễn Văn Kín",
    "phone": "+84905888777",
    "phone_raw": "0905888777",
    "email": "kin@example.org",
    "place": "ngõ 7 nhà số 9",
    "latitude": 12.8765,
    "longitude": 108.4321,
    "channel": Channel.OPEN311,
}
ADDRESSES = (
    *(
        "/feed.atom",
        "/feed.json",
        "/feed.rss",
        "/du-lieu-mo",
        "/du-lieu-mo/ket-qua.csv",
        "/du-lieu-mo/ket-qua.json",
    ),
    *("/du-lieu-mo/danh-muc.jsonld", "/sitemap.xml", "/sitemap-1.xml", "/nhung", "/nhung/huong-dan"),
    *(f"/open311/v2/requests.{form}" for form in ("xml", "json")),
    *(f"/open311/v2/servicerequestupdates.{form}" for form in ("xml", "json")),
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_output_for_programs_holds_a_planted_secret(
    client: FlaskClient, session: Session, language: str
) -> None:
    pack, moment = load_pack(session), now()
    shown = a_published_case(session, pack, now=moment, text=WORDS, **SENDER)
    hidden = [
        an_answered_case(session, pack, text=WORDS, now=moment, **SENDER),
        a_case(session, pack, text=WORDS, **SENDER),
        a_case(session, pack, text=f"{DENUNCIATION} {WORDS}", **SENDER),
    ]
    session.commit()
    own = [
        f"/open311/v2/requests/{case.code}.{form}" for case in (shown, *hidden) for form in ("xml", "json")
    ]
    for address in (*ADDRESSES, *own, f"/ket-qua/{shown.code}"):
        text = client.get(address, query_string={"lang": language}).text
        assert not [secret for secret in SECRETS if secret in text], address
        assert not [case.code for case in hidden if case.code in text], address
    assert shown.code in client.get("/feed.atom").text
