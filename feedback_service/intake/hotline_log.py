"""What the hotline's screens read: the calls of the day, those still owed, the matter just logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session, aliased, joinedload

from feedback_service.handling.promises import zone_of
from feedback_service.intake.hotline import CALL_LOGGED, CALLED_BACK
from feedback_service.intake.pins import pin_for
from feedback_service.intake.queries import ReceiptFacts, receipt_of
from feedback_service.intake.receive import draft
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer
from feedback_service.records.case import CALLS, OPEN
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.rules import propose
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import CallOutcome, Channel, Visibility

CALLS_ON_A_PAGE = 20
MOST_CALLS_OWED = 50
_OPEN, _CALLS = text(OPEN), text(CALLS)  # word for word as in the indexes
STILL_ON_THE_PHONE = timedelta(hours=2)  # the officer who wrote it down needs no reason to see what he wrote


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of the log. `call_back_at` is None where no call was promised or where it was made."""

    case: Case
    outcome: CallOutcome
    call_back_at: datetime | None
    officer: str


@dataclass(frozen=True, slots=True)
class Logged:
    """A matter just logged, for whoever logged it. `pin` is read out to callers who get no text."""

    case: Case
    facts: ReceiptFacts
    pin: str
    outcome: CallOutcome
    call_back_at: datetime | None
    after: str
    texted: bool


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the officer says before hanging up. `unit` "" where it must not be said aloud."""

    proposal: Proposal
    unit: str
    why: str
    due_on: date
    area: str


def calls_of_today(
    session: Session, officer: Officer, pack: Pack, now: datetime, before: int | None = None
) -> list[CallLine]:
    """Newest first; one more than a page holds, so that the caller knows whether there is a next one."""
    here = now.astimezone(zone_of(pack))
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    asked = select(Case).where(_CALLS, Case.entered_at >= midnight, visible_cases(officer))
    if before is not None:
        asked = asked.where(Case.id < before)
    return _lines(session, session.scalars(asked.order_by(Case.id.desc()).limit(CALLS_ON_A_PAGE + 1)).all())


def calls_owed(session: Session, officer: Officer, now: datetime) -> list[CallLine]:
    """Open cases whose caller was promised a call that nobody has made yet, the most urgent first."""
    promised_call, made = aliased(Event), aliased(Event)
    owed = exists().where(
        promised_call.case_id == Case.id,
        promised_call.action == CALL_LOGGED,
        promised_call.details["outcome"].as_string() == CallOutcome.CALL_BACK.value,
    )
    kept = exists().where(made.case_id == Case.id, made.action == CALLED_BACK)
    asked = select(Case).where(_OPEN, _CALLS, owed, ~kept, visible_cases(officer))
    lines = _lines(session, session.scalars(asked.order_by(Case.id).limit(MOST_CALLS_OWED)).all())
    return sorted(lines, key=lambda line: line.call_back_at or now)


def just_logged(session: Session, officer: Officer, code: str, now: datetime) -> Logged | None:
    """For the officer who took the call, while the caller is on the phone: also of a matter sealed since."""
    case = session.scalars(
        select(Case).where(Case.code == code).options(joinedload(Case.contact))
    ).one_or_none()
    facts = receipt_of(session, code)
    call = _call_event(session, case) if case else None
    if case is None or facts is None or call is None:
        return None
    if call.officer_id != officer.id or now - case.entered_at > STILL_ON_THE_PHONE:
        return None
    return Logged(
        case=case,
        facts=facts,
        pin=pin_for(case.submission_id, case.code),
        outcome=CallOutcome(call.details["outcome"]),
        call_back_at=_moment(call),
        after=call.details["after"],
        texted=_was_texted(session, case),
    )


def read_back(words: str, area: str, unit: str, at: datetime, pack: Pack) -> ReadBack:
    """What would happen to the matter if it were saved now: drafted as the door does it, and kept nowhere."""
    proposal = propose(words, pack, area)
    sealed = proposal.visibility == Visibility.SEALED
    chosen = unit if unit in pack.unit_by_code and not sealed else ""
    case = draft(Submission(Channel.HOTLINE, words, "", at, area_code=area, unit=chosen), pack, at)
    decided = dict.fromkeys(words[a:b].casefold() for reason in proposal.reasons for a, b in reason.spans)
    return ReadBack(
        proposal=proposal,
        unit="" if sealed else case.unit_code,
        why=", ".join(f"“{phrase}”" for phrase in list(decided)[:3]),
        due_on=case.promises[-1].due_on,
        area=case.area_code,
    )


def _lines(session: Session, cases: Sequence[Case]) -> list[CallLine]:
    numbers = [case.id for case in cases]
    events = session.execute(
        select(Event, Officer.name)
        .outerjoin(Officer, Officer.id == Event.officer_id)
        .where(Event.case_id.in_(numbers), Event.action.in_((CALL_LOGGED, CALLED_BACK)))
        .order_by(Event.id)
    ).all()
    logged = {event.case_id: (event, name) for event, name in events if event.action == CALL_LOGGED}
    made = {event.case_id for event, _ in events if event.action == CALLED_BACK}
    return [_line(case, *logged[case.id], case.id in made) for case in cases if case.id in logged]


def _line(case: Case, call: Event, officer: str | None, made: bool) -> CallLine:
    return CallLine(
        case=case,
        outcome=CallOutcome(call.details["outcome"]),
        call_back_at=None if made or not case.is_open else _moment(call),
        officer=officer or "",
    )


def _call_event(session: Session, case: Case) -> Event | None:
    return session.scalars(select(Event).where(Event.case_id == case.id, Event.action == CALL_LOGGED)).first()


def _was_texted(session: Session, case: Case) -> bool:
    sms = select(Notification.id).where(Notification.case_id == case.id, Notification.medium == "sms")
    return session.scalars(sms.limit(1)).first() is not None


def _moment(call: Event) -> datetime | None:
    written = call.details["call_back_at"]
    return datetime.fromisoformat(written) if written else None
