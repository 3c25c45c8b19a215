"""What a text is, in the order in which it is asked: a command, a piece, an answer, thanks, more of the same, new.

Everything is decided by when the texts were sent, so that one that came late stands where it belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from feedback_service.handling.conversation import is_answered_by
from feedback_service.handling.danger.replying import duty_reply
from feedback_service.handling.following.confirming import confirm_by_reply, says_yes
from feedback_service.intake.receive import keep
from feedback_service.intake.texting.courtesy import Courtesy, courtesy_of
from feedback_service.intake.texting.earlier import THREAD_PAUSE, Earlier, is_flood, said_before, thread_at
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End, is_a_machine, sender_fingerprint
from feedback_service.intake.texting.joining import FLOOD, SAME_TEXT, join, note_flood, warn
from feedback_service.intake.texting.language import Command, codes_in
from feedback_service.intake.texting.obeying import cases_of, obey
from feedback_service.intake.texting.piecing import add_piece
from feedback_service.intake.texting.placing import as_place
from feedback_service.intake.texting.rating import as_rating
from feedback_service.records import Case, Message
from feedback_service.vocabulary import Channel

THANKS_FOLLOW = timedelta(days=30)  # later they are about something that we do not know


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read before any database was asked: a command, or the case that it would open."""

    body: str
    command: Command | None = None
    drafted: Case | None = None
    text_fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the phone: its texts, and its cases, the newest first."""

    texts: Sequence[Earlier]
    cases: Sequence[Case]

    @property
    def open_cases(self) -> list[Case]:
        return [case for case in self.cases if case.is_unfinished]

    def open_case(self, number: int | None) -> Case | None:
        return next((case for case in self.open_cases if case.id == number), None)


def understand(hearing: Hearing, read: Reading, earlier: Sequence[Earlier]) -> End:
    """Does with the text what it asks for. Every text ends in a case, in a reply, or rejected with a reason."""
    if not read.body:
        return End("rejected", reason="empty")
    if duty_reply(hearing.session, hearing.text.sender, hearing.body, hearing.now):
        return End("command", reason="duty")
    if is_a_machine(hearing.text.sender):
        return End("rejected", reason="not_a_person")
    known = _Known(earlier, cases_of(hearing.session, hearing.text.sender))
    waiting = _asked(hearing, known)
    if waiting is None and _follows(hearing):
        return End("command", reason="follow")
    if read.command and not (waiting and _may_mean_yes(read)):
        end = obey(hearing, read.command)
        if end:
            return end
    return _as_message(hearing, read, known, waiting)


def _follows(hearing: Hearing) -> bool:
    """CO to our text about a published result. Where the commune waits for an answer of this phone, it is that one."""
    fingerprint = sender_fingerprint(hearing.text.sender)
    if fingerprint is None or not says_yes(hearing.body):
        return False
    code = confirm_by_reply(hearing.session, fingerprint, hearing.now)
    if code is None:
        return False
    hearing.reply("following", code=code)
    return True


def _may_mean_yes(read: Reading) -> bool:
    """ "dung" without accents is "đúng" as well as "dừng": after a question it is the answer."""
    return courtesy_of(read.body) is not None


def _as_message(hearing: Hearing, read: Reading, known: _Known, waiting: Case | None) -> End:
    assert read.drafted is not None  # noqa: S101  only commands are read without
    return (
        add_piece(hearing, known.texts, known.open_cases)
        or _about_a_named_case(hearing, read.drafted, known)
        or _as_answer(hearing, read.drafted, waiting)
        or as_place(hearing, known.texts, known.open_cases)
        or as_rating(hearing, known.cases)
        or _as_courtesy(hearing, known)
        or _as_more(hearing, read, known)
        or End("opened", keep(hearing.session, read.drafted, hearing.pack, hearing.now).case.id)
    )


def _about_a_named_case(hearing: Hearing, drafted: Case, known: _Known) -> End | None:
    """The phone names one of its own cases: "EK-4827-193K đến đâu rồi"."""
    codes = codes_in(hearing.body, hearing.pack.commune.code_prefix)
    case = next((case for case in known.open_cases if case.code in codes), None)
    if case is None:
        return None
    end = join(hearing, case, drafted.danger)
    if not drafted.danger:
        hearing.reply("added", case.id, code=case.code)
    return end


def _as_answer(hearing: Hearing, drafted: Case, waiting: Case | None) -> End | None:
    """To the question that was asked last. Danger that is not the asked case's own is a matter of its own: in an old
    case about a lamp, in the hands of its unit, a fire would be seen too late.
    """
    if waiting is None or courtesy_of(hearing.body) is Courtesy.THANKS:
        return None
    if drafted.danger and not waiting.danger:
        return None
    end = join(hearing, waiting, drafted.danger)
    if drafted.danger:
        return end
    if hearing.sent_at - waiting.sent_at > THREAD_PAUSE:
        hearing.reply("added", waiting.id, code=waiting.code)
    return end


def _asked(hearing: Hearing, known: _Known) -> Case | None:
    """The case that waits for this phone; of several the one asked last."""
    waiting = [case for case in known.open_cases if is_answered_by(case, hearing.sent_at)]
    if len(waiting) < 2:
        return next(iter(waiting), None)
    asked = select(Message.case_id, func.max(Message.id)).where(
        Message.case_id.in_([case.id for case in waiting]), Message.incoming.is_(False)
    )
    last = {case_id: number for case_id, number in hearing.session.execute(asked.group_by(Message.case_id))}
    return max(waiting, key=lambda case: last.get(case.id, 0))


def _as_courtesy(hearing: Hearing, known: _Known) -> End | None:
    """Thanks and OK ask for nothing: shown where they belong, and nothing moves."""
    if courtesy_of(hearing.body) is None:
        return None
    case = next((case for case in known.cases if hearing.sent_at - case.sent_at <= THANKS_FOLLOW), None)
    if case:
        hearing.session.add(
            Message(
                case_id=case.id,
                at=hearing.sent_at,
                incoming=True,
                channel=Channel.SMS,
                text=hearing.body,
                origin=hearing.origin,
            )
        )
    return End("thanks", case.id if case else None)


def _as_more(hearing: Hearing, read: Reading, known: _Known) -> End | None:
    """The same words again, a thread that goes on, or a flood, which makes no new cases."""
    assert read.drafted is not None  # noqa: S101
    danger = read.drafted.danger
    same = known.open_case(said_before(known.texts, read.text_fingerprint, hearing.sent_at))
    if same:
        if danger:
            warn(hearing, same)  # it may burn again tomorrow
        return End("joined", same.id, SAME_TEXT)  # the words stand there already; the page counts them
    flood = is_flood(known.texts, hearing.sent_at)
    case = known.open_case(thread_at(known.texts, hearing.sent_at))
    if case is None and flood:
        case = next((case for case in known.open_cases if case.channel == Channel.SMS), None)
    if case is None:
        return None
    if flood and not _noted(known, case):
        note_flood(hearing, case)
    return join(hearing, case, danger, FLOOD if flood else "")


def _noted(known: _Known, case: Case) -> bool:
    return any(text.reason == FLOOD and text.case_id == case.id for text in known.texts)
