"""An officer confirms what routing proposed, or corrects it with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchUnit, ReasonMissing
from feedback_service.handling.joining.following import move_merged
from feedback_service.handling.limits.restating import restate_clocks
from feedback_service.handling.promises import meet, next_due
from feedback_service.handling.secrecy.forgetting import forget_likeness
from feedback_service.handling.secrecy.kept_from import require_not_about_unit
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.routing.learning.lessons import learn_from
from feedback_service.routing.placing import correct_place
from feedback_service.routing.sealing import reseal, sight
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Clock, Kind, Status


def confirm_routing(
    session: Session,
    case: Case,
    officer: Officer,
    pack: Pack,
    now: datetime,
    *,
    unit: str,
    kind: Kind,
    topic: str,
    reason: str = "",
    area: str | None = None,
) -> None:
    """The same values need no reason, nor does saying where it is (`area`; None: as it stands). Raises ReasonMissing,
    NoSuchUnit, AboutThatUnit, NoSuchPlace, ChangeNotAllowed.

    A body outside is not a unit to confirm: that is a transfer (routing/transfer.py).
    """
    require(officer, Action.CONFIRM, case)
    require_open(case)
    _check(pack, unit, topic)
    if unit != case.unit_code:
        require_not_about_unit(session, case, unit)
    changed = {
        name: [before, after]
        for name, before, after in (
            ("unit", case.unit_code, unit),
            ("kind", case.kind.value, kind.value),
            ("topic", case.topic_code, topic),
        )
        if before != after
    }
    if changed and not reason.strip():
        raise ReasonMissing
    if area is not None:
        correct_place(session, case, area, officer, pack, now)
    seen = case.visibility
    _apply(session, case, officer, pack, now, unit, kind, topic)
    learn_from(session, case, pack, now)
    case.confirmed_at = now
    meet(case, Clock.TRIAGE, now)
    record(
        session, case, "confirmed", now, officer, reason=reason.strip(), changed=changed, **sight(seen, case)
    )
    if case.status == Status.RECEIVED:
        change_status(session, case, Status.IN_PROGRESS, now, officer)
    case.due_on = next_due(case)


def _check(pack: Pack, unit: str, topic: str) -> None:
    known = pack.unit_by_code.get(unit)
    if known is None or known.retired or known.outside or (topic and topic not in pack.topic_by_code):
        raise NoSuchUnit


def _apply(
    session: Session,
    case: Case,
    officer: Officer,
    pack: Pack,
    now: datetime,
    unit: str,
    kind: Kind,
    topic: str,
) -> None:
    if unit != case.unit_code:
        case.unit_code, case.assigned_to = unit, None
        move_merged(session, case, now)
    if topic != case.topic_code:
        forget_likeness(session, case, now)
    case.topic_code = topic
    if kind != case.kind:
        case.kind = kind
        restate_clocks(session, case, pack, now, officer)
    reseal(session, case, pack, now)
