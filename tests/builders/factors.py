"""Officers with a second factor, and the codes that their telephones would show."""

import re
from datetime import datetime

import pyotp
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.clock import now as this_moment
from feedback_service.records import Officer
from tests.builders.desk import PASSWORD, press

SIGN_IN = "/can-bo/dang-nhap"
SECOND = "/can-bo/dang-nhap/buoc-hai"
SET_UP = "/can-bo/dang-nhap/thiet-lap"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(session: Session, officer: Officer, since: datetime | None = None) -> Officer:
    """The officer's telephone has an app, whose codes have not been used yet."""
    officer.totp_secret, officer.totp_since = SECRET, since or this_moment()
    officer.totp_last_step = None
    session.commit()
    return officer


def code(steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows now, or so many half minutes later."""
    return pyotp.TOTP(secret).at(int(this_moment().timestamp()) + 30 * steps)


def give_password(
    client: FlaskClient, email: str, password: str = PASSWORD, wanted: str = ""
) -> TestResponse:
    return press(client, SIGN_IN, SIGN_IN, email=email, password=password, next=wanted)


def secret_offered(client: FlaskClient) -> str:
    found = re.search(r'class="code secret">([A-Z2-7 ]+)<', client.get(SET_UP).text)
    assert found
    return found[1].replace(" ", "")
