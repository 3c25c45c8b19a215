"""What the pages of the reports show. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.event_words import name_of
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport, UnitReport
from feedback_service.reporting.periods.collecting import CONFIRMED, Given, counted_now, find_part, units_of
from feedback_service.reporting.periods.composing import SECTIONS, heading
from feedback_service.reporting.periods.facts import FACTS
from feedback_service.reporting.periods.frozen import (
    differences,
    known_on,
    numbers_of,
    rule_of,
    span_of_report,
    tables_kept,
)
from feedback_service.reporting.periods.people import (
    did_a_step,
    may_compile,
    may_confirm,
    may_fill,
    may_pass_on,
    may_read_part,
    may_sign,
)
from feedback_service.reporting.periods.shapes import Table
from feedback_service.reporting.periods.spans import Span
from feedback_service.vocabulary import ReportState

_MOST = 40
_FROZEN = (ReportState.AT_HEAD, ReportState.AT_CHAIRMAN, ReportState.SIGNED)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`missing`: units that have not confirmed; `late`: the day has passed and some are missing."""

    report: PeriodReport
    span: Span
    missing: tuple[tuple[str, str], ...]
    late: bool
    own: str


@dataclass(frozen=True, slots=True)
class PartLine:
    code: str
    name: str
    part: UnitReport
    by: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Shown:
    report: PeriodReport
    span: Span
    units: tuple[PartLine, ...]
    sections: tuple[tuple[str, str, str], ...]
    tables: tuple[Table, ...]
    forms: tuple[tuple[str, str], ...]
    differing: tuple[tuple[str, int, int], ...]
    people: dict[str, str]
    runs: bool
    may_compile: bool
    may_pass_on: bool
    may_sign: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    report: PeriodReport
    span: Span
    name: str
    part: UnitReport
    rows: tuple[tuple[str, str, int, bool], ...]
    boxes: dict[str, str]
    given: Given
    by: str
    runs: bool
    open: bool
    may_fill: bool
    may_confirm: bool


def report_lines(session: Session, officer: Officer, pack: Pack, now: datetime) -> list[ReportLine]:
    """The newest first."""
    today = local_day(now, pack)
    newest = select(PeriodReport).order_by(PeriodReport.due_on.desc(), PeriodReport.id.desc()).limit(_MOST)
    reports = session.scalars(newest).all()
    asked = (
        select(UnitReport)
        .where(UnitReport.report_id.in_([one.id for one in reports]))
        .order_by(UnitReport.id)
    )
    parts: dict[int, list[UnitReport]] = {}
    for part in session.scalars(asked):
        parts.setdefault(part.report_id, []).append(part)
    return [_line(one, parts.get(one.id, []), officer, pack, today) for one in reports]


def _line(
    report: PeriodReport, parts: list[UnitReport], officer: Officer, pack: Pack, today: date
) -> ReportLine:
    collecting = report.state in (ReportState.COLLECTING, ReportState.DRAFT)
    missing = tuple(
        (one.unit_code, name_of("unit", one.unit_code, pack))
        for one in parts
        if collecting and one.confirmed_at is None
    )
    own = officer.unit_code if any(one.unit_code == officer.unit_code for one in parts) else ""
    return ReportLine(
        report, span_of_report(report, pack), missing, bool(missing) and today > report.due_on, own
    )


def report_page(session: Session, report: PeriodReport, officer: Officer, pack: Pack, now: datetime) -> Shown:
    span, today = span_of_report(report, pack), local_day(now, pack)
    names = _names(session, report)
    state, other = report.state, not did_a_step(officer, report)
    return Shown(
        report=report,
        span=span,
        units=tuple(_part_line(session, one, officer, pack) for one in units_of(session, report)),
        sections=tuple(
            (key, heading(key, report.period), str(report.parts.get(key, ""))) for key in SECTIONS
        ),
        tables=tuple(tables_kept(report.figures)),
        forms=tuple((str(n), " · ".join(pair)) for n, pair in enumerate(rule_of(pack).forms)),
        differing=_differing(session, report, span, pack, today),
        people=names,
        runs=today <= report.data_on,
        may_compile=may_compile(officer, pack),
        may_pass_on=state == ReportState.AT_HEAD and may_pass_on(officer, pack) and other,
        may_sign=state == ReportState.AT_CHAIRMAN and may_sign(officer) and other,
    )


def _differing(
    session: Session, report: PeriodReport, span: Span, pack: Pack, today: date
) -> tuple[tuple[str, int, int], ...]:
    """What became known of the period after the figures were frozen."""
    if report.state not in _FROZEN:
        return ()
    return tuple(differences(report.figures, numbers_of(known_on(session, span, today, pack), span)))


def _names(session: Session, report: PeriodReport) -> dict[str, str]:
    numbers = {"author": report.author_id, "head": report.head_id, "chairman": report.chairman_id}
    return {word: _name(session, number) for word, number in numbers.items()}


def _name(session: Session, number: int | None) -> str:
    officer = session.get(Officer, number) if number else None
    return officer.name if officer else ""


def _part_line(session: Session, part: UnitReport, officer: Officer, pack: Pack) -> PartLine:
    code = part.unit_code
    by = _name(session, part.confirmed_by)
    return PartLine(code, name_of("unit", code, pack), part, by, may_read_part(officer, code, pack))


def part_page(
    session: Session, report: PeriodReport, unit: str, officer: Officer, pack: Pack, now: datetime
) -> PartShown:
    part, runs = find_part(session, report, unit), local_day(now, pack) <= report.data_on
    changes = report.state in (ReportState.COLLECTING, ReportState.DRAFT)
    fresh = (
        counted_now(session, report, unit, pack, now) if changes else part.counted or dict.fromkeys(FACTS, 0)
    )
    return PartShown(
        report=report,
        span=span_of_report(report, pack),
        name=name_of("unit", unit, pack),
        part=part,
        rows=tuple(
            (fact, words, int(fresh.get(fact, 0)), fact in CONFIRMED) for fact, words in FACTS.items()
        ),
        boxes=rule_of(pack).boxes,
        given=_given(part),
        by=_name(session, part.confirmed_by),
        runs=runs,
        open=changes,
        may_fill=may_fill(officer, unit),
        may_confirm=may_confirm(officer, unit),
    )


def _given(part: UnitReport) -> Given:
    boxes = {code: str(n) for code, n in part.entered.get("boxes", {}).items()}
    claimed = {fact: str(n) for fact, n in part.entered.get("claimed", {}).items()}
    return Given(boxes, claimed, str(part.entered.get("reason", "")), part.remarks)
