"""The files of the open data: complete, safe for spreadsheets, a page at a time."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.publishing.open_data.dictionary import FIELDS
from feedback_service.publishing.open_data.streaming import PAGE, cell
from feedback_service.records import PublicText
from feedback_service.vocabulary import Publication
from tests.builders.cases import NOW, load_pack
from tests.builders.public_texts import published_texts
from tests.builders.published import a_published_case

FILES = ("/du-lieu-mo/ket-qua.csv", "/du-lieu-mo/ket-qua.json")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_csv_opens_in_excel(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session), title="=HYPERLINK(1)", summary="Dòng 1\nDòng, 2")
    session.commit()
    answer = client.get(FILES[0])
    (row,) = rows_of(answer.text)
    assert answer.text.startswith("\ufeff") and "ket-qua.csv" in answer.headers["Content-Disposition"]
    assert list(row) == [field.name for field in FIELDS]
    assert (row["ma"], row["tieu_de"], row["noi_dung"]) == (case.code, "'=HYPERLINK(1)", "Dòng 1\nDòng, 2")
    assert datetime.fromisoformat(row["cong_bo_luc"]).utcoffset() == timedelta(hours=7)
    assert row["ngay_nhan"] == "2026-03-02"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@a", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(-3) == "-3" and cell(False) == "0" and cell("ổn") == "ổn"


def test_the_json_says_what_it_is(client: FlaskClient, session: Session) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    found = json.loads(client.get(FILES[1]).text)
    assert found["giay_phep"].startswith("https://creativecommons.org/")
    assert [row["ma"] for row in found["ket_qua"]] == [case.code]
    assert found["ket_qua"][0].keys() == {field.name for field in FIELDS}


def test_an_empty_file_is_a_file(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert rows_of(client.get(FILES[0]).text) == []
    assert json.loads(client.get(FILES[1]).text)["ket_qua"] == []


def test_many_rows_come_page_by_page(client: FlaskClient, session: Session) -> None:
    expected = published_texts(session, load_pack(session), 7)
    first = session.scalars(select(PublicText).limit(1)).one()
    assert len(expected) < PAGE and first
    session.commit()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert [row["ma"] for row in rows_of(client.get(FILES[0]).text)] == expected
    assert all("LIMIT" in text for text in asked if "ORDER BY public_texts" in text)


@pytest.mark.parametrize("file", FILES)
def test_files_change_when_the_data_does_and_not_else(
    client: FlaskClient, session: Session, file: str
) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    tag = {"If-None-Match": client.get(file).headers["ETag"]}
    assert client.get(file, headers=tag).status_code == 304
    text = session.scalars(select(PublicText)).one()
    text.state, text.changed_at = Publication.WITHDRAWN, NOW + timedelta(hours=9)
    session.commit()
    again = client.get(file, headers=tag)
    assert again.status_code == 200 and case.code not in again.text


def test_every_field_is_explained_in_both_languages(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    page = client.get("/du-lieu-mo").text
    for field in FIELDS:
        assert f"<code>{field.name}</code>" in page and field.meaning.vi and field.meaning.en


def test_the_catalogue_names_files_that_are_there(client: FlaskClient, session: Session) -> None:
    a_published_case(session, load_pack(session))
    session.commit()
    found = json.loads(client.get("/du-lieu-mo/danh-muc.jsonld").text)
    (dataset,) = found["dcat:dataset"]
    assert found["@type"] == "dcat:Catalog" and dataset["dct:modified"]["@type"] == "xsd:dateTime"
    for one in dataset["dcat:distribution"][:2]:
        assert client.get(one["dcat:downloadURL"]["@id"].removeprefix("http://localhost")).status_code == 200
