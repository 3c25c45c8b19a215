"""How links to us look elsewhere, and what search engines may know."""

import hashlib
import io
import json
import re
from base64 import b64encode
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.publishing.sharing.picture import SIZE, picture
from feedback_service.records import PublicText
from feedback_service.vocabulary import Kind, Publication
from tests.builders.cases import NOW, a_case, load_pack
from tests.builders.published import a_published_case

DESCRIBED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def described(client: FlaskClient, address: str) -> dict[str, Any]:
    """The page's own words of itself, which its policy must allow by their hash and by nothing else."""
    answer = client.get(address)
    found = DESCRIBED.search(answer.text)
    assert found, address
    digest = b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}'" in policy and "unsafe" not in policy
    return dict(json.loads(found[1]))


def test_the_channels_page_describes_the_commune(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    found = described(client, "/kenh-tiep-nhan")
    assert found["@type"] == "GovernmentOrganization" and found["name"] == pack.commune.authority.vi
    assert found["contactPoint"]


def test_a_result_describes_itself_and_its_way(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session), title="Cầu </script><b>treo")
    session.commit()
    graph = described(client, f"/ket-qua/{case.code}")["@graph"]
    assert [one["@type"] for one in graph] == ["Article", "BreadcrumbList"]


def test_questions_are_a_faq(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    session.scalars(select(PublicText)).one().kind = Kind.HOI_DAP
    case.kind = Kind.HOI_DAP
    session.commit()
    assert described(client, "/hoi-dap")["@type"] == "FAQPage"


def test_open_data_describes_its_files(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert described(client, "/du-lieu-mo")["@type"] == "Dataset"


def test_a_page_without_described_data_has_the_plain_policy(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert "sha256" not in client.get("/gui").headers["Content-Security-Policy"]


def test_the_picture_has_the_size_that_is_asked(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    address = f"/ket-qua/{case.code}/anh-chia-se.png"
    answer = client.get(address)
    assert Image.open(io.BytesIO(answer.data)).size == SIZE == (1200, 630)
    assert f'content="http://localhost{address}"' in client.get(f"/ket-qua/{case.code}").text
    tag = answer.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_same_words_make_the_same_picture() -> None:
    words = ("Đường thôn 5 đã sửa xong " * 30, "Ea Knốp lắng nghe", "buôn Suê · Phòng Kinh tế")
    assert picture(*words) == picture(*words) != picture("Khác", *words[1:])


def test_no_picture_of_what_is_not_public(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case, unpublished = a_published_case(session, pack), a_case(session, pack)
    text = session.scalars(select(PublicText)).one()
    text.state = Publication.WITHDRAWN
    session.commit()
    assert client.get(f"/ket-qua/{case.code}/anh-chia-se.png").status_code == 410
    assert client.get(f"/ket-qua/{unpublished.code}/anh-chia-se.png").status_code == 404


def test_the_map_leads_to_every_result(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    index = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314
    places = [one.text or "" for one in index.iter(f"{SITEMAP}loc")]
    assert places == [f"http://localhost/sitemap-{name}.xml" for name in ("trang", "1")]
    page = ET.fromstring(client.get("/sitemap-1.xml").text)  # noqa: S314
    assert page.findtext(f"{SITEMAP}url/{SITEMAP}loc") == f"http://localhost/ket-qua/{case.code}"
    assert page.findtext(f"{SITEMAP}url/{SITEMAP}lastmod")
    assert client.get("/sitemap-2.xml").status_code == 404


def test_every_fixed_page_of_the_map_is_there(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    page = ET.fromstring(client.get("/sitemap-trang.xml").text)  # noqa: S314
    for place in page.iter(f"{SITEMAP}loc"):
        path = (place.text or "").removeprefix("http://localhost")
        assert client.get(path).status_code == 200, path


def test_what_is_taken_back_leaves_the_map(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    assert case.code in client.get("/sitemap-1.xml").text
    text = session.scalars(select(PublicText)).one()
    text.state, text.changed_at = Publication.WITHDRAWN, NOW + timedelta(hours=1)
    session.commit()
    assert case.code not in client.get("/sitemap-1.xml").text


@pytest.mark.parametrize("path", ["/tra-cuu", "/ho-so/{code}", "/can-bo/dang-nhap"])
def test_private_pages_are_not_searched(client: FlaskClient, session: Session, path: str) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    answer = client.get(path.format(code=case.code))
    assert answer.headers["X-Robots-Tag"] == "noindex" and "canonical" not in answer.text


def test_robots_find_the_map(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    words = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in words and "Disallow: /can-bo/" in words
