"""Keys are made by an administrator, shown once, and revoked."""

import re

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import ApiKey
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer, load_pack
from tests.builders.desk import at_desk, press
from tests.integration.open311.georeport_client import POSTED

PAGE = "/can-bo/quan-tri/khoa-open311"


def test_a_key_is_shown_once_works_and_is_revoked(app: Flask, session: Session) -> None:
    load_pack(session)
    admin = an_officer(session, Role.ADMIN, "")
    session.commit()
    desk = at_desk(app, admin)
    made = press(desk, PAGE, PAGE, ten="Cổng của tỉnh", email="it@example.org")
    key = re.search(r"eak_[A-Za-z0-9_-]{43}", made.text)
    assert made.status_code == 200 and key and made.headers["Cache-Control"] == "no-store"
    assert key[0] not in desk.get(PAGE).text
    row = session.scalars(select(ApiKey)).one()
    assert key[0] not in row.key_hash and row.name == "Cổng của tỉnh"
    send = "/open311/v2/requests.json"
    assert desk.post(send, data={"api_key": key[0], **POSTED}).status_code == 200
    assert press(desk, f"{PAGE}/{row.id}/thu-hoi", PAGE).status_code == 303
    assert desk.post(send, data={"api_key": key[0], **POSTED}).status_code == 403
    assert "đã thu hồi" in desk.get(PAGE).text


def test_a_key_needs_a_name(app: Flask, session: Session) -> None:
    load_pack(session)
    admin = an_officer(session, Role.ADMIN, "")
    session.commit()
    assert press(at_desk(app, admin), PAGE, PAGE, ten=" ").status_code == 422
    assert session.scalars(select(ApiKey)).all() == []


def test_only_administrators_make_keys(app: Flask, session: Session) -> None:
    load_pack(session)
    clerk = an_officer(session, Role.CLERK, "VP")
    session.commit()
    desk = at_desk(app, clerk)
    assert desk.get(PAGE).status_code == 403
    assert press(desk, PAGE, ten="x").status_code == 403
