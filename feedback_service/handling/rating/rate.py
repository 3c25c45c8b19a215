"""What a sender says of an answer. Every channel ends here: text, link, own page, call."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.answer import current_answer
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.promises import local_day
from feedback_service.handling.rating.latest import latest
from feedback_service.handling.rating.reopening import ReopenedOften, TooLateToReopen, reopen_case
from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Rating
from feedback_service.vocabulary import Channel, RatedBy, Status

LEVELS = range(1, 5)  # 1 not at all satisfied … 4 very satisfied
_CHANNELS = {RatedBy.LINK: Channel.WEB, RatedBy.SMS: Channel.SMS, RatedBy.CALL: Channel.HOTLINE}


@dataclass(frozen=True, slots=True)
class Said:
    """`level` 1 to 4, None where none was given; `solved` None where nothing was said of it."""

    by: RatedBy
    solved: bool | None = None
    level: int | None = None
    comment: str = ""

    @property
    def says_something(self) -> bool:
        return (self.level is None or self.level in LEVELS) and (self.level, self.solved) != (None, None)


class Outcome(StrEnum):
    """What became of it."""

    RATED = "rated"
    REOPENED = "reopened"
    TOO_LATE = "too_late"  # not solved, and past the days: what comes now is a new matter
    TOO_OFTEN = "too_often"
    KNOWN = "known"  # the same again


@dataclass(frozen=True, slots=True)
class Rated:
    """`told`: the media by which the sender was told that the case goes on."""

    outcome: Outcome
    told: tuple[str, ...] = ()


def rate_answer(
    session: Session,
    case: Case,
    said: Said,
    pack: Pack,
    now: datetime,
    *,
    officer: Officer | None = None,
    origin: str | None = None,
) -> Rated:
    """Adds a rating; the case keeps the last one. "Not solved" reopens the case while it may be.

    `officer`: who wrote it down on the phone. `origin` names what brought it: arriving twice counts once.
    Raises ChangeNotAllowed where there is no answer to speak of, or nothing was said.
    """
    if origin and session.scalar(select(Rating.id).where(Rating.origin == origin)):
        return Rated(Outcome.KNOWN)
    if case.status != Status.ANSWERED or not said.says_something:
        raise ChangeNotAllowed
    session.add(_row(session, case, said, now, officer, origin))
    _keep_latest(session, case, pack, now)
    record(session, case, "rated", now, officer, rating=said.level or 0, solved=said.solved, by=said.by.value)
    rated = _go_on(session, case, said, pack, now) if said.solved is False else Rated(Outcome.RATED)
    if said.comment.strip():
        citizen_wrote(session, case, said.comment, _CHANNELS[said.by], pack, now)
    return rated


def _keep_latest(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    session.flush()
    ratings = session.scalars(select(Rating).where(Rating.case_id == case.id).order_by(Rating.id)).all()
    case.rating, case.solved = latest(ratings)
    case.rated_on = local_day(now, pack)


def _row(
    session: Session, case: Case, said: Said, now: datetime, officer: Officer | None, origin: str | None
) -> Rating:
    answer = current_answer(session, case)
    return Rating(
        case_id=case.id,
        answer_id=answer.id if answer and answer.approved_at else None,
        at=now,
        by=said.by.value,
        solved=said.solved,
        level=said.level,
        comment=said.comment.strip(),
        officer_id=officer.id if officer else None,
        origin=origin,
    )


def _go_on(session: Session, case: Case, said: Said, pack: Pack, now: datetime) -> Rated:
    reason = said.comment.strip() or str(_("Bà con báo việc chưa xong."))
    try:
        return Rated(Outcome.REOPENED, reopen_case(session, case, reason, pack, now))
    except TooLateToReopen:
        return Rated(Outcome.TOO_LATE)
    except ReopenedOften:
        return Rated(Outcome.TOO_OFTEN)
