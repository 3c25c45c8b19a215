"""The steps of a call: what each changes, and what the caller hears next.

`settle` is done once, when the step is new; `script` is made from what was settled and from the step's own moment,
so that a webhook that comes twice is answered twice with the same words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from feedback_service.carrier.voice import CallNews
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.intake.looking_up import Opening
from feedback_service.intake.phones import e164_or_nothing, is_mobile
from feedback_service.intake.pins import pin_for
from feedback_service.intake.voice import look_up
from feedback_service.intake.voice.scripts import Place, Script, Telephone, nothing_recorded
from feedback_service.intake.voice.voicemail import take_voicemail
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case
from feedback_service.vocabulary import CallEnd, CallSource

MOST_TURNS = 40  # of one call: whoever goes on for longer is not asking for anything


class Step(StrEnum):
    """In the addresses of the webhooks."""

    RINGS = "den"
    CHOSE = "chon"
    CODE = "ma"
    CONNECTED = "sau-khi-noi"
    LEFT = "loi-nhan"
    RECORDED = "ghi-am"
    STATUS = "trang-thai"


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of one call, as it came at `now`."""

    step: Step
    place: Place
    news: CallNews
    source: CallSource
    now: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a step: kept with its event, and enough to say the same words again."""

    outcome: str
    case_id: int | None = None


def settle(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    return _SETTLES[turn.step](session, turn, telephone)


def script(session: Session, turn: Turn, settled: Settled, telephone: Telephone) -> Script:
    if turn.place.turn > MOST_TURNS:
        return telephone.goodbye()
    case = session.get(Case, settled.case_id) if settled.case_id else None
    return _SAYS[settled.outcome](turn, telephone, case)


def _call(session: Session, turn: Turn, pack: Pack, **known: object) -> Call:
    started = turn.now - timedelta(seconds=turn.news.seconds if turn.news.is_over else 0)
    heard = HeardCall(turn.source, turn.news.call_id, turn.news.caller, started, **known)  # type: ignore[arg-type]
    return take_call(session, heard, pack, turn.now).call


def _rings(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    _call(session, turn, telephone.pack)
    return Settled("welcome")


def _chose(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    """Who asks for a person is not done with what the machine told: if nobody comes, a call is owed."""
    if turn.news.digits == "0":
        call = _call(session, turn, telephone.pack)
        call.end = None if call.end == CallEnd.LOOKED_UP else call.end
    return Settled({"1": "message", "2": "look_up", "0": "officer"}.get(turn.news.digits, "no_choice"))


def _code(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    if turn.place.digits:
        return _pin(session, turn, telephone)
    code = look_up.code_of(turn.news.digits, telephone.pack)
    if code is None:
        return Settled("code_short")
    case = look_up.own_case(session, code, turn.news.caller)
    return _tells(session, turn, telephone, case) if case else Settled("ask_pin")


def _pin(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    code = look_up.code_of(turn.place.digits, telephone.pack)
    if code is None or not look_up.is_pin(turn.news.digits):
        return Settled("not_told")
    opening, case = look_up.open_by_keys(session, code, turn.news.digits, turn.now)
    if case:
        return _tells(session, turn, telephone, case)
    return Settled("locked" if opening == Opening.LOCKED else "not_told")


def _tells(session: Session, turn: Turn, telephone: Telephone, case: Case) -> Settled:
    _call(session, turn, telephone.pack, end=CallEnd.LOOKED_UP)
    return Settled("told", case.id)


def _connected(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    return Settled("goodbye") if _note_talk(session, turn, telephone.pack) else Settled("nobody_answered")


def _note_talk(session: Session, turn: Turn, pack: Pack) -> bool:
    seconds = turn.news.talk_seconds or 0
    if seconds:
        _call(session, turn, pack, end=CallEnd.ANSWERED, talk_seconds=seconds)
    return seconds > 0


def _recorded(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    """The end of recording, or the finished recording; whichever comes first opens the case."""
    if turn.news.recording is None:
        return Settled("nothing_recorded")
    call = _call(session, turn, telephone.pack)
    case = take_voicemail(
        session, call, turn.news.recording, telephone.pack, telephone.recording_days, turn.now
    )
    return Settled("thanks", case.id) if case else Settled("nothing_recorded")


def _status(session: Session, turn: Turn, telephone: Telephone) -> Settled:
    """A call that is over and of which nothing is known to have come was missed."""
    if turn.news.about_officer:
        _note_talk(session, turn, telephone.pack)
    elif turn.news.is_over:
        _call(session, turn, telephone.pack, end=CallEnd.MISSED, ended_at=turn.now)
    return Settled("silence")


def _thanks(turn: Turn, telephone: Telephone, case: Case | None) -> Script:
    if case is None:
        return nothing_recorded()
    texted = is_mobile(e164_or_nothing(turn.news.caller))
    return telephone.thanks(case.code, "" if texted else pin_for(case.submission_id, case.code))


_SETTLES: Mapping[Step, Callable[[Session, Turn, Telephone], Settled]] = {
    Step.RINGS: _rings,
    Step.CHOSE: _chose,
    Step.CODE: _code,
    Step.CONNECTED: _connected,
    Step.LEFT: _recorded,
    Step.RECORDED: _recorded,
    Step.STATUS: _status,
}
_SAYS: Mapping[str, Callable[[Turn, Telephone, Case | None], Script]] = {
    "welcome": lambda turn, phone, case: phone.welcome(turn.place),
    "message": lambda turn, phone, case: phone.message(turn.place),
    "look_up": lambda turn, phone, case: phone.ask_code(turn.place),
    "officer": lambda turn, phone, case: phone.officer_or_message(turn.place),
    "no_choice": lambda turn, phone, case: phone.menu_again(turn.place),
    "code_short": lambda turn, phone, case: phone.code_again(turn.place, "code_short"),
    "ask_pin": lambda turn, phone, case: phone.ask_pin(turn.place, turn.news.digits.strip("*#")),
    "not_told": lambda turn, phone, case: phone.code_again(turn.place, "not_told"),
    "locked": lambda turn, phone, case: phone.after_look_up(turn.place, phone.locked()),
    "told": lambda turn, phone, case: phone.tell(turn.place, look_up.told(case)) if case else phone.goodbye(),
    "nobody_answered": lambda turn, phone, case: phone.nobody_answered(turn.place),
    "thanks": _thanks,
    "nothing_recorded": lambda turn, phone, case: nothing_recorded(),
    "goodbye": lambda turn, phone, case: phone.goodbye(),
    "silence": lambda turn, phone, case: (),
}
