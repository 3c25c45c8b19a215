"""The words that a text may begin with (contract: SMS that citizens send). Accents and case do not matter."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.folding import fold
from feedback_service.handling.close import rate_case
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.promises import running
from feedback_service.intake.codes import read_code
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.notifying.opting_out import resume_notices, stop_notices
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, keyring
from feedback_service.vocabulary import Channel, Clock, Visibility

_CODE = r"((?:[a-z]{2}[ .\-]*)?[\doil]{4}[ .\-]*[\doil]{3}[ .\-]*[a-z])"
_FORMS = {
    "TC": re.compile(rf"tc[ :.\-]*{_CODE}\W*"),
    "BS": re.compile(rf"bs[ :.\-]*{_CODE}[ :.,\-]+\S.*", re.S),
    "DG": re.compile(rf"(?:dg|danh gia)[ :.\-]*{_CODE}[ :.\-]+([1-4])\W*"),
    "HUY": re.compile(r"(?:huy|dung|stop)\W*"),
    "TIEPTUC": re.compile(r"(?:tiep ?tuc|start)\W*"),
    "TROGIUP": re.compile(r"(?:tro ?giup|help)\W*"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """`code` as printed, None where it cannot be one; `given` as typed; `rest` the words or the rating after it."""

    word: str
    code: str | None = None
    rest: str = ""
    given: str = ""


def read_command(body: str, prefix: str) -> Command | None:
    """None for everything that is no command, which is then a message for the commune."""
    plain = fold(body)
    for word, form in _FORMS.items():
        match = form.fullmatch(plain)
        if match:
            return _command(word, match, body, prefix)
    return None


def _command(word: str, match: re.Match[str], body: str, prefix: str) -> Command:
    if word in {"HUY", "TIEPTUC", "TROGIUP"}:
        return Command(word)
    code = read_code(match[1], prefix)
    if word == "DG":
        return Command(word, code, match[2], match[1])
    if word == "BS":
        return Command(word, code, _after_code(body), match[1])
    return Command(word, code, given=match[1])


def _after_code(body: str) -> str:
    """The citizen's own words with their accents: what stands after the code in the text as sent."""
    found = re.match(rf"\s*bs[ :.\-]*{_CODE}[ :.,\-]+", body, re.I)
    return body[found.end() :].strip() if found else body


def obey(session: Session, command: Command, sender: str, pack: Pack, now: datetime, key: str) -> int | None:
    """Does it and writes the reply to the outbox. Returns the id of the case that it was about."""
    if command.word in _ABOUT_THE_PHONE:
        _ABOUT_THE_PHONE[command.word](session, sender, pack, now, key)
        return None
    case = _case_of(session, command.code)
    if case is None:
        reply_by_sms(session, sender, "code_unknown", pack, now, key, given=command.given)
        return None
    _ABOUT_A_CASE[command.word](session, case, command, sender, pack, now, key)
    return case.id


def _case_of(session: Session, code: str | None) -> Case | None:
    return session.scalars(select(Case).where(Case.code == code)).one_or_none() if code else None


def _from_its_sender(session: Session, case: Case, sender: str) -> bool:
    """Rating and adding from another phone than the case's would let anybody write into it who saw the code."""
    number = e164_or_nothing(sender) or sender
    found = session.scalar(select(Contact.phone_fingerprint).where(Contact.id == case.contact_id))
    return found == keyring.fingerprint(number)


def _status(
    session: Session, case: Case, command: Command, sender: str, pack: Pack, now: datetime, key: str
) -> None:
    """The sender's phone learns where the case is; any other, and any phone about a sealed one, only that it is."""
    if not _from_its_sender(session, case, sender) or case.visibility == Visibility.SEALED:
        reply_by_sms(session, sender, "status", pack, now, key, code=case.code, status="", due=None)
        return
    promise = running(case, Clock.ANSWER)
    due = promise.due_on if promise else None
    reply_by_sms(session, sender, "status", pack, now, key, code=case.code, status=case.status, due=due)


def _add(
    session: Session, case: Case, command: Command, sender: str, pack: Pack, now: datetime, key: str
) -> None:
    if not _from_its_sender(session, case, sender):
        reply_by_sms(session, sender, "not_your_phone", pack, now, key, code=case.code)
        return
    citizen_wrote(session, case, command.rest, Channel.SMS, pack, now, origin=key)
    reply_by_sms(session, sender, "added", pack, now, key, code=case.code)


def _rate(
    session: Session, case: Case, command: Command, sender: str, pack: Pack, now: datetime, key: str
) -> None:
    try:
        if not _from_its_sender(session, case, sender):
            raise ChangeNotAllowed
        rate_case(session, case, int(command.rest), now)
    except ChangeNotAllowed:
        reply_by_sms(session, sender, "not_yet_rated", pack, now, key, code=case.code)
        return
    reply_by_sms(session, sender, "rated", pack, now, key, code=case.code, rating=command.rest)


def _help(session: Session, sender: str, pack: Pack, now: datetime, key: str) -> None:
    reply_by_sms(session, sender, "help", pack, now, key)


def _stop(session: Session, sender: str, pack: Pack, now: datetime, key: str) -> None:
    """Ends notices to this phone. What it sends is taken as before."""
    stop_notices(session, e164_or_nothing(sender) or sender, now)
    reply_by_sms(session, sender, "stopped", pack, now, key)


def _resume(session: Session, sender: str, pack: Pack, now: datetime, key: str) -> None:
    resume_notices(session, e164_or_nothing(sender) or sender)
    reply_by_sms(session, sender, "resumed", pack, now, key)


_ABOUT_A_CASE = {"TC": _status, "BS": _add, "DG": _rate}
_ABOUT_THE_PHONE = {"HUY": _stop, "TIEPTUC": _resume, "TROGIUP": _help}
