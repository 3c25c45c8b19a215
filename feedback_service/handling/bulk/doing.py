"""The same done to each case: what cannot be done to one is said, and changes nothing for the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from feedback_service.errors import ChangedMeanwhile, Fact
from feedback_service.handling.bulk.plan import Choice
from feedback_service.handling.queries import find_case
from feedback_service.handling.writing.checking import Remark
from feedback_service.records import Case, Officer

Deed = Callable[[Session, Case, Officer], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`remarks`: what was found in an answer that was looked at."""

    code: str
    why_not: LazyString | str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def done(self) -> bool:
        return not self.why_not


def do_each(session: Session, officer: Officer, chosen: Sequence[Choice], deed: Deed) -> list[Outcome]:
    """In the order of the codes, so that two who do this at once wait for each other and never crosswise.

    A case is left alone unless it still is as the officer saw it, and `deed` asks for the rights of each.
    """
    return [_one(session, officer, choice, deed) for choice in sorted(chosen, key=lambda one: one.code)]


def _one(session: Session, officer: Officer, choice: Choice, deed: Deed) -> Outcome:
    try:
        with session.begin_nested():
            case = find_case(session, officer, choice.code)
            if choice.revision != case.revision:
                raise ChangedMeanwhile
            deed(session, case, officer)
    except StaleDataError:
        return Outcome(choice.code, ChangedMeanwhile.said)
    except Fact as fact:
        return Outcome(choice.code, fact.said, getattr(fact, "remarks", ()))
    return Outcome(choice.code)
