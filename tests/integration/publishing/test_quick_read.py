"""The small read beside the session: sees what was committed, and survives a connection that broke."""

from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import glance
from tests.builders.cases import a_case, load_pack


def test_it_sees_what_was_committed_and_nothing_else(session: Session) -> None:
    case = a_case(session, load_pack(session))
    assert glance(case.code) is None
    session.commit()
    assert glance(case.code)


def test_a_broken_connection_is_replaced(app: Flask, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    assert glance(case.code)
    app.extensions["quick_read"].mine().close()
    assert glance(case.code)
    assert app.extensions["quick_read"].mine().execute("SELECT 1").fetchone() == (1,)
