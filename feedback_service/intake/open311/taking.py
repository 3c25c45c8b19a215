"""A posted request through the one door; sent twice it is one case. Without the database it is given a token."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import UNREACHABLE, db, is_down
from feedback_service.errors import Fact
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.public.georeports import RequestUnknown, wrong
from feedback_service.intake.codes import code_for, read_code
from feedback_service.intake.danger import danger_added, signs_in
from feedback_service.intake.kept_forms import kept_form, take_form
from feedback_service.intake.open311.reading import read_posted
from feedback_service.intake.receive import find_submission
from feedback_service.intake.submission import LONGEST_TEXT
from feedback_service.intake.texts import kept
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.staff.api_keys import Sender
from feedback_service.vocabulary import Channel

SAME_SECONDS = 600  # the same words of the same key within so long are the same matter
_SAFE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,200}")
_NOT_COMPARED = frozenset({"api_key", "client_id"})


class TokenUnknown(Fact):
    status = 404
    said = _l("token: không có hoặc đã hết hạn.")


@dataclass(frozen=True, slots=True)
class Taken:
    """`code` is "" while the request waits on disk; then `token` will lead to it."""

    code: str
    pin: str
    token: str


def take_posted(
    given: Mapping[str, str], client_id: str, sender: Sender, pack: Pack, now: datetime, language: str
) -> Taken:
    """Durable when it returns. Raises NotUnderstood, ServiceUnknown, SpoolFull."""
    submission_id = _submission_id(given, client_id, sender, pack, now)
    submission = read_posted(given, submission_id, pack, now, language)
    receipt = take_form(submission, pack, now)
    waits = kept_form(receipt.code) is not None
    return Taken("" if waits else receipt.code, receipt.pin, _tokens().dumps(submission_id) if waits else "")


def code_of_token(session: Session, token: str, pack: Pack) -> str:
    """The case's code, "" while it waits. Raises TokenUnknown."""
    try:
        submission_id = str(_tokens().loads(token[:400]))
    except BadData as error:
        raise TokenUnknown from error
    try:
        case = find_submission(session, submission_id)
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        case = None
    if case:
        return case.code
    if kept_form(code_for(submission_id, pack.commune.code_prefix)) is None:
        raise TokenUnknown
    return ""


def add_update(
    session: Session, given: Mapping[str, str], sender: Sender, pack: Pack, now: datetime
) -> tuple[Case, str]:
    """Adds to a case that the same key sent. Returns it with the update's id: the same one twice is one.

    Raises RequestUnknown for all other cases, NotUnderstood.
    """
    code = read_code(given.get("service_request_id", ""), pack.commune.code_prefix)
    case = _sent_by(session, code or "", sender)
    words = kept(given.get("description", ""))
    if not 0 < len(words) <= LONGEST_TEXT:
        raise wrong("description", _("từ 1 đến 10.000 chữ cái."))
    own = given.get("update_id", "").strip()
    digest = hashlib.sha256(f"{case.code}\0{own or words}".encode()).hexdigest()[:24]
    message = citizen_wrote(session, case, words, Channel.OPEN311, pack, now, f"open311:{sender.id}:{digest}")
    if message:
        session.flush()
        danger_added(session, case, signs_in(words, pack), pack, now, key=f"added:{message.id}")
    return case, digest


def _sent_by(session: Session, code: str, sender: Sender) -> Case:
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    if case is None or not case.submission_id.startswith(_of(sender)):
        raise RequestUnknown
    return case


def _submission_id(
    given: Mapping[str, str], client_id: str, sender: Sender, pack: Pack, now: datetime
) -> str:
    """The client's own id where it gives one; else the words themselves, within minutes."""
    if client_id:
        own = client_id if _SAFE_ID.fullmatch(client_id) and len(client_id) <= 40 else _digest(client_id)
        return f"{_of(sender)}{own}"
    words = _digest(repr(sorted((name, text) for name, text in given.items() if name not in _NOT_COMPARED)))
    at = int(now.timestamp()) // SAME_SECONDS
    before, this = (f"{_of(sender)}{words}.{number}" for number in (at - 1, at))
    return before if _came_lately(before, pack, now) else this


def _came_lately(submission_id: str, pack: Pack, now: datetime) -> bool:
    if kept_form(code_for(submission_id, pack.commune.code_prefix)):
        return True
    try:
        case = find_submission(db.session(), submission_id)
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        return False
    return case is not None and (now - case.entered_at).total_seconds() < SAME_SECONDS


def _of(sender: Sender) -> str:
    return f"open311:{sender.id}:"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _tokens() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="open311-token")
