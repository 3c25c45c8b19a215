"""Units that have not confirmed are reminded: 10, 5 and 1 days before and after the day (settings), once each.

A reminder that falls on a day off comes before it on the last working day, after it on the next one: nobody reads
mail at Tết, and after the holiday it would be too late.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.handling.deadlines.working_days import WorkingCalendar, working_calendar
from feedback_service.handling.promises import local_day
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport, UnitReport
from feedback_service.reporting.periods.frozen import rule_of
from feedback_service.reporting.periods.spans import name_of_period
from feedback_service.vocabulary import ReportState, Role

_TOLD = (Role.HEAD, Role.OFFICER)


def reminder_days(due: date, amounts: Iterable[int], days: WorkingCalendar) -> list[tuple[str, date]]:
    """("10", day) before and ("-10", day) after, in the order of the days. Pure."""
    before = [(str(n), _worked(due - timedelta(days=n), -1, days)) for n in amounts]
    after = [(str(-n), _worked(due + timedelta(days=n), 1, days)) for n in amounts]
    return sorted([*before, *after], key=lambda pair: (pair[1], -int(pair[0])))


def _worked(day: date, step: int, days: WorkingCalendar) -> date:
    while not days.is_working_day(day):
        day += timedelta(days=step)
    return day


def remind_reports(session: Session, now: datetime) -> None:
    """A work, once a day. A worker that slept over several reminders sends the last one only."""
    pack = current_pack(session)
    days, today = working_calendar(pack.calendar), local_day(now, pack)
    if not days.is_working_day(today):
        return
    for report, part in _missing(session):
        due = reminder_days(report.due_on, rule_of(pack).reminders, days)
        fresh = [word for word, day in due if day <= today and word not in part.reminded]
        if fresh:
            part.reminded = {**part.reminded, **dict.fromkeys(fresh, now.isoformat())}
            _mail(session, report, part, fresh[-1], pack, now)


def _missing(session: Session) -> list[tuple[PeriodReport, UnitReport]]:
    asked = (
        select(PeriodReport, UnitReport)
        .join(UnitReport, UnitReport.report_id == PeriodReport.id)
        .where(PeriodReport.state.in_((ReportState.COLLECTING, ReportState.DRAFT)))
        .where(UnitReport.confirmed_at.is_(None))
        .order_by(UnitReport.id)
    )
    return [(report, part) for report, part in session.execute(asked)]


def _mail(
    session: Session, report: PeriodReport, part: UnitReport, word: str, pack: Pack, now: datetime
) -> None:
    config: Config = current_app.config["SERVICE"]
    link = f"{config.public_base_url}/can-bo/bao-cao/{report.period}/don-vi/{part.unit_code}"
    unit = pack.unit_by_code.get(part.unit_code)
    told = select(Officer).where(Officer.active, Officer.demo.is_(False), Officer.unit_code == part.unit_code)
    for officer in session.scalars(told.where(Officer.role.in_(_TOLD)).order_by(Officer.id)):
        mail_officer(
            session,
            officer.email,
            "report_due",
            pack,
            now,
            f"report:{report.id}:{part.unit_code}:{word}:{officer.id}",
            unit=unit.name.vi if unit else part.unit_code,
            period=name_of_period(report.period),
            due=report.due_on,
            past=int(word) < 0,
            desk=link,
        )
