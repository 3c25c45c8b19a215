"""At eight on a working day each unit's people read what their day holds: late, due today, soon, not taken yet."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.limits.warnings import desk_link
from feedback_service.handling.promises import local_day
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.mails import DIGEST, wants
from feedback_service.staff.visibility import UNSEALED, visible_cases
from feedback_service.vocabulary import OPEN_STATUSES, Role, Status

_ROLES = (Role.OFFICER, Role.HEAD, Role.CLERK)
_MOST = 20  # codes of a kind in one mail


@dataclass(frozen=True, slots=True)
class DayList:
    """Codes; never of sealed cases. `new` is a number."""

    late: tuple[str, ...]
    today: tuple[str, ...]
    soon: tuple[str, ...]
    new: int
    more_late: bool

    @property
    def says_something(self) -> bool:
        return bool(self.late or self.today or self.soon or self.new)


def send_digests(session: Session, now: datetime) -> None:
    """Nothing on a day off, and nothing to whom there is nothing to say. The same day again writes nothing."""
    pack = current_pack(session)
    today = local_day(now, pack)
    if not working_calendar(pack.calendar).is_working_day(today):
        return
    wanted = select(Officer).where(Officer.active, Officer.demo.is_(False), Officer.role.in_(_ROLES))
    for officer in session.scalars(wanted.order_by(Officer.id)).all():
        if wants(officer, DIGEST):
            _send(session, officer, today, pack, now)


def day_list(session: Session, officer: Officer, today: date, pack: Pack) -> DayList:
    """Of the officer's unit, as far as he may see it."""
    mine = (
        UNSEALED,
        visible_cases(officer),
        Case.unit_code == officer.unit_code,
        Case.status.in_(OPEN_STATUSES),
    )
    soon = working_calendar(pack.calendar).add_working_days(today, 2)
    running = (*mine, Case.status != Status.AWAITING_CITIZEN)
    late = _codes(session, *running, Case.due_on < today)
    new = select(func.count()).select_from(Case).where(*mine, Case.confirmed_at.is_(None))
    return DayList(
        late=late[:_MOST],
        today=_codes(session, *running, Case.due_on == today)[:_MOST],
        soon=_codes(session, *running, Case.due_on > today, Case.due_on <= soon)[:_MOST],
        new=session.scalar(new) or 0,
        more_late=len(late) > _MOST,
    )


def _codes(session: Session, *conditions: ColumnElement[bool]) -> tuple[str, ...]:
    found = select(Case.code).where(*conditions).order_by(Case.due_on, Case.id).limit(_MOST + 1)
    return tuple(session.scalars(found))


def _send(session: Session, officer: Officer, today: date, pack: Pack, now: datetime) -> None:
    found, unit = day_list(session, officer, today, pack), pack.unit_by_code.get(officer.unit_code)
    if not found.says_something:
        return
    mail_officer(
        session,
        officer.email,
        "day_list",
        pack,
        now,
        f"day:{today:%Y%m%d}:{officer.id}",
        day=today,
        name=officer.name,
        unit=unit.name.vi if unit else "",
        late=found.late,
        today=found.today,
        soon=found.soon,
        new=found.new,
        more_late=found.more_late,
        desk=desk_link(None),
    )
