"""Whatever the channel: words that sound like danger wake somebody, and the citizen is told whom to call.

On opening a case `opened_in_danger`, for everything that comes to it later `danger_added`; both end in
handling's `mark_danger`.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.danger.signs import Signs, numbers_first, signs_of
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.routing.proposal import as_dict
from feedback_service.routing.proposing import propose


def signs_in(text: str, pack: Pack) -> Signs | None:
    """None where nothing in `text` sounds like danger. Thinks, and asks no database."""
    return signs_of(as_dict(propose(text, pack)), text)


def signs_of_draft(case: Case) -> Signs | None:
    """Of a case that has just been drafted: what routing found, or nothing but that an officer said so."""
    found = signs_of(case.events[0].details["proposal"], case.text)
    return found or (Signs() if case.danger else None)


def opened_in_danger(session: Session, case: Case, signs: Signs, pack: Pack, now: datetime) -> None:
    mark_danger(session, case, signs, pack, now, said_at=case.sent_at)


def danger_added(
    session: Session, case: Case, signs: Signs | None, pack: Pack, now: datetime, *, key: str
) -> bool:
    """After words went into a case that is there. False where they were no danger, and nothing was done.

    The sender is answered at once, by night as well; `key` names the words ("added:12").
    """
    if signs is None:
        return False
    mark_danger(session, case, signs, pack, now)
    numbers = emergency_numbers(signs, pack)
    tell_citizen(session, case, "added", pack, now, key=key, danger=True, emergency=numbers)
    return True


def emergency_numbers(signs: Signs | None, pack: Pack) -> list[str]:
    """All of the commune's, with the one first that helps in this danger."""
    known = tuple(emergency.number for emergency in pack.commune.emergency)
    return numbers_first(signs.numbers if signs else (), known)
