"""Each unit confirms its part of a report: computed where the system knows, entered where only the unit does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed, Fact, NotYours, ReasonMissing
from feedback_service.handling.promises import local_day
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport, UnitReport
from feedback_service.reporting.periods.frozen import known_on, numbers_of, rule_of, span_of_report
from feedback_service.reporting.periods.people import may_compile, may_confirm, may_fill
from feedback_service.reporting.periods.spans import Span, span_of, spans_near
from feedback_service.vocabulary import ReportState

CONFIRMED = ("received", "answered", "on_time", "late", "open", "open_late")
_MOST = 1_000_000


class NoSuchReport(Fact):
    status = 404
    said = _l("Không có báo cáo này.")


class PeriodRuns(Fact):
    status = 409
    said = _l("Kỳ báo cáo chưa hết, số liệu còn đổi. Xin xác nhận sau ngày lấy số liệu.")


class NumberWrong(Fact):
    status = 422
    said = _l("Xin ghi số nguyên, không âm.")


@dataclass(frozen=True, slots=True)
class Given:
    """What a unit typed. `claimed`: its own number where it differs from the computed one, with `reason`."""

    boxes: Mapping[str, str]
    claimed: Mapping[str, str]
    reason: str
    remarks: str


def open_reports(session: Session, now: datetime) -> None:
    """A work: a report is opened some days before it is due, once, with the days that hold then."""
    pack = current_pack(session)
    today = local_day(now, pack)
    known = set(session.scalars(select(PeriodReport.period)))
    for span in spans_near(today, rule_of(pack)):
        if span.opens_on <= today <= span.due_on and span.period not in known:
            open_report(session, span, pack, now)


def open_report(session: Session, span: Span, pack: Pack, now: datetime) -> PeriodReport:
    report = PeriodReport(
        period=span.period,
        since=span.since,
        until=span.until,
        data_on=span.data_on,
        due_on=span.due_on,
        state=ReportState.COLLECTING,
        parts={},
        figures={},
        made_at=now,
    )
    session.add(report)
    session.flush()
    session.add_all(
        UnitReport(report_id=report.id, unit_code=code, counted={}, entered={}, reminded={})
        for code in rule_of(pack).units
    )
    session.flush()
    return report


def open_by_hand(session: Session, period: str, officer: Officer, pack: Pack, now: datetime) -> PeriodReport:
    """Before the worker would, once the period has begun. Raises PeriodUnknown, ChangeNotAllowed."""
    span = span_of(period, rule_of(pack))
    known = session.scalar(select(PeriodReport.id).where(PeriodReport.period == span.period))
    allowed = may_compile(officer, pack) and not span.supplement
    if known is not None or not allowed or local_day(now, pack) <= span.since:
        raise ChangeNotAllowed
    return open_report(session, span, pack, now)


def find_report(session: Session, period: str) -> PeriodReport:
    """Raises NoSuchReport."""
    report = session.scalars(select(PeriodReport).where(PeriodReport.period == period.upper())).one_or_none()
    if report is None:
        raise NoSuchReport
    return report


def units_of(session: Session, report: PeriodReport) -> Sequence[UnitReport]:
    return session.scalars(
        select(UnitReport).where(UnitReport.report_id == report.id).order_by(UnitReport.id)
    ).all()


def find_part(session: Session, report: PeriodReport, unit: str) -> UnitReport:
    """Raises NoSuchReport."""
    for one in units_of(session, report):
        if one.unit_code == unit:
            return one
    raise NoSuchReport


def counted_now(
    session: Session, report: PeriodReport, unit: str, pack: Pack, now: datetime
) -> dict[str, int]:
    """As of the data date, or of today while the period still runs."""
    span, day = span_of_report(report, pack), min(report.data_on, local_day(now, pack))
    return numbers_of(known_on(session, span, day, pack, unit), span)


def fill_part(
    session: Session,
    report: PeriodReport,
    unit: str,
    officer: Officer,
    given: Given,
    revision: int,
    pack: Pack,
    now: datetime,
    confirm: bool = False,
) -> UnitReport:
    """Keeps what the unit says; with `confirm` its head stands for it. What had been confirmed is so no longer.

    Raises NotYours, ChangedMeanwhile, ChangeNotAllowed, NumberWrong, ReasonMissing, PeriodRuns.
    """
    if not (may_confirm(officer, unit) if confirm else may_fill(officer, unit)):
        raise NotYours
    part = find_part(session, report, unit)
    if report.state not in (ReportState.COLLECTING, ReportState.DRAFT):
        raise ChangeNotAllowed
    if part.revision != revision:
        raise ChangedMeanwhile
    counted = counted_now(session, report, unit, pack, now)
    part.counted, part.remarks = counted, given.remarks.strip()[:5_000]
    part.entered = _entered(given, counted, pack)
    part.confirmed_at = part.confirmed_by = None
    if confirm:
        _confirm(part, report, officer, pack, now)
    session.flush()
    return part


def _confirm(part: UnitReport, report: PeriodReport, officer: Officer, pack: Pack, now: datetime) -> None:
    if local_day(now, pack) <= report.data_on:
        raise PeriodRuns
    if part.entered["claimed"] and not part.entered["reason"]:
        raise ReasonMissing(_l("Số khác với số hệ thống đếm thì xin ghi lý do."))
    part.confirmed_at, part.confirmed_by = now, officer.id


def _entered(given: Given, counted: Mapping[str, int], pack: Pack) -> dict[str, object]:
    boxes = {code: _number(given.boxes.get(code, "")) for code in rule_of(pack).boxes}
    claimed = {fact: _number(given.claimed.get(fact, "")) for fact in CONFIRMED}
    differing = {fact: n for fact, n in claimed.items() if n is not None and n != counted[fact]}
    return {
        "boxes": {code: n for code, n in boxes.items() if n is not None},
        "claimed": differing,
        "reason": given.reason.strip()[:1_000],
    }


def _number(typed: str) -> int | None:
    words = typed.strip().replace(".", "")
    if not words:
        return None
    if not (words.isascii() and words.isdigit()) or int(words) > _MOST:
        raise NumberWrong
    return int(words)
