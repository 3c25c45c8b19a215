"""Warns of limits that come near or have passed: once for each step, to whoever may see the case. A worker's work."""

from datetime import datetime, time

from flask import current_app
from sqlalchemy import Select, exists, func, select, text
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.limits.steps_of_warning import WarningStep, Window, windows
from feedback_service.handling.limits.words import clock_name
from feedback_service.handling.promises import TO_THE_CITIZEN, local_day, zone_of
from feedback_service.handling.workflow import record
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseBar, Officer, Promise, Warned
from feedback_service.records.case import OPEN
from feedback_service.staff.visibility import UNSEALED, barred_to, may_see, not_barred
from feedback_service.vocabulary import OPEN_STATUSES, Counting, Role, Status, Visibility

FROM_HOUR = time(7)  # nobody reads his mail before, and what came due at midnight waits for the morning
MOST_AT_ONCE = 200  # clocks in one transaction; the next turn takes the rest


def warn_of_limits(session: Session, now: datetime) -> None:
    """On working days from seven o'clock on. Called every quarter of an hour."""
    pack = current_pack(session)
    days, today = working_calendar(pack.calendar), local_day(now, pack)
    if not days.is_working_day(today) or now.astimezone(zone_of(pack)).time() < FROM_HOUR:
        return
    for window in windows(today, days):
        for promise, case in session.execute(_at(window)).all():
            _warn(session, promise, case, window.step, pack, now)


def _at(window: Window) -> Select[Promise, Case]:
    told = exists().where(Warned.promise_id == Promise.id, Warned.step == window.step)
    found = (
        select(Promise, Case)
        .join(Case, Case.id == Promise.case_id)
        .where(Case.status.in_(OPEN_STATUSES), Promise.due_on.between(window.first, window.last))
        .where(Promise.met_at.is_(None), Promise.ended_at.is_(None), Promise.paused_at.is_(None), ~told)
    )
    if window.step == WarningStep.BEFORE:  # two days before a limit of one or two days is its beginning
        lasting = Promise.counting.in_((Counting.WORKING, Counting.CALENDAR))
        found = found.where(Promise.clock.in_(TO_THE_CITIZEN), lasting, Promise.amount > 2)
    return found.order_by(Promise.due_on, Promise.id).limit(MOST_AT_ONCE)


def _warn(
    session: Session, promise: Promise, case: Case, step: WarningStep, pack: Pack, now: datetime
) -> None:
    told = [officer for officer in whom(session, case, step, pack) if _may_hear(session, officer, case)]
    if not told and step != WarningStep.LATE_3:
        told = [one for one in _of(session, Role.LEADER) if may_see(one, case)]  # a unit without a head
    session.add(
        Warned(
            promise_id=promise.id,
            case_id=case.id,
            step=step.value,
            at=now,
            told={"officers": [officer.id for officer in told]},
        )
    )
    names = [officer.name for officer in told]
    record(session, case, "warned", now, step=step.value, clock=promise.clock.value, names=names)
    for officer in told:
        if not officer.demo and may_see(officer, case):
            _mail(session, officer, promise, case, step, pack, now)
        elif not officer.demo:
            _mail_figure(session, officer, case, pack, now)


def whom(session: Session, case: Case, step: WarningStep, pack: Pack) -> list[Officer]:
    """Before the law's readers are asked: who would hear of it."""
    match step:
        case WarningStep.BEFORE:
            holder = session.get(Officer, case.assigned_to) if case.assigned_to else None
            return [holder] if holder and holder.active else _of(session, Role.HEAD, case.unit_code)
        case WarningStep.DUE:
            return _of(session, Role.HEAD, case.unit_code)
        case WarningStep.LATE_1:
            return _of(session, Role.HEAD, pack.commune.office_unit or pack.commune.triage_unit)
        case WarningStep.LATE_3:
            return _of(session, Role.LEADER)


def _may_hear(session: Session, officer: Officer, case: Case) -> bool:
    """The head of the office hears that a unit is late, see _mail_figure. Of what is sealed, or is about himself,
    nobody hears who may not see it.
    """
    if may_see(officer, case):
        return True
    barred = session.scalar(barred_to(officer).where(CaseBar.case_id == case.id).limit(1)) is not None
    return case.visibility != Visibility.SEALED and not barred


def desk_link(case: Case | None) -> str:
    config: Config = current_app.config["SERVICE"]
    return f"{config.public_base_url}/can-bo/" + (f"ho-so/{case.code}" if case else "hang-doi")


def _of(session: Session, role: Role, unit: str = "") -> list[Officer]:
    found = select(Officer).where(Officer.role == role, Officer.active).order_by(Officer.id)
    return list(session.scalars(found.where(Officer.unit_code == unit) if unit else found))


def _mail(
    session: Session,
    officer: Officer,
    promise: Promise,
    case: Case,
    step: WarningStep,
    pack: Pack,
    now: datetime,
) -> None:
    """Of what is sealed not even the code: a mailbox has more readers than one."""
    sealed, unit = case.visibility == Visibility.SEALED, pack.unit_by_code.get(case.unit_code)
    mail_officer(
        session,
        officer.email,
        "limit_near",
        pack,
        now,
        f"limit:{promise.id}:{step.value}:{officer.id}",
        step=step.value,
        name=officer.name,
        due=promise.due_on,
        code="" if sealed else case.code,
        unit=unit.short.vi if unit and not sealed else "",
        clock="" if sealed else clock_name(promise.clock.value),
        desk=desk_link(None if sealed else case),
    )


def _mail_figure(session: Session, officer: Officer, case: Case, pack: Pack, now: datetime) -> None:
    """Whoever urges another unit need not read what its citizens wrote: he is told the unit and how many, once a day.

    What is about himself is not among them.
    """
    today, unit = local_day(now, pack), pack.unit_by_code.get(case.unit_code)
    late = select(func.count()).where(
        Case.unit_code == case.unit_code, text(OPEN), Case.due_on < today, UNSEALED, not_barred(officer)
    )
    mail_officer(
        session,
        officer.email,
        "unit_late",
        pack,
        now,
        f"late:{case.unit_code}:{today}:{officer.id}",
        name=officer.name,
        unit=unit.name.vi if unit else case.unit_code,
        count=session.scalar(late.where(Case.status != Status.AWAITING_CITIZEN)) or 1,
    )
