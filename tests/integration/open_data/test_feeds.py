"""Feeds: valid, filtered, and silent when nothing changed."""

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.workflow import change_status
from feedback_service.records import Case, PublicText
from feedback_service.vocabulary import Publication, Status, Visibility
from tests.builders.cases import NOW, load_pack
from tests.builders.published import a_published_case
from tests.integration.open_data.feed_checking import ATOM, faults_of_atom, is_moment

FEEDS = ("/feed.atom", "/feed.json", "/feed.rss")
LATER = NOW + timedelta(hours=5)


def text_of(session: Session, case: Case) -> PublicText:
    return session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one()


def taken_back(session: Session, case: Case) -> None:
    text = text_of(session, case)
    text.state, text.changed_at, case.publication = Publication.WITHDRAWN, LATER, Publication.WITHDRAWN
    session.commit()


@pytest.mark.parametrize("query", ["", "?don_vi=KT", "?linh_vuc=duong-sa"])
def test_the_atom_feed_is_valid(client: FlaskClient, session: Session, query: str) -> None:
    pack = load_pack(session)
    for _ in range(3):
        a_published_case(session, pack, title="Đường <b>thôn</b> & cầu", summary="Sạt\n\n<i>lề</i> & mưa")
    session.commit()
    answer = client.get(f"/feed.atom{query}")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    known = "" if "linh_vuc" in query else query  # a topic that nobody has is left out
    address = f"http://localhost/feed.atom{known}"
    assert faults_of_atom(answer.text, address) == []


def test_an_empty_feed_is_valid(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert faults_of_atom(client.get("/feed.atom").text, "http://localhost/feed.atom") == []


def test_the_json_feed_has_what_the_standard_asks(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    answer = client.get("/feed.json")
    feed = json.loads(answer.text)
    item = feed["items"][0]
    assert answer.content_type.startswith("application/feed+json")
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "vi")
    assert feed["feed_url"] == "http://localhost/feed.json"
    assert item["id"] == f"tag:localhost,2026-01-01:ket-qua/{case.code}"
    assert item["url"] == f"http://localhost/ket-qua/{case.code}"
    assert is_moment(item["date_published"]) and is_moment(item["date_modified"])


def test_rss_names_each_item_for_good(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    item = ET.fromstring(client.get("/feed.rss").text).find("channel/item")  # noqa: S314
    assert item is not None and item.findtext("guid") == f"tag:localhost,2026-01-01:ket-qua/{case.code}"


@pytest.mark.parametrize("feed", FEEDS)
def test_the_second_time_nothing_is_sent(client: FlaskClient, session: Session, feed: str) -> None:
    a_published_case(session, load_pack(session))
    session.commit()
    first = client.get(feed)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert client.get(feed, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(feed, headers={"If-Modified-Since": changed}).status_code == 304


@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_taken_back_disappears(client: FlaskClient, session: Session, feed: str) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    first = client.get(feed)
    taken_back(session, case)
    for header in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(feed, headers=header)
        assert again.status_code == 200 and case.code not in again.text


def test_a_case_that_was_sealed_disappears(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    case.visibility = Visibility.SEALED
    session.commit()
    assert case.code not in client.get("/feed.atom").text


def test_a_reopened_case_is_told_again_under_its_id(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case, _ = a_published_case(session, pack), a_published_case(session, pack)
    session.commit()
    before = client.get("/feed.atom")
    change_status(session, case, Status.IN_PROGRESS, LATER)
    session.commit()
    after = client.get("/feed.atom", headers={"If-None-Match": before.headers["ETag"]})
    first = ET.fromstring(after.text).find(f"{ATOM}entry")  # noqa: S314
    assert first is not None and first.findtext(f"{ATOM}id", "").endswith(case.code)
    assert first.findtext(f"{ATOM}published") != first.findtext(f"{ATOM}updated")


def test_filters_narrow_the_feed(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    assert case.code in client.get("/feed.atom?don_vi=KT").text
    assert case.code not in client.get("/feed.atom?don_vi=VHXH").text
    assert case.code not in client.get("/feed.json?dia_ban=buon-sue").text


def test_pages_tell_programs_where_the_feed_is(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    page = client.get("/ket-qua?don_vi=KT&q=x").text
    assert 'type="application/atom+xml"' in page and 'href="/feed.atom?don_vi=KT"' in page
