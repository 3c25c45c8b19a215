"""Carries out a command and writes the reply to the outbox."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.following.confirming import stop_following
from feedback_service.handling.promises import running
from feedback_service.intake.danger import emergency_numbers, signs_in
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End, sender_fingerprint
from feedback_service.intake.texting.language import Command
from feedback_service.intake.texting.rating import is_from_its_sender, not_solved_by_text, rate_by_text
from feedback_service.notifying.opting_out import resume_notices, stop_notices
from feedback_service.records import Case, Contact
from feedback_service.vocabulary import Channel, Clock, Status, Visibility

_LATEST = 20  # cases of a phone that are looked at


def obey(hearing: Hearing, command: Command) -> End | None:
    """None where it turns out to be a message after all, whose words must not be lost."""
    if command.word in _ABOUT_THE_PHONE:
        _ABOUT_THE_PHONE[command.word](hearing)
        return End("command")
    if command.given and not command.code:
        return _not_found(hearing, command)
    case = _case_of(hearing.session, command.code) if command.code else _own_case(hearing, command)
    if case is None:
        return _not_found(hearing, command)
    if command.word == "BS" and command.rest and not case.is_unfinished:
        return None  # a closed case is looked at by nobody: what is said now is a new matter
    _ABOUT_A_CASE[command.word](hearing, case, command)
    return End("command", case.id)


def _not_found(hearing: Hearing, command: Command) -> End | None:
    if command.word == "BS" and command.rest:
        return None
    if command.given:
        hearing.reply("code_unknown", given=command.given.upper())
    else:
        hearing.reply("help")
    return End("command")


def _case_of(session: Session, code: str) -> Case | None:
    return session.scalars(select(Case).where(Case.code == code)).one_or_none()


def _own_case(hearing: Hearing, command: Command) -> Case | None:
    """Without a code the phone's own: the last open one to ask about, the last answered one to rate."""
    cases = cases_of(hearing.session, hearing.text.sender)
    if command.word in ("DG", "CHUA"):
        return next((case for case in cases if case.status == Status.ANSWERED), None)
    return next((case for case in cases if case.is_unfinished), None) or next(iter(cases), None)


def cases_of(session: Session, sender: str) -> list[Case]:
    """The newest cases of this phone, the newest first.

    Asked in two steps, by key each: in one, SQLite walks through every open case.
    """
    fingerprint = sender_fingerprint(sender)
    if fingerprint is None:
        return []
    senders = select(Contact.id).where(Contact.phone_fingerprint == fingerprint)
    latest = session.scalars(senders.order_by(Contact.id.desc()).limit(_LATEST)).all()
    if not latest:
        return []
    found = select(Case).where(Case.contact_id.in_(latest)).order_by(Case.id.desc())
    return list(session.scalars(found, execution_options={"populate_existing": True}))


def _status(hearing: Hearing, case: Case, command: Command) -> None:
    """The sender's phone learns where the case is; any other, and any phone about a sealed one, only that it is."""
    if not is_from_its_sender(hearing, case) or case.visibility == Visibility.SEALED:
        hearing.reply("status", case.id, code=case.code, status="", due=None)
        return
    promise = running(case, Clock.ANSWER)
    due = promise.due_on if promise else None
    hearing.reply("status", case.id, code=case.code, status=case.status, due=due)


def _add(hearing: Hearing, case: Case, command: Command) -> None:
    if not is_from_its_sender(hearing, case):
        hearing.reply("not_your_phone", code=case.code)
        return
    if not command.rest:
        hearing.reply("how_to_add", case.id, code=case.code)
        return
    citizen_wrote(
        hearing.session,
        case,
        command.rest,
        Channel.SMS,
        hearing.pack,
        hearing.now,
        hearing.origin,
        sent_at=hearing.sent_at,
    )
    signs = signs_in(command.rest, hearing.pack)
    if signs:
        mark_danger(hearing.session, case, signs, hearing.pack, hearing.now, said_at=hearing.sent_at)
    numbers = emergency_numbers(signs, hearing.pack)
    hearing.reply("added", case.id, code=case.code, danger=signs is not None, emergency=numbers)


def _help(hearing: Hearing) -> None:
    hearing.reply("help")


def _stop(hearing: Hearing) -> None:
    """Ends notices to this phone, and what it follows. What it sends is taken as before."""
    stop_notices(hearing.session, hearing.phone, hearing.now)
    stop_following(hearing.session, sender_fingerprint(hearing.text.sender) or "", hearing.now)
    hearing.reply("stopped")


def _resume(hearing: Hearing) -> None:
    resume_notices(hearing.session, hearing.phone)
    hearing.reply("resumed")


_ABOUT_A_CASE: Mapping[str, Callable[[Hearing, Case, Command], None]] = {
    "TC": _status,
    "BS": _add,
    "DG": rate_by_text,
    "CHUA": not_solved_by_text,
}
_ABOUT_THE_PHONE: Mapping[str, Callable[[Hearing], None]] = {
    "HUY": _stop,
    "TIEPTUC": _resume,
    "TROGIUP": _help,
}
