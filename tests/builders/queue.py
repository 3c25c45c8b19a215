"""Cases as the queue shows them: of one unit, due so many days from the real today, by which its pages count."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import at_desk

QUEUE = "/can-bo/hang-doi"


def a_case_of_kt(session: Session, pack: Pack, days: int = 1, **given: object) -> Case:
    case = a_case(session, pack)
    for name, value in {"unit_code": "KT", "danger": False, **given}.items():
        setattr(case, name, value)
    case.due_on = local_day(now(), pack) + timedelta(days=days)
    session.flush()
    return case


def browser_of(app: Flask, session: Session, role: Role, unit: str = "KT") -> FlaskClient:
    officer = an_officer(session, role, unit)
    session.commit()
    return at_desk(app, officer)


def codes(page: str) -> list[str]:
    return re.findall(r'data-code="([^"]+)"', page)


def shown(browser: FlaskClient, **asked: object) -> list[str]:
    """The codes in the list for this address."""
    page = browser.get(QUEUE, query_string=asked)
    assert page.status_code == 200
    return codes(page.text)


def next_page(page: str) -> str:
    """The address of the following page, "" on the last one."""
    found = re.search(r'href="([^"]+)" rel="next"', page)
    return found[1].replace("&amp;", "&") if found else ""
