"""The one door: whatever the channel, a message becomes a case here, and in no other place.

In two steps, because the database lets one writer in at a time: `draft` thinks (routing, deadlines, codes) and
touches no database; `keep` only writes.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.marking import deciding_words
from feedback_service.handling.promises import next_due, opening_clocks, receipt_day
from feedback_service.intake.codes import new_code
from feedback_service.intake.danger import emergency_numbers, opened_in_danger, signs_of_draft
from feedback_service.intake.pins import pin_for, pin_hash
from feedback_service.intake.submission import Submission
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Contact, Event, keyring
from feedback_service.records.new_rows import adopt, write, write_tallies
from feedback_service.records.tally import figures_of
from feedback_service.routing.places_asked import PlaceQuestion, question_about
from feedback_service.routing.proposal import Proposal, as_dict
from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.alarms import tell_broken_rules
from feedback_service.routing.sealing import name_readers, visibility_of
from feedback_service.vocabulary import Channel, Kind, Status, Visibility


@dataclass(frozen=True, slots=True)
class Receipt:
    """`created` is False when the submission had come before; the PIN is the same then."""

    case: Case
    pin: str
    created: bool


def receive_submission(session: Session, submission: Submission, pack: Pack, now: datetime) -> Receipt:
    """Opens a case, or finds the one that this submission opened before. The caller commits, then answers."""
    known = find_submission(session, submission.submission_id)
    if known:
        return Receipt(known, pin_for(submission.submission_id, known.code), created=False)
    return keep(session, draft(submission, pack, now), pack, now, submission.receipt)


def find_submission(session: Session, submission_id: str) -> Case | None:
    return session.scalars(select(Case).where(Case.submission_id == submission_id)).one_or_none()


def keep(session: Session, case: Case, pack: Pack, now: datetime, receipt: str = "receipt") -> Receipt:
    """Writes a drafted case, and to its sender what the template `receipt` says; "" of what comes out of an old
    book: nobody is told, and nobody woken.

    Raises sqlalchemy's IntegrityError when the submission or the code is there already: draft again (door.py).
    """
    _write(session, case)
    if case.visibility == Visibility.SEALED:
        name_readers(session, case, pack, now)
    pin = pin_for(case.submission_id, case.code)
    if not receipt:
        return Receipt(case, pin, created=True)
    due = case.promises[-1].due_on
    signs = signs_of_draft(case)
    key, numbers = f"receipt:{case.id}", emergency_numbers(signs, pack)
    where = _where(case, pack)
    tell_citizen(session, case, receipt, pack, now, key=key, pin=pin, due=due, emergency=numbers, where=where)
    if signs:
        opened_in_danger(session, case, signs, pack, now)
    tell_broken_rules(session, pack, now)
    return Receipt(case, pin, created=True)


def _where(case: Case, pack: Pack) -> PlaceQuestion | None:
    """What a text's receipt asks, where it fits: which of the thôn of one name. The form asks on its own page."""
    if case.channel != Channel.SMS or case.area_code:
        return None
    return question_about(case.events[0].details["proposal"]["areas"], pack)


def _write(session: Session, case: Case) -> None:
    if case.contact:
        write(session, [case.contact])
        case.contact_id = case.contact.id
    write(session, [case])
    parts = (case.promises, case.events, case.attachments)
    for part in parts:
        for row in part:
            row.case_id = case.id
        write(session, part)
    write_tallies(session, list(figures_of(partial(getattr, case))))
    adopt(
        session, [*([case.contact] if case.contact else ()), *(row for part in parts for row in part), case]
    )


def draft(submission: Submission, pack: Pack, now: datetime, code: str = "") -> Case:
    """The case as it will stand: routed, promised, with its first event. No database is asked.

    `code`: one that the sender may have been told already; else a new one.
    """
    proposal = propose(submission.text, pack, submission.area_code)
    found = as_dict(proposal)
    kind = submission.kind or proposal.kind
    code = code or new_code(pack.commune.code_prefix)
    topic = topic_for(submission, proposal)
    case = Case(
        code=code,
        submission_id=submission.submission_id,
        pin_hash=pin_hash(code, pin_for(submission.submission_id, code)),
        channel=submission.channel,
        text=submission.text,
        folded=fold(submission.text),
        place=submission.place or place_of(proposal, pack),
        area_code=submission.area_code or area_of(proposal, pack),
        latitude=submission.latitude,
        longitude=submission.longitude,
        anonymous=submission.anonymous,
        contact=_contact(submission),
        kind=kind,
        topic_code=topic,
        unit_code=submission.unit or _unit_for(submission, kind, proposal, pack),
        danger=proposal.danger or submission.danger,
        why=why_of(found, submission.text),
        visibility=visibility_of(kind, topic, proposal.visibility == Visibility.SEALED, pack),
        status=Status.RECEIVED,
        sent_at=submission.sent_at,
        entered_at=now,
        received_on=receipt_day(submission.sent_at, pack),
        answered_on=None,
        closed_on=None,
        late=False,
        revision=1,
    )
    told_at = now if case.contact or submission.channel != Channel.LETTER else None
    case.promises = opening_clocks(kind, submission.sent_at, pack, case.area_code, told_at=told_at)
    case.due_on = next_due(case)
    case.events = [_first_event(submission, found, now)]
    case.attachments = [
        Attachment(sha256=file.sha256, media_type=file.media_type, size=file.size, added_at=now)
        for file in submission.files
    ]
    return case


def unit_of(kind: Kind, proposal: Proposal, pack: Pack) -> str:
    """A sure proposal goes to its unit; the rest to the triage desk, so that nobody's case is nobody's."""
    rule = pack.kind_rule[kind]
    if kind != proposal.kind and rule.unit:
        return rule.unit  # an officer said what it is
    if rule.visibility == Visibility.SEALED:
        return proposal.unit  # the triage desk must not see it
    known = pack.unit_by_code[proposal.unit]
    # A body outside has no desk here: triage hands the case on and follows it.
    if not proposal.confident or proposal.spam or known.outside:
        return pack.commune.triage_unit
    return proposal.unit


def topic_for(submission: Submission, proposal: Proposal) -> str:
    """What the words say where they are sure, or seal the case; else the service that the sender chose."""
    sealed = proposal.visibility == Visibility.SEALED
    return proposal.topic if proposal.confident or sealed else submission.topic or proposal.topic


def _unit_for(submission: Submission, kind: Kind, proposal: Proposal, pack: Pack) -> str:
    chosen = pack.topic_by_code.get(topic_for(submission, proposal))
    if submission.topic and chosen and chosen.code == submission.topic != proposal.topic:
        outside = pack.unit_by_code[chosen.unit].outside
        return pack.commune.triage_unit if outside or proposal.spam else chosen.unit
    return unit_of(kind, proposal, pack)


def area_of(proposal: Proposal, pack: Pack) -> str:
    """The thôn, else the former commune, that the text names, if it can be only one: "Thôn 1" may be any of four."""
    known = [pack.area_by_code[code] for code in proposal.areas if code in pack.area_by_code]
    named = [area for area in known if not area.kind]
    finest = [area for area in named if area.is_hamlet] or named
    return finest[0].code if len(finest) == 1 and not finest[0].ambiguous else ""


def place_of(proposal: Proposal, pack: Pack) -> str:
    """The road or landmark that the text names first, for who was not asked where or did not say."""
    named = (pack.area_by_code[code] for code in proposal.areas if code in pack.area_by_code)
    return next((area.name.vi for area in named if area.kind), "")


def why_of(found: dict[str, Any], text: str) -> str:
    """The words that decided, as the citizen wrote them: for the queue, which reads no events."""
    return ", ".join(f"“{word}”" for word in deciding_words(found, text)[:3])[:200]


def _contact(submission: Submission) -> Contact | None:
    if submission.anonymous:
        return None  # a promise on the form: nothing about the sender is kept
    given = {
        "name": submission.name,
        "phone": submission.phone,
        "phone_raw": submission.phone_raw,
        "email": submission.email,
        "on_behalf_of": submission.on_behalf_of,
        "interpreter": submission.interpreter,
    }
    details = {name: value for name, value in given.items() if value}
    if not details:
        return None
    if submission.language:
        details["language"] = submission.language
    number = submission.phone or submission.phone_raw
    return Contact(details=details, phone_fingerprint=keyring.fingerprint(number) if number else None)


def _first_event(submission: Submission, found: dict[str, Any], now: datetime) -> Event:
    source = {"source": submission.source} if submission.source else {}
    return Event(
        at=now,
        officer_id=submission.officer_id,
        action="received",
        details={"channel": submission.channel, "proposal": found, **source},
    )
