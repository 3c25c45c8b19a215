"""Officers at their desk: a browser that is signed in, and forms that are pressed as a browser presses them."""

import contextvars
import re
import time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.clock import now as this_moment
from feedback_service.database import transaction
from feedback_service.records import Case, CaseReader, Officer
from feedback_service.staff.sessions import open_session
from tests.builders.cases import NOW

PASSWORD = "bốn con trâu qua suối"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    """Each request stands alone, as on a server: it shares no context and no session with the test around it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return contextvars.Context().run(super().open, *args, **kwargs)


def at_desk(app: Flask, officer: Officer) -> FlaskClient:
    """A browser in which the officer signed in a moment ago. The officer must be committed."""
    client = Browser(app, app.response_class, use_cookies=True)
    with client.session_transaction() as cookie:
        cookie.update(_user_id=officer.fs_uniquifier, _fresh=True, seen=int(time.time() // 60))
        cookie["token"] = contextvars.Context().run(_opened, app, officer.id)
    return client


def _opened(app: Flask, number: int) -> str:
    with app.test_request_context(method="POST"), transaction() as session:
        return open_session(session, session.get_one(Officer, number), this_moment())


def press(
    client: FlaskClient, address: str, page: str = "/can-bo/hang-doi", /, **fields: object
) -> TestResponse:
    """Posts a form with the token of `page`."""
    token = _TOKEN.search(client.get(page).text)
    assert token, f"{page} holds no form"
    return client.post(address, data={"csrf_token": token[1], **fields})


def act(client: FlaskClient, case: Case, deed: str, **fields: object) -> TestResponse:
    """Does one thing on the case's page, as it stands now unless `revision` says otherwise."""
    given = {"revision": case.revision, **fields}
    if deed == "trinh":  # cases of tests came long ago: whoever answers them says why it took so long
        given.setdefault("ly_do_tre", "nhiều việc")
    return press(client, f"/can-bo/ho-so/{case.code}/{deed}", f"/can-bo/ho-so/{case.code}", **given)


def name_reader(session: Session, case: Case, officer: Officer) -> None:
    session.add(CaseReader(case_id=case.id, officer_id=officer.id, since=NOW))
    session.flush()
