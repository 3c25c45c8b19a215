"""The worker's part of a forgotten password: whose address it was, and the link, which is good for an hour."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.staff.officers import MAILED_LASTS, find_officer, link, password_token
from feedback_service.staff.passwords import may_come_in


def mail_password_link(session: Session, *, now: datetime, email: str) -> None:
    """Nobody's address gets nothing, and neither does that of somebody who is locked: the administrator opens that."""
    officer = find_officer(session, email)
    if officer is None or officer.demo or not may_come_in(officer):
        return
    address = link(current_app.config["SERVICE"].public_base_url, password_token(officer, MAILED_LASTS))
    key = f"password-link:{officer.id}:{now:%Y%m%d%H%M%S}"
    pack = current_pack(session)
    mail_officer(session, officer.email, "password_link", pack, now, key, name=officer.name, link=address)
