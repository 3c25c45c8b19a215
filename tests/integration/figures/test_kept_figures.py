"""A page of figures that nothing was added to asks for no sums again; a new case is in it at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.pack.model import Pack
from feedback_service.records import Tally
from feedback_service.reporting.figures.kept import KeptFigures, Shelf, stamp_of
from feedback_service.working.tallies import fold_tallies
from tests.builders.cases import NOW, a_case

PAGES = ("/thong-ke", "/thong-ke.csv", "/thong-ke.json", "/", "/nhung")


@contextmanager
def statements() -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(*given: object) -> None:
        heard.append(str(given[2]))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)


def of_figures(heard: list[str]) -> list[str]:
    return [statement for statement in heard if "FROM tallies" in statement]


def received(client: FlaskClient) -> int:
    return int(client.get("/thong-ke.json").get_json()["total"]["received"])


@pytest.mark.parametrize("page", PAGES)
def test_an_unchanged_page_looks_once_and_sums_nothing(
    app: Flask, client: FlaskClient, session: Session, pack: Pack, page: str
) -> None:
    a_case(session, pack, now=datetime.now(UTC))
    session.commit()
    client.get(page)
    with statements() as heard:
        assert client.get(page).status_code == 200
    assert len(of_figures(heard)) == 1
    assert not [one for one in of_figures(heard) if "GROUP BY" in one]


def test_another_form_of_the_same_figures_sums_nothing(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    session.commit()
    client.get("/thong-ke.csv")
    with statements() as heard:
        client.get("/thong-ke.json")
    assert len(of_figures(heard)) == 1


def test_a_new_case_stands_there_at_once(client: FlaskClient, session: Session, pack: Pack) -> None:
    session.commit()
    assert received(client) == 0
    a_case(session, pack, now=datetime.now(UTC))
    session.commit()
    assert received(client) == 1


def test_folding_changes_no_number_and_no_tag(client: FlaskClient, session: Session, pack: Pack) -> None:
    for _ in range(3):
        a_case(session, pack, now=datetime.now(UTC))
    session.commit()
    before = client.get("/thong-ke")
    for book in ("queue", "month", "channel"):
        fold_tallies(book, now=NOW)
    session.rollback()
    assert client.get("/thong-ke").headers["ETag"] == before.headers["ETag"]


def test_numbers_of_rows_that_are_gone_are_not_given_again(session: Session, pack: Pack) -> None:
    """Else what came after would look like what was read before."""
    a_case(session, pack)
    session.commit()
    before = stamp_of(session)
    for tally in session.scalars(select(Tally)):
        session.delete(tally)
    session.commit()
    a_case(session, pack)
    session.commit()
    assert stamp_of(session) != before


def test_a_row_that_appears_below_the_newest_is_noticed(session: Session, pack: Pack) -> None:
    """On PostgreSQL a slow transaction commits after one that began later."""
    a_case(session, pack)
    session.commit()
    slow, *_rest = list(session.scalars(select(Tally).order_by(Tally.id)))
    kept = {column.key: getattr(slow, column.key) for column in Tally.__table__.columns}
    session.delete(slow)
    session.commit()
    before = stamp_of(session)
    session.add(Tally(**kept))
    session.commit()
    assert stamp_of(session) != before


def test_what_nobody_asked_for_longest_falls_out() -> None:
    shelf, read = Shelf(most=2), list[str]()

    def ask(what: str) -> None:
        shelf.find(what, (1, 1, 1), lambda: read.append(what))

    for what in ("a", "b", "a", "c", "a", "b"):
        ask(what)
    assert read == ["a", "b", "c", "b"]


def test_the_day_is_part_of_what_is_asked(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    session.commit()
    year, due = date(case.received_on.year, 1, 1), case.due_on
    assert KeptFigures(session).totals(year, due, due).waiting_late == 0
    after = date.fromordinal(due.toordinal() + 1)
    assert KeptFigures(session).totals(year, due, after).waiting_late == 1
