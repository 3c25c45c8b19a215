"""Two cases that tell of the same become one piece of work with two senders, and two again if that was wrong.

The merged case keeps its code, text, sender and promise. It leaves the queue and waits with its lead, which is due
on the earliest day that either of the senders was promised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from feedback_service.errors import (
    AlreadyTogether,
    ChangeNotAllowed,
    NoSuchCase,
    NotYours,
    OtherCaseMissing,
    SealedAlone,
)
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.joining.links import (
    hold,
    lead_of,
    merge_of,
    take_turn,
    tie,
    untie,
    waiting_with,
)
from feedback_service.handling.promises import next_due, pause_answer, resume_answer
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.alarms import open_alarm
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Message, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import AlarmKind, Relation, Status, Visibility


@dataclass(frozen=True, slots=True)
class Told:
    """What the sender of a merged case is told: a template of notifying/templates.py and what it needs."""

    template: str
    values: Mapping[str, Any]


def merge_cases(
    session: Session, into: Case, other: Case, officer: Officer, pack: Pack, now: datetime, reason: str = ""
) -> Case:
    """Has `other` answered together with `into`, or with what that one is merged into; returns the lead.

    Raises NotYours unless the officer may correct both, NoSuchCase where he may not see both, SealedAlone,
    AlreadyTogether, ChangeNotAllowed where one is closed.
    """
    if into.id == other.id:
        raise OtherCaseMissing(_l("Đây là mã của chính hồ sơ này. Xin nhập mã của hồ sơ kia."))
    take_turn(session, into, other)
    lead = lead_of(session, into) or into
    if lead.id == other.id or other.status == Status.MERGED:
        raise AlreadyTogether
    first, second = sorted((lead, other), key=lambda case: case.id)
    hold(session, first, second)
    _require_both(lead, other, officer)
    put_under(session, lead, other, officer, pack, now, Told("merged", {}), reason.strip())
    return lead


def put_under(
    session: Session,
    lead: Case,
    other: Case,
    officer: Officer,
    pack: Pack,
    now: datetime,
    told: Told,
    reason: str = "",
    **known: Any,
) -> None:
    """Both are held and open. `known` is kept with the link."""
    before, wrote = other.status, lead.citizen_wrote_at or other.citizen_wrote_at
    resume_answer(other, pack, now)  # nobody waits for this sender any more
    _hand_on_danger(session, lead, other, pack, now, officer)
    for follower, link in waiting_with(session, other):
        _move(session, follower, link, lead, now, through=other.id)
    details = {"from": before.value, "reason": reason, **known}
    link = tie(session, other, lead, Relation.MERGED, now, officer.id, details)
    change_status(session, other, Status.MERGED, now, officer, reason=reason, **named(lead))
    record(session, lead, "merged_here", now, officer, reason=reason, **named(other))
    lead.citizen_wrote_at = wrote
    touch(session, lead)
    key = f"{told.template}:{other.id}:{other.revision}"
    used = tell_citizen(session, other, told.template, pack, now, key=key, **told.values)
    link.details = {**details, "told": bool(used)}


def unmerge(session: Session, other: Case, officer: Officer, pack: Pack, now: datetime) -> None:
    """Back to where it stood before. The sender is told if he was told of the merge.

    Whoever may correct the case or its lead may do so. Raises ChangeNotAllowed, NotYours.
    """
    take_turn(session, other)
    lead, link = lead_of(session, other, held=True), merge_of(session, other)
    if lead is None or link is None:
        raise ChangeNotAllowed
    hold(session, other)
    if not (may(officer, Action.CONFIRM, other) or may(officer, Action.CONFIRM, lead)):
        raise NotYours
    come_back(session, lead, other, link, pack, now, officer)


def come_back(
    session: Session,
    lead: Case,
    other: Case,
    link: CaseLink,
    pack: Pack,
    now: datetime,
    officer: Officer | None = None,
) -> None:
    """What was merged together with `other` goes with it. Both are held."""
    before = Status(link.details["from"])
    if before == Status.AWAITING_CITIZEN and _wrote_since(session, other, link.at):
        before = Status.IN_PROGRESS
    change_status(session, other, before, now, officer, **named(lead))
    if before == Status.AWAITING_CITIZEN:
        pause_answer(other, now)
    untie(link, now, officer)
    _split_again(session, link)
    for follower, its_link in waiting_with(session, lead):
        if its_link.details.get("through") == other.id:
            _move(session, follower, its_link, other, now)
    touch(session, other)
    record(session, lead, "unmerged_here", now, officer, **named(other))
    touch(session, lead)
    if link.details.get("told"):
        key = f"unmerged:{other.id}:{other.revision}"
        tell_citizen(session, other, "unmerged", pack, now, key=key, due=next_due(other))


def release(session: Session, lead: Case, pack: Pack, now: datetime) -> None:
    """The lead's sender took it back, which ends nobody else's case: the next one leads the others."""
    waiting = waiting_with(session, lead)
    if not waiting:
        return
    (heir, link), *others = waiting
    come_back(session, lead, heir, link, pack, now)
    for follower, its_link in others:
        if its_link.undone_at is None:
            _move(session, follower, its_link, heir, now)
    touch(session, heir)


def touch(session: Session, case: Case) -> None:
    """Its due day is another one perhaps; its revision surely, so that whoever saves what he saw before is told."""
    session.flush()
    case.due_on = next_due(case)
    flag_modified(case, "danger")  # none that the kept figures follow: they would take it for a change
    session.flush()


def named(case: Case) -> dict[str, str]:
    """For an event's details, which people read who may not know of a sealed case."""
    return {} if case.visibility == Visibility.SEALED else {"code": case.code}


def _require_both(lead: Case, other: Case, officer: Officer) -> None:
    for case in (lead, other):
        if not may_see(officer, case):
            raise NoSuchCase
        require(officer, Action.CONFIRM, case)
        require_open(case)
    if (lead.visibility == Visibility.SEALED) != (other.visibility == Visibility.SEALED):
        raise SealedAlone


def _move(
    session: Session, case: Case, link: CaseLink, lead: Case, now: datetime, through: int | None = None
) -> None:
    """To another lead. `through`: with which case it came, and goes again."""
    untie(link, now)
    details = {**link.details, "through": through}
    tie(session, case, lead, Relation.MERGED, link.at, link.officer_id, details)
    session.flush()


def _split_again(session: Session, link: CaseLink) -> None:
    """Where it had been split off and taken back, the split holds again (rejoining.py)."""
    split = session.get(CaseLink, link.details.get("rejoined") or 0)
    if split:
        split.undone_at = split.undone_by = None


def _hand_on_danger(
    session: Session, lead: Case, other: Case, pack: Pack, now: datetime, officer: Officer
) -> None:
    """An alarm that nobody has taken goes on for the lead, or it would end unheard."""
    if not other.danger:
        return
    alarm = open_alarm(session, AlarmKind.DANGER, other.code)
    if alarm and alarm.acknowledged_at is None and not open_alarm(session, AlarmKind.DANGER, lead.code):
        mark_danger(session, lead, Signs(), pack, now, officer)
    elif not lead.danger:
        lead.danger = True
        record(session, lead, "danger", now, officer, words=[])


def _wrote_since(session: Session, case: Case, at: datetime) -> bool:
    asked = select(Message.id).where(Message.case_id == case.id, Message.incoming, Message.at >= at)
    return session.scalar(asked.limit(1)) is not None
