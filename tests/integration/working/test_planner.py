"""The planner knows what the tables hold: every night, and right after many rows came in."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.worker import DUTIES
from feedback_service.working.planner import tell_planner, tell_planner_at_once
from tests.builders.cases import NOW, a_case


def known_tables(session: Session) -> set[str]:
    sqlite = "SELECT tbl FROM sqlite_stat1"
    postgresql = "SELECT tablename FROM pg_stats WHERE schemaname = 'public'"
    asked = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return {row[0] for row in session.execute(text(asked))}


def test_after_a_bulk_load_the_cases_are_known(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    session.flush()
    tell_planner_at_once(session, NOW)
    assert "cases" in known_tables(session)


def test_every_night_the_worker_does_it(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    session.flush()
    before = session.get_bind().dialect.name == "postgresql"
    assert "tell_planner" in {routine.name for routine in DUTIES.routines}
    tell_planner(session, NOW)
    assert before or "cases" in known_tables(session)
