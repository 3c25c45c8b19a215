"""The frame on other pages, the code for it, and oEmbed."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.config import Config, ConfigurationError
from tests.builders.cases import load_pack
from tests.builders.public_texts import published_texts
from tests.builders.published import a_published_case

SITE = "https://eaknop.example"


def allow(app: Flask, *sites: str) -> None:
    app.config["SERVICE"] = replace(app.config["SERVICE"], embed_ancestors=sites)


def test_only_the_named_sites_may_show_the_frame(app: Flask, client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert "frame-ancestors 'self'" in client.get("/nhung").headers["Content-Security-Policy"]
    allow(app, SITE)
    assert client.get("/nhung").headers["Content-Security-Policy"].endswith(f"frame-ancestors 'self' {SITE}")
    for address in ("/", "/gui", "/ket-qua", "/nhung/huong-dan"):
        assert "frame-ancestors 'none'" in client.get(address).headers["Content-Security-Policy"]


def test_the_frame_sets_no_cookie(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    for address in ("/nhung", "/nhung?lang=en", "/nhung?don_vi=KT"):
        assert "Set-Cookie" not in client.get(address).headers


def test_the_frame_shows_as_many_as_asked(client: FlaskClient, session: Session) -> None:
    codes = published_texts(session, load_pack(session), 12)
    session.commit()
    for asked, shown in (
        ("", 5),
        ("?so=3", 3),
        ("?so=10", 10),
        ("?so=11", 5),
        ("?so=x", 5),
        ("?don_vi=x", 5),
    ):
        page = client.get(f"/nhung{asked}").text
        assert [code for code in codes if code in page] == codes[:shown]


def test_the_frame_shows_one_unit_alone(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    assert case.code in client.get("/nhung?don_vi=KT").text
    assert case.code not in client.get("/nhung?don_vi=VHXH").text


def test_an_unchanged_frame_is_304(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    tag = client.get("/nhung").headers["ETag"]
    assert client.get("/nhung", headers={"If-None-Match": tag}).status_code == 304


def test_the_guide_gives_code_with_a_link_for_who_has_no_frames(
    client: FlaskClient, session: Session
) -> None:
    load_pack(session)
    page = client.get("/nhung/huong-dan?don_vi=KT&so=3").text
    assert "&lt;iframe src=&#34;http://localhost/nhung?don_vi=KT&amp;amp;so=3&#34;" in page
    assert "&lt;a href=&#34;http://localhost/ket-qua&#34;&gt;" in page


@pytest.mark.parametrize(
    "address", ["http://localhost/", "http://localhost/ket-qua?don_vi=KT", "http://localhost/nhung"]
)
def test_oembed_knows_our_pages(client: FlaskClient, session: Session, address: str) -> None:
    load_pack(session)
    found = json.loads(client.get("/oembed", query_string={"url": address, "maxwidth": "300"}).text)
    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 300)
    assert found["html"].startswith("<iframe ") and 'width="300"' in found["html"]
    answer = client.get("/oembed", query_string={"url": address, "format": "xml"})
    assert ET.fromstring(answer.text).findtext("type") == "rich"  # noqa: S314
    assert answer.content_type == "text/xml; charset=utf-8"


@pytest.mark.parametrize(
    "address", ["", "https://evil.example/", "http://localhost/gui", "http://[", "/ket-qua"]
)
def test_oembed_does_not_know_others(client: FlaskClient, session: Session, address: str) -> None:
    load_pack(session)
    assert client.get("/oembed", query_string={"url": address}).status_code == 404


def test_oembed_writes_no_other_form(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert client.get("/oembed?url=http://localhost/&format=yaml").status_code == 501


def test_the_results_say_where_their_frame_is(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert 'type="application/json+oembed"' in client.get("/ket-qua").text


@pytest.mark.parametrize(
    "value", ["eaknop.example", "https://a.example/x", "https://a.example; script-src *", "*"]
)
def test_a_wrong_site_stops_the_start(value: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(ConfigurationError):
        Config.from_environment({"DATA_DIR": str(tmp_path_factory.mktemp("x")), "EMBED_ANCESTORS": value})
