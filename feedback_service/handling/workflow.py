"""Which status may follow which, and why: the one table. Every change adds an event; nothing is edited away."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.handling.danger.ending import danger_over
from feedback_service.handling.public.touching import touch_public
from feedback_service.records import Case, Event, Officer
from feedback_service.staff.in_place_of import in_whose_place, note_in_whose_place
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import OPEN_STATUSES, Status

_R, _P, _C, _A = Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_CITIZEN, Status.AWAITING_APPROVAL
_ENDS = {
    Status.PASSED_ON: "a body outside answers for it",
    Status.NOT_ACCEPTED: "the law or the rules keep it out, with a reason (Luật TCD Đ26, TT 05/2021)",
    Status.WITHDRAWN: "the citizen took it back",
}
_OPEN_ENDS = {**_ENDS, Status.MERGED: "another case tells of the same and is answered for both"}

ALLOWED: dict[Status, dict[Status, str]] = {
    _R: {
        _P: "an officer confirmed unit and kind",
        _C: "the officer must ask before anything",
        _A: "answered at once, waits for approval",
        Status.ANSWERED: "answered on the phone",
        **_OPEN_ENDS,
    },
    _P: {
        _R: "back to triage, wrong unit",
        _C: "the citizen is asked",
        _A: "the answer is written",
        **_OPEN_ENDS,
    },
    _C: {_P: "the citizen replied, or nobody will", _A: "answered without waiting", **_OPEN_ENDS},
    _A: {
        _P: "the head returned the answer",
        _C: "more is asked",
        Status.ANSWERED: "approved and sent",
        **_OPEN_ENDS,
    },
    Status.ANSWERED: {_P: "reopened: not solved"},
    Status.PASSED_ON: {_P: "came back", Status.MERGED: "the case that it waits with came back"},
    Status.NOT_ACCEPTED: {_P: "taken up again"},
    Status.WITHDRAWN: {},
    Status.MERGED: {
        **dict.fromkeys((_R, _P, _C, _A), "the merge was undone: it stands where it stood before"),
        Status.ANSWERED: "the case that it was merged into is answered",
        **_ENDS,
    },
}


def change_status(
    session: Session, case: Case, to: Status, now: datetime, officer: Officer | None = None, **details: Any
) -> None:
    """Raises ChangeNotAllowed when the table does not know the step."""
    if to not in ALLOWED[case.status]:
        raise ChangeNotAllowed
    before, case.status = case.status, to
    if case.danger and to not in OPEN_STATUSES:
        danger_over(session, case, now)
    touch_public(session, case, now)
    record(session, case, f"status:{to}", now, officer, **{"from": before, **details})


def require(officer: Officer, action: Action, case: Case) -> None:
    """Raises NotYours. Here and not in the views, so that every way in keeps the same rules."""
    if not may(officer, action, case):
        raise NotYours
    note_in_whose_place(officer, action, case)


def require_open(case: Case) -> None:
    if case.status not in OPEN_STATUSES:
        raise ChangeNotAllowed


def facts_of(case: Case) -> dict[str, str]:
    """What the figures count a case by; kept in the event that puts other values there."""
    return {
        "unit": case.unit_code,
        "kind": case.kind.value,
        "topic": case.topic_code,
        "area": case.area_code,
        "visibility": case.visibility.value,
    }


def record(
    session: Session, case: Case, action: str, now: datetime, officer: Officer | None = None, **details: Any
) -> Event:
    """Adds an event. `details` hold no contact data: events are shown to everybody who may see the case."""
    if officer:
        case.citizen_wrote_at = None  # somebody has had before his eyes what the citizen wrote
        details = {**details, **in_whose_place(officer)}
    event = Event(
        case_id=case.id, at=now, officer_id=officer.id if officer else None, action=action, details=details
    )
    session.add(event)
    return event
