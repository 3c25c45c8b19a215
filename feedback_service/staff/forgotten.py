"""A forgotten password: a link by mail. What happens here is the same for every address; the worker looks whose it is
(settings/password_mail.py), so that neither the answer nor its time tells who works here.
"""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.records import Job
from feedback_service.staff.guessing import count_attempt, key_for

JOB = "mail_password_link"


def ask_for_link(session: Session, email: str, now: datetime) -> None:
    """After some askings in a row nothing is written for a while: nobody's letter box is filled by a stranger."""
    address = email.strip().lower()
    if count_attempt(session, key_for("forgotten", address), now):
        return
    arguments = {"email": address}
    session.add(Job(key=f"{JOB}:{secrets.token_hex(8)}", name=JOB, arguments=arguments, run_at=now))
