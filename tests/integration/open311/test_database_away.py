"""While the database is away a request is kept on disk, and a token given that leads to its case afterwards."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.spooling import drain
from feedback_service.records import Case
from feedback_service.staff.api_keys import find_sender, sender_seen_before
from tests.builders.away import database_away
from tests.builders.cases import load_pack
from tests.integration.open311.georeport_client import POSTED, Client, a_key

OTHER = {**POSTED, "description": "Đèn đường trước trường học chập chờn từ tối qua"}


def test_what_waits_has_a_token_that_leads_to_its_case(
    app: Flask, georeport: Client, session: Session
) -> None:
    load_pack(session)
    key = a_key(session)
    georeport.post("requests", api_key=key, **POSTED)
    session.rollback()
    with database_away(app):
        answers = [georeport.read(georeport.post("requests", api_key=key, **OTHER)) for _ in range(2)]
        waiting = georeport.get(f"tokens/{answers[0][0]['token']}")
        assert "service_request_id" not in georeport.read(waiting)[0]
        unknown = georeport.post("requests", api_key="eak_never_seen", **OTHER)
        assert georeport.fault(unknown)[0] == 503
    assert answers[0] == answers[1]
    drain(app)
    code = georeport.read(georeport.get(f"tokens/{answers[0][0]['token']}"))[0]["service_request_id"]
    cases = session.scalars(select(Case).order_by(Case.id)).all()
    assert len(cases) == 2 and cases[1].code == code


def test_a_key_that_was_good_is_known_without_the_database(app: Flask, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    assert sender_seen_before(key) is None
    assert find_sender(session, key) == sender_seen_before(key)
    assert sender_seen_before("eak_other") is None
