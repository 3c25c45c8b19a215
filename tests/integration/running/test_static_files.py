"""Styles and scripts travel compressed to whoever can read that, and are kept by browsers for good."""

import gzip

from flask.testing import FlaskClient

from feedback_service.pack.model import Pack

SHEET = "/static/css/tokens.css?v=1"


def test_a_stylesheet_travels_compressed(client: FlaskClient) -> None:
    squeezed = client.get(SHEET, headers={"Accept-Encoding": "gzip"})
    plain = client.get(SHEET)
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert "Accept-Encoding" in squeezed.headers["Vary"]


def test_a_browser_without_compression_gets_it_plain(client: FlaskClient) -> None:
    answer = client.get(SHEET, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers


def test_a_font_is_sent_as_it_is(client: FlaskClient) -> None:
    font = client.get("/static/fonts/be-vietnam-pro-latin-400.woff2?v=1", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in font.headers
    assert "immutable" in font.headers["Cache-Control"]


def test_who_has_the_newest_is_told_so(client: FlaskClient) -> None:
    tag = client.get(SHEET, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    again = client.get(SHEET, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert again.status_code == 304


def test_a_page_that_is_the_same_for_everybody_travels_compressed(client: FlaskClient, pack: Pack) -> None:
    squeezed = client.get("/tra-cuu", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(squeezed.data) == client.get("/tra-cuu").data
    known = {"Accept-Encoding": "gzip", "If-None-Match": squeezed.headers["ETag"]}
    assert client.get("/tra-cuu", headers=known).status_code == 304


def test_a_page_with_a_token_does_not(client: FlaskClient, pack: Pack) -> None:
    page = client.get("/can-bo/dang-nhap", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in page.headers
