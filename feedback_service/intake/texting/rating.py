"""What a phone says of an answer: by a command, or by a bare figure when exactly one answer of ours waits for it."""

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from feedback_service.errors import ChangeNotAllowed
from feedback_service.folding import fold
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.rating.asking import ASKS
from feedback_service.handling.rating.rate import Outcome, Rated, Said, rate_answer
from feedback_service.handling.rating.rounds import waits_for_rating
from feedback_service.intake.again import open_again
from feedback_service.intake.danger import signs_in
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End, sender_fingerprint
from feedback_service.intake.texting.language import Command
from feedback_service.records import Case, Contact, Notification
from feedback_service.vocabulary import Clock, RatedBy, Status

RATING = "rating"  # why a text opened no case
_LEVEL = re.compile(r"([1-4])(?: ?(?:diem|sao|/ ?4))?")
_NOT_SOLVED = re.compile(
    r"(?:(?:van|viec) )*(?:chua|khong|ko)(?: (?:xong|duoc|giai quyet|giai quyet xong|lam xong|sua xong))?(?: dau)?"
)
_SOLVED = re.compile(r"(?:(?:da|viec|roi) )*(?:xong|giai quyet xong|sua xong|lam xong)(?: (?:roi|het))*")


def is_from_its_sender(hearing: Hearing, case: Case) -> bool:
    """Rating and adding from another phone than the case's would let anybody write into it who saw the code."""
    found = hearing.session.scalar(select(Contact.phone_fingerprint).where(Contact.id == case.contact_id))
    return found is not None and found == sender_fingerprint(hearing.text.sender)


def rate_by_text(hearing: Hearing, case: Case, command: Command) -> None:
    """DG EK-4827-193K 4"""
    if not command.rest:
        hearing.reply("how_to_rate", case.id, code=case.code)
        return
    _rate(hearing, case, Said(RatedBy.SMS, level=int(command.rest)))


def not_solved_by_text(hearing: Hearing, case: Case, command: Command) -> None:
    """CHUA EK-4827-193K, and what is still wrong."""
    _rate(hearing, case, Said(RatedBy.SMS, solved=False, comment=command.rest))


def as_rating(hearing: Hearing, cases: Sequence[Case]) -> End | None:
    """ "4", "chưa xong", "xong rồi" as the answer to our question; None for everything else."""
    said = _read(hearing.body)
    if said is None:
        return None
    asked = [case for case in cases if _was_asked(hearing, case)]
    if not asked:
        return None
    if len(asked) > 1:
        hearing.reply("rate_which", asked[0].id, code=asked[0].code)
    else:
        _rate(hearing, asked[0], said)
    return End("command", asked[0].id, RATING)


def _read(body: str) -> Said | None:
    plain = fold(body).strip(" .,!")
    level = _LEVEL.fullmatch(plain)
    if level:
        return Said(RatedBy.SMS, level=int(level[1]))
    if _NOT_SOLVED.fullmatch(plain):
        return Said(RatedBy.SMS, solved=False)
    return Said(RatedBy.SMS, solved=True) if _SOLVED.fullmatch(plain) else None


def _was_asked(hearing: Hearing, case: Case) -> bool:
    """By a text of ours, not too long ago, of an answer that nothing was said of since."""
    if case.status != Status.ANSWERED:
        return False
    since = hearing.sent_at - timedelta(days=hearing.pack.commune.reply_days)
    asked = select(Notification.id).where(
        Notification.case_id == case.id,
        Notification.template.in_(ASKS),
        Notification.medium == "sms",
        Notification.created_at >= since,
    )
    return hearing.session.scalar(asked.limit(1)) is not None and waits_for_rating(hearing.session, case)


def _rate(hearing: Hearing, case: Case, said: Said) -> None:
    try:
        if not is_from_its_sender(hearing, case):
            raise ChangeNotAllowed
        rated = rate_answer(hearing.session, case, said, hearing.pack, hearing.now, origin=hearing.origin)
    except ChangeNotAllowed:
        hearing.reply("not_yet_rated", case.id, code=case.code)
        return
    _see_danger(hearing, case, said.comment)
    _reply(hearing, case, said, rated)


def _see_danger(hearing: Hearing, case: Case, words: str) -> None:
    signs = signs_in(words, hearing.pack) if words else None
    if signs and case.is_open:
        mark_danger(hearing.session, case, signs, hearing.pack, hearing.now, said_at=hearing.sent_at)


def _reply(hearing: Hearing, case: Case, said: Said, rated: Rated) -> None:
    match rated.outcome:
        case Outcome.RATED if said.level is None:
            hearing.reply("rated_solved", case.id, code=case.code)
        case Outcome.RATED:
            hearing.reply("rated", case.id, code=case.code, rating=said.level)
        case Outcome.REOPENED if "sms" not in rated.told:  # it opted out, and has just written
            hearing.reply("reopened", case.id, code=case.code, due=_promised(case))
        case Outcome.TOO_OFTEN:
            times = hearing.pack.commune.most_reopened
            hearing.reply("reopened_enough", case.id, code=case.code, times=times)
        case Outcome.TOO_LATE:
            _as_new(hearing, case, said)


def _as_new(hearing: Hearing, case: Case, said: Said) -> None:
    """Past its days the matter is not sent away: it goes on under a new code."""
    days = hearing.pack.commune.reopen_days
    hearing.reply("reopened_late", case.id, code=case.code, days=days)
    open_again(hearing.session, case, said.comment, f"again:{hearing.origin}", hearing.pack, hearing.now)


def _promised(case: Case) -> object:
    return next(promise.due_on for promise in reversed(case.promises) if promise.clock == Clock.ANSWER)
