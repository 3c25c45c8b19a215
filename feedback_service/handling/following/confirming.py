"""The phone says that it wants to: by answering CO, or by the six figures of our text."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.public.filter import Outcome
from feedback_service.records import Case, Follower, PublicText, PublicVersion, keyring
from feedback_service.vocabulary import Status

GOOD_FOR = timedelta(days=1)  # that long may a phone be switched off
MOST_TRIES = 5
_YES = frozenset(("co", "yes"))


def code_of(follower: Follower) -> str:
    """Six figures that only the phone can know; kept nowhere, made anew from the key each time."""
    said = f"follow:{follower.id}:{follower.asked_at:%Y%m%d%H%M%S}"
    return f"{int(keyring.fingerprint(said), 16) % 1_000_000:06d}"


def confirm_by_code(session: Session, code: str, phone: str, figures: str, now: datetime) -> bool:
    """False for a wrong code, too many tries, a phone that was never asked: always the same no. Commit it too: the
    tries are counted."""
    asked = (
        _waiting(keyring.fingerprint(phone), now)
        .join(Case, Case.id == Follower.case_id)
        .where(Case.code == code, Follower.tries < MOST_TRIES)
    )
    follower = session.scalars(asked.with_for_update(of=Follower)).one_or_none()
    if follower is None:
        return False
    follower.tries += 1
    if code_of(follower) != "".join(figures.split()):
        return False
    _confirm(session, follower, now)
    return True


def says_yes(body: str) -> bool:
    """CO, có, Có!, and nothing else."""
    return "".join(sign for sign in fold(body[:20]) if sign.isalnum()) in _YES


def confirm_by_reply(session: Session, fingerprint: str, now: datetime) -> str | None:
    """The code of the result that this phone was asked about last; None where it was not asked."""
    asked = _waiting(fingerprint, now).order_by(Follower.asked_at.desc(), Follower.id.desc()).limit(1)
    follower = session.scalars(asked).one_or_none()
    if follower is None:
        return None
    _confirm(session, follower, now)
    return session.scalars(select(Case.code).where(Case.id == follower.case_id)).one()


def stop_following(session: Session, fingerprint: str, now: datetime) -> None:
    """Everything that this phone follows, and what it was asked about and has not answered."""
    session.execute(
        update(Follower)
        .where(Follower.phone_fingerprint == fingerprint, Follower.ended_at.is_(None))
        .values(ended_at=now)
    )


def standing() -> tuple[ColumnElement[int], ColumnElement[str]]:
    """Of the case that a follower follows: the number of the version that the public reads, and its outcome as a word
    of Outcome. For statements that join Follower and Case."""
    version = (
        select(func.coalesce(func.max(PublicVersion.number), 0))
        .join(PublicText, PublicText.id == PublicVersion.public_text_id)
        .where(PublicText.case_id == Follower.case_id, PublicVersion.ended_at.is_(None))
        .correlate(Follower)
        .scalar_subquery()
    )
    outcome = case(
        (Case.status == Status.ANSWERED, Outcome.ANSWERED.value),
        (Case.status == Status.PASSED_ON, Outcome.PASSED_ON.value),
        else_=Outcome.IN_PROGRESS.value,
    )
    return version, outcome


def _waiting(fingerprint: str, now: datetime) -> Select[Follower]:
    return select(Follower).where(
        Follower.phone_fingerprint == fingerprint,
        Follower.confirmed_at.is_(None),
        Follower.ended_at.is_(None),
        Follower.asked_at > now - GOOD_FOR,
    )


def _confirm(session: Session, follower: Follower, now: datetime) -> None:
    """From here on it is told what is new; what the page says now it has just read."""
    version, outcome = standing()
    asked = select(version, outcome).select_from(Follower).join(Case, Case.id == Follower.case_id)
    follower.told_version, follower.told_outcome = session.execute(
        asked.where(Follower.id == follower.id)
    ).one()
    follower.confirmed_at = now
