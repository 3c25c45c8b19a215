"""A case ends, and with it those that were merged into it: each sender is told under the own code, each promise is
kept or broken by its own day. No verb commits."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.ending import note_end
from feedback_service.handling.joining.links import merge_of, untie, waiting_with
from feedback_service.handling.joining.merging import named, touch
from feedback_service.handling.promises import end_all, meet_all
from feedback_service.handling.public.taking_back import take_back_what_is_sealed
from feedback_service.handling.rating.asking import ask_later
from feedback_service.handling.secrecy.forgetting import forget_lesson, forget_likeness
from feedback_service.handling.secrecy.readers import readers_of
from feedback_service.handling.workflow import change_status, facts_of, record
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, CaseReader, Message, Officer
from feedback_service.vocabulary import Clock, Status, Visibility


def answer_merged(
    session: Session, lead: Case, officer: Officer, text: str, pack: Pack, now: datetime
) -> None:
    """They get the same answer."""
    for case, link in _ending(session, lead, now):
        meet_all(case, now)
        change_status(session, case, Status.ANSWERED, now, officer, **named(lead))
        note_end(case, pack, now, answered=True)
        session.add(_the_same(case, officer, text, now))
        if _is_told(link):
            tell_citizen(session, case, "answer", pack, now, key=_key("answer", case), text=text.strip())
            ask_later(session, case, pack, now)


def pass_merged_on(
    session: Session, lead: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> None:
    """They go to the same body outside."""
    for case, link in _ending(session, lead, now):
        meet_all(case, now)
        case.assigned_to = None
        note_end(case, pack, now)
        change_status(session, case, Status.PASSED_ON, now, officer, unit=lead.unit_code, reason=reason)
        if _is_told(link):
            tell_citizen(session, case, "passed_on", pack, now, key=_key("closed", case))


def refuse_merged(
    session: Session, lead: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> None:
    """For the same reason."""
    for case, link in _ending(session, lead, now):
        end_all(case, now)
        change_status(session, case, Status.NOT_ACCEPTED, now, officer, reason=reason)
        note_end(case, pack, now)
        if _is_told(link):
            tell_citizen(session, case, "not_accepted", pack, now, key=_key("closed", case), reason=reason)


def move_merged(session: Session, lead: Case, now: datetime) -> None:
    """What waits for the lead's answer goes with it to its new unit, which has to see it: it answers for all."""
    session.flush()
    for case, _link in waiting_with(session, lead):
        case.assigned_to = None
        _go_with(session, case, lead, now)


def leave(session: Session, case: Case, lead: Case, now: datetime) -> None:
    """Its sender took it back: the lead is not due for it any more."""
    link = merge_of(session, case)
    if link:
        untie(link, now)
    record(session, lead, "unmerged_here", now, None, **named(case))
    touch(session, lead)


def stand_alone(session: Session, case: Case, now: datetime) -> None:
    """Reopened by its sender, a case that was answered with another one is a matter of its own."""
    link = merge_of(session, case)
    if link:
        untie(link, now)


def _ending(session: Session, lead: Case, now: datetime) -> Iterator[tuple[Case, CaseLink]]:
    """The unit that answered answered them all; and what one became sealed for, seals all."""
    session.flush()
    waiting: Sequence[tuple[Case, CaseLink]] = waiting_with(session, lead)
    for case, link in waiting:
        _go_with(session, case, lead, now, sealed=lead.visibility == Visibility.SEALED)
        yield case, link
    if waiting:
        _due_on_its_own_day(lead)


def _go_with(session: Session, case: Case, lead: Case, now: datetime, sealed: bool = False) -> None:
    """Written down where it changes anything: figures as of an earlier day have to know."""
    was = facts_of(case)
    case.unit_code = lead.unit_code
    if sealed and case.visibility != Visibility.SEALED:
        _seal(session, case, lead, now)
    if facts_of(case) != was:
        record(session, case, "moved_with", now, was=was)


def _seal(session: Session, case: Case, lead: Case, now: datetime) -> None:
    """As by hand: nothing of it stays before the public or is learned from. Who may read the lead may read this."""
    case.visibility = Visibility.SEALED
    forget_likeness(session, case, now)
    forget_lesson(session, case)
    take_back_what_is_sealed(session, case, None, now)
    known = {one.id for one in readers_of(session, case)}
    named_to_it = (one.id for one in readers_of(session, lead) if one.id not in known)
    session.add_all(CaseReader(case_id=case.id, officer_id=number, since=now) for number in named_to_it)


def _due_on_its_own_day(lead: Case) -> None:
    """What is shown of a closed case is what its own sender was promised."""
    own = [promise.due_on for promise in lead.promises if promise.clock == Clock.ANSWER]
    lead.due_on = own[-1] if own else lead.due_on


def _the_same(case: Case, officer: Officer, text: str, now: datetime) -> Message:
    return Message(
        case_id=case.id,
        at=now,
        incoming=False,
        channel=case.channel,
        officer_id=officer.id,
        text=text.strip(),
    )


def _is_told(link: CaseLink) -> bool:
    """Not twice who split off a matter that went back into the mother: it is one person with one answer."""
    return not link.details.get("rejoined")


def _key(word: str, case: Case) -> str:
    return f"{word}:merged:{case.id}:{case.revision}"
