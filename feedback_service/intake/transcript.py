"""What an officer heard in a voice message, written down: from then on the case says what it is about."""

import hashlib
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.limits.restating import restate_clocks
from feedback_service.handling.workflow import facts_of, record, require
from feedback_service.intake.danger import signs_in
from feedback_service.intake.receive import draft
from feedback_service.intake.submission import LONGEST_TEXT, Submission
from feedback_service.intake.texts import kept
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Recording
from feedback_service.routing.sealing import name_readers
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Channel, Status, Visibility

TRANSCRIBED = "transcribed"  # an event with a proposal of its own, as "received" has one


def write_down(
    session: Session,
    case: Case,
    recording: Recording,
    officer: Officer,
    text: str,
    pack: Pack,
    now: datetime,
) -> None:
    """While nobody has confirmed the routing the words become the case's and are routed; later they are added to it.

    The same words again change nothing. Raises TextMissing, NotYours.
    """
    require(officer, Action.NOTE, case)
    words = kept(text)
    if not words:
        raise TextMissing
    if len(words) > LONGEST_TEXT:
        raise TextMissing(_("Dài quá. Xin bớt lại."))
    if words == case.text:
        return
    if case.status == Status.RECEIVED and case.confirmed_at is None:
        _route_anew(session, case, words, officer, pack, now)
    else:
        _add(session, case, recording, words, pack, now)
    signs = signs_in(words, pack)
    if signs:
        mark_danger(session, case, signs, pack, now, officer, said_at=recording.recorded_at)


def _add(session: Session, case: Case, recording: Recording, words: str, pack: Pack, now: datetime) -> None:
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    origin = f"recording:{recording.id}:{digest}"
    citizen_wrote(session, case, words, Channel.HOTLINE, pack, now, origin=origin)


def _route_anew(
    session: Session, case: Case, words: str, officer: Officer, pack: Pack, now: datetime
) -> None:
    """As if the citizen had written it: the clocks run from the call all the same."""
    told = Submission(
        case.channel, words, case.submission_id, case.sent_at, area_code=case.area_code, place=case.place
    )
    drafted = draft(told, pack, now, code=case.code)
    kind_before, was = case.kind, facts_of(case)
    for name in ("text", "folded", "area_code", "kind", "topic_code", "why"):
        setattr(case, name, getattr(drafted, name))
    if drafted.unit_code != case.unit_code:
        case.unit_code, case.assigned_to = drafted.unit_code, None
    if case.kind != kind_before:
        restate_clocks(session, case, pack, now, officer)
    _reseal(session, case, drafted.visibility, pack, now)
    proposal = drafted.events[0].details["proposal"]
    record(session, case, TRANSCRIBED, now, officer, proposal=proposal, was=was)


def _reseal(session: Session, case: Case, wanted: Visibility, pack: Pack, now: datetime) -> None:
    """What is sealed stays sealed until a leader opens it."""
    if Visibility.SEALED in {case.visibility, wanted}:
        case.visibility = Visibility.SEALED
        name_readers(session, case, pack, now)
    else:
        case.visibility = wanted
