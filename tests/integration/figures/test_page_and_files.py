"""The page, the CSV and the JSON say the same, to the digit."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.language import day, number
from feedback_service.pack.model import Pack
from feedback_service.reporting.figures.columns import columns
from feedback_service.vocabulary import Role
from tests.builders.cases import DENUNCIATION, a_case, an_officer
from tests.builders.desk import at_desk
from tests.builders.published import a_published_case, an_answered_case

ADDRESS = "/thong-ke{}?ky=12-thang"


def some_cases(session: Session, pack: Pack) -> None:
    moment = now()
    for days in (3, 40, 41, 200):
        a_published_case(session, pack, now=moment - timedelta(days=days), area_code=pack.areas[0].code)
    for _ in range(4):
        an_answered_case(session, pack, now=moment - timedelta(days=90)).late = True
    a_case(session, pack, now=moment, sent_at=moment - timedelta(days=80))
    a_case(session, pack, DENUNCIATION, now=moment)
    session.commit()


def on_page(client: FlaskClient, address: str) -> dict[tuple[str, str], str]:
    """(row, column) → what stands in the cell."""
    page, found = client.get(address).text, {}
    for key, row in re.findall(r'<tr data-row="total" data-key="(\w+)">(.*?)</tr>', page, re.S):
        found["total", key] = _text(re.findall(r"<td.*?</td>", row, re.S)[0])
    for table in re.findall(r'<table class="figures">.*?</table>', page, re.S):
        keys = re.findall(r'data-key="(\w+)"', table)
        for name, row in re.findall(r'<tr data-row="([^"]*)">(.*?)</tr>', table, re.S):
            cells = re.findall(r"<td.*?</td>", row, re.S)
            found |= {(name, key): _text(cell) for key, cell in zip(keys, cells, strict=True)}
    return found


def in_json(document: dict[str, Any]) -> dict[tuple[str, str], Any]:
    known = {column.key for column in columns()}
    found = {("total", key): figure for key, figure in document["total"].items()}
    for table in ("units", "kinds", "months", "topics", "channels", "areas"):
        for row in document.get(table, ()):
            found |= {(f"{table}.{row['code']}", key): row[key] for key in known}
    return found


def test_what_the_page_says_the_json_says(client: FlaskClient, session: Session, pack: Pack) -> None:
    some_cases(session, pack)
    for query in ("", "&don_vi=KT"):
        page = on_page(client, ADDRESS.format("") + query)
        document = in_json(client.get(ADDRESS.format(".json") + query).json or {})
        assert len(page) > 40
        for name, cell in page.items():
            assert cell == _written(document[name]), name


def test_what_the_json_says_the_csv_says(client: FlaskClient, session: Session, pack: Pack) -> None:
    some_cases(session, pack)
    text = client.get(ADDRESS.format(".csv")).data.decode()
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    document = client.get(ADDRESS.format(".json")).json or {}
    rows = [document["total"]]
    for table in ("units", "kinds", "months", "topics", "channels", "areas"):
        rows += document[table]
    keys = [column.key for column in columns()]
    told = [["" if row[key] is None else str(row[key]) for key in keys] for row in rows]
    assert [line[3:] for line in lines[1 : len(rows) + 1]] == told


def test_late_ones_stand_first_and_with_their_reasons(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    some_cases(session, pack)
    document = client.get(ADDRESS.format(".json")).json or {}
    assert document["late_reasons"] == [{"code": "unsaid", "name": "Chưa ghi lý do", "cases": 4}]
    late = [row["late"] + (row["waiting_late"] or 0) for row in document["units"]]
    assert late == sorted(late, reverse=True)


def test_a_sealed_case_is_nowhere(client: FlaskClient, session: Session, pack: Pack) -> None:
    for _ in range(6):
        a_case(session, pack, DENUNCIATION, now=now())
    session.commit()
    document = client.get("/thong-ke.json").json or {}
    assert document["total"]["received"] == document["total"]["waiting"] == 0
    assert (document["units"], document["kinds"], document["areas"]) == ([], [], [])


def test_an_empty_commune_has_files_too(client: FlaskClient, session: Session, pack: Pack) -> None:
    for address in (
        "/thong-ke.csv",
        "/thong-ke.json?nam=1999&ky=x&don_vi=%27",
        "/thong-ke?nam=2020&ky=quy-4",
    ):
        assert client.get(address).status_code == 200, address


def test_who_has_the_newest_gets_nothing_again(client: FlaskClient, session: Session, pack: Pack) -> None:
    for kind in ("", ".csv", ".json"):
        tag = client.get(ADDRESS.format(kind)).headers["ETag"]
        assert client.get(ADDRESS.format(kind), headers={"If-None-Match": tag}).status_code == 304
        a_case(session, pack, now=now())
        session.commit()
        assert client.get(ADDRESS.format(kind), headers={"If-None-Match": tag}).status_code == 200


def _text(cell: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def _written(figure: int | str | None) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, int):
        return number(figure)
    return day(date.fromisoformat(figure))


def test_officers_are_led_from_a_figure_into_the_queue(app: Flask, session: Session, pack: Pack) -> None:
    some_cases(session, pack)
    officer = an_officer(session, Role.LEADER, "LD")
    session.commit()
    page = at_desk(app, officer).get(ADDRESS.format(""))
    assert 'href="/can-bo/hang-doi?' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "/can-bo/hang-doi?" not in app.test_client().get(ADDRESS.format("")).text
