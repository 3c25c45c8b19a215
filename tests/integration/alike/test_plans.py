"""What stands on the case page and the form costs the same with a thousand times as many cases: index look-ups only."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.handling.repeats import repeated_in_public
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseSketch, Officer
from feedback_service.routing.alike.desk import kin_of
from feedback_service.routing.alike.published import alike_published
from feedback_service.routing.alike.sketch import bands
from feedback_service.vocabulary import Role
from tests.builders.alike import a_place
from tests.builders.cases import NOW, an_officer
from tests.builders.published import a_published_case

_MANY = 3_000
_READS_ALL = re.compile(
    r"\bSeq Scan on (cases|case_sketches)\b"
    r"|\bSCAN (cases|case_sketches|events|me_toos|case_links|contacts|public_texts)\b(?! USING)"
)
Asked = list[tuple[str, Any]]


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    """One of three thousand."""
    found = a_published_case(session, pack, area_code=a_place(pack))
    known = {column.key: getattr(found, column.key) for column in Case.__mapper__.column_attrs}
    areas = [area.code for area in pack.areas]
    session.execute(insert(Case), [_other(known, number, areas) for number in range(_MANY)])
    rows = [
        {"band": band + number, "case_id": found.id + number}
        for band in bands(found.folded)
        for number in range(0, _MANY, 10)
    ]
    session.execute(insert(CaseSketch), rows)
    session.commit()
    for table in (
        "cases",
        "case_sketches",
    ):  # the others are small here: the planner rightly reads them through
        session.execute(text(f"ANALYZE {table}"))
    session.commit()
    return found


def _other(known: dict[str, Any], number: int, areas: list[str]) -> dict[str, Any]:
    own = {"id": known["id"] + 1 + number, "code": f"T{number}", "submission_id": f"many:{number}"}
    day = known["received_on"] - timedelta(days=number % 380)
    return {**known, **own, "contact_id": None, "received_on": day, "area_code": areas[number % len(areas)]}


@contextmanager
def _listening(session: Session) -> Iterator[Asked]:
    asked: Asked = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)


def _read_all(session: Session, ask: Callable[[], object]) -> list[str]:
    """Lines of the plans that go through a whole table."""
    with _listening(session) as asked:
        ask()
    assert asked
    explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    connection = session.connection()
    lines = [
        str(row[-1])
        for statement, values in asked
        for row in connection.exec_driver_sql(explain + statement, values)
    ]
    return [line for line in lines if _READS_ALL.search(line)]


def test_the_case_page_looks_up(session: Session, pack: Pack, case: Case) -> None:
    clerk: Officer = an_officer(session, Role.CLERK, "VP")
    session.commit()
    assert _read_all(session, lambda: kin_of(session, case, clerk, pack, NOW)) == []


def test_the_form_looks_up(session: Session, pack: Pack, case: Case) -> None:
    words, area = case.text, case.area_code
    assert _read_all(session, lambda: alike_published(session, words, area, pack, NOW.date())) == []


def test_the_result_page_looks_up(session: Session, pack: Pack, case: Case) -> None:
    assert _read_all(session, lambda: repeated_in_public(session, case.code, pack, NOW.date())) == []
