"""Cases that may tell of the same as this one, for an officer. Reads only, by index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, Event, Officer
from feedback_service.routing.alike.candidates import by_bands, by_place
from feedback_service.routing.alike.judging import SOON, Likeness, Told, Why, likest
from feedback_service.routing.alike.sketch import bands
from feedback_service.staff.visibility import UNSEALED, visible_cases
from feedback_service.vocabulary import Kind, Status, Visibility

MOST_SHOWN = 5
WITHIN = timedelta(days=90)  # the same words half a year later tell of another time
NOT_ALIKE = "not_alike"  # an officer said so: an event of both cases, `other` is the id of the other one
_READ = 4_000  # characters of a text: more than the words that are compared
_NOTHING_TO_JOIN = (Status.MERGED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Alike:
    """`share` of the words, 0..1; `why` says what else speaks for it; `sure`: nearly surely the same."""

    case: Case
    share: float
    why: frozenset[Why]
    sure: bool
    strong: bool


def alike(
    session: Session, case: Case, officer: Officer, pack: Pack, *, knows_sender: bool = False
) -> list[Alike]:
    """The best five of the cases that this officer may see, best first. Never a sealed one, nor for one.

    `knows_sender`: the officer may learn that two cases are of one phone.
    """
    if case.visibility == Visibility.SEALED or case.kind == Kind.SPAM or case.status in _NOTHING_TO_JOIN:
        return []
    refused = {case.id, *refused_for(session, case)}
    ids = [number for number in _candidates(session, case) if number not in refused]
    told, *others = _told(session, [case.id, *ids], case, officer, knows_sender=knows_sender)
    return _loaded(session, likest(told, others, pack, MOST_SHOWN))


def refused_for(session: Session, case: Case) -> list[int]:
    """Of which cases an officer said that they are another matter."""
    asked = select(Event.details).where(Event.case_id == case.id, Event.action == NOT_ALIKE)
    return [int(details["other"]) for details in session.scalars(asked)]


def _candidates(session: Session, case: Case) -> Iterable[int]:
    near = _near(case.received_on, SOON)
    here = by_place(session, case.area_code, case.topic_code, *near)
    return dict.fromkeys([*here, *by_bands(session, bands(case.folded))])


def _near(day: date, span: timedelta) -> tuple[date, date]:
    return day - span, day + span


def _told(
    session: Session, ids: Sequence[int], case: Case, officer: Officer, *, knows_sender: bool
) -> list[Told]:
    """The case itself first, then of the others those that may be compared."""
    text = func.substr(Case.folded, 1, _READ)
    asked = (
        select(Case.id, text, Case.area_code, Case.topic_code, Case.received_on, Contact.phone_fingerprint)
        .outerjoin(Contact, Contact.id == Case.contact_id)
        .where(Case.id.in_(ids), UNSEALED, visible_cases(officer), Case.kind != Kind.SPAM)
        .where(
            Case.status.not_in(_NOTHING_TO_JOIN), Case.received_on.between(*_near(case.received_on, WITHIN))
        )
    )
    told = [
        Told(number, folded, area, topic, day, (phone or "") if knows_sender else "")
        for number, folded, area, topic, day, phone in session.execute(asked)
    ]
    own = Told(case.id, case.folded, case.area_code, case.topic_code, case.received_on)
    return [
        next((one for one in told if one.id == case.id), own),
        *(one for one in told if one.id != case.id),
    ]


def _loaded(session: Session, found: Sequence[Likeness]) -> list[Alike]:
    cases = {
        case.id: case for case in session.scalars(select(Case).where(Case.id.in_([f.id for f in found])))
    }
    return [Alike(cases[one.id], one.share, one.why, one.sure, one.strong) for one in found]
