"""While the database is away a request is kept on disk, and a token given that leads to its case afterwards."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.open311.taking import code_of_token, take_posted
from feedback_service.intake.spooling import drain, spool_event
from feedback_service.records import Case
from feedback_service.spool import this_spool
from feedback_service.staff.api_keys import find_sender, sender_seen_before
from tests.builders.cases import NOW, load_pack
from tests.integration.open311.georeport_client import POSTED, a_key


def test_what_waits_has_a_token(app: Flask, client: FlaskClient, session: Session) -> None:
    """One that cannot be taken in yet stands before it in the queue, as it does while the database is away."""
    pack = load_pack(session)
    key = a_key(session)
    sender = find_sender(session, key)
    with this_spool().only_drainer():
        spool_event("nothing-takes-this", {})
        taken = take_posted(POSTED, "17", sender, pack, NOW, "vi")
        assert (taken.code, bool(taken.token)) == ("", True)
        assert code_of_token(session, taken.token, pack) == ""
        again = take_posted(POSTED, "17", sender, pack, NOW + timedelta(minutes=1), "vi")
        assert again.token == taken.token
    drain(app)
    session.expire_all()
    case = session.scalars(select(Case)).one()
    for form in ("json", "xml"):
        assert case.code in client.get(f"/open311/v2/tokens/{taken.token}.{form}").text


def test_a_key_that_was_good_is_known_without_the_database(app: Flask, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    assert sender_seen_before(key) is None
    assert find_sender(session, key) == sender_seen_before(key)
    assert sender_seen_before("eak_other") is None
