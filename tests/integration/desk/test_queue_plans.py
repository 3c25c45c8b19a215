"""Whatever is asked of the queue, an index answers it: no page goes through the table of cases."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, insert, text, update
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.handling.counts import count_queue, named_cases
from feedback_service.handling.helping import cases_helped
from feedback_service.handling.queue import queue_page
from feedback_service.handling.queue_filter import Cursor, QueueFilter, Reach, View, Whose
from feedback_service.handling.queue_found import found_page
from feedback_service.handling.search_terms import read_terms
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Kind, Role, Status
from tests.builders.cases import NOW, a_case, an_officer

_MANY = 2_000
_READS_ALL = re.compile(
    r"\bSeq Scan on (cases|contacts|case_tasks|case_readers|tallies)\b"
    r"|\bSCAN (cases|contacts|case_tasks|case_readers|tallies)\b(?! USING)"
)
TODAY = NOW.date()
AFTER = Cursor(False, TODAY, 900)
ASKED = [
    QueueFilter(),
    *(QueueFilter(view=view) for view in View if view is not View.HELPING),
    *(QueueFilter(whose=whose) for whose in Whose),
    QueueFilter(area="thon-5"),
    QueueFilter(topic="den-duong"),
    QueueFilter(kind=Kind.PHAN_ANH.value),
    QueueFilter(unit="KT"),
    QueueFilter(officer=7),
    QueueFilter(received_from=TODAY, received_to=TODAY),
    QueueFilter(area="thon-5", topic="den-duong", kind=Kind.PHAN_ANH.value, officer=7, view=View.LATE),
]
LOOKED_FOR = ["", "EK-1234-567X", "0905 123 456", "sat lo"]


@pytest.fixture
def officers(session: Session, pack: Pack) -> list[Officer]:
    """Of each way of seeing one, and two thousand cases, most of them closed."""
    first = a_case(session, pack)
    known = {column.key: getattr(first, column.key) for column in Case.__mapper__.column_attrs}
    session.execute(insert(Case), [_other(known, number) for number in range(_MANY)])
    roles = (Role.OFFICER, Role.CLERK, Role.LEADER, Role.PUBLISHER)  # each sees by another condition
    people = [an_officer(session, role, "KT") for role in roles]
    session.commit()
    for table in ("cases", "tallies"):
        session.execute(text(f"ANALYZE {table}"))
    session.commit()
    return people


def _other(known: dict[str, Any], number: int) -> dict[str, Any]:
    own = {"id": known["id"] + 1 + number, "code": f"T{number}", "submission_id": f"many:{number}"}
    status = Status.RECEIVED if number % 9 == 0 else Status.ANSWERED
    unit, day = f"U{number % 9}", TODAY - timedelta(days=number % 380)
    about = {"unit_code": unit, "topic_code": f"t{number % 40}", "area_code": f"a{number % 30}"}
    return {**known, **own, **about, "contact_id": None, "status": status, "received_on": day, "due_on": day}


@contextmanager
def _listening() -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)


def _read_all(session: Session, ask: Callable[[], object], *, may_be_none: bool = False) -> list[str]:
    """Lines of the plans that go through a whole table though PostgreSQL is asked to avoid it."""
    return [line for line in _plans(session, ask, may_be_none) if _READS_ALL.search(line)]


def _plans(session: Session, ask: Callable[[], object], may_be_none: bool = False) -> list[str]:
    with _listening() as asked:
        ask()
    assert asked or may_be_none
    connection, sqlite = session.connection(), db.engine.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    return [
        str(row[-1])
        for statement, values in asked
        for row in connection.exec_driver_sql(explain + statement, values)
    ]


@pytest.mark.parametrize("after", [None, AFTER], ids=["first", "later"])
def test_every_page_of_the_queue_follows_an_index(
    session: Session, officers: list[Officer], after: Cursor | None
) -> None:
    for officer in officers:
        for asked in ASKED:
            wanted = replace(asked, after=after)
            ask = partial(queue_page, session, officer, wanted, TODAY, [5], [6])
            assert _read_all(session, ask) == [], (officer.role, wanted)


@pytest.mark.parametrize("query", LOOKED_FOR)
def test_every_search_follows_an_index(session: Session, officers: list[Officer], query: str) -> None:
    terms = read_terms(query, "EK")
    for officer in officers:
        for asked in ASKED:
            wanted = replace(asked, query=query, reach=Reach.ALL, after=AFTER)
            ask = partial(found_page, session, officer, terms, wanted)
            assert _read_all(session, ask) == [], (officer.role, wanted)


def test_what_few_cases_have_is_not_looked_for_in_a_whole_unit(
    session: Session, officers: list[Officer]
) -> None:
    """A head with nothing in his own hands once went through all of his unit's cases to see that."""
    session.execute(update(Case).where(Case.id % 2 == 0).values(unit_code="KT"))
    session.execute(text("ANALYZE cases"))
    wanted = QueueFilter(whose=Whose.MINE, kind=Kind.KHIEU_NAI.value, reach=Reach.ALL)
    plan = _plans(session, partial(found_page, session, officers[0], read_terms("", "EK"), wanted))
    assert "ix_cases_unit_received" not in " ".join(plan)


def test_the_figures_above_it_read_no_cases_through(session: Session, officers: list[Officer]) -> None:
    for officer in officers:
        for ask in (
            partial(named_cases, session, officer),
            partial(cases_helped, session, officer),
            partial(count_queue, session, officer, "", TODAY, ()),
        ):
            assert _read_all(session, ask, may_be_none=True) == [], officer.role
