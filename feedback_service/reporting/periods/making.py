"""A report's files at hand: the kept report where there is one, else one composed now. Read only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport
from feedback_service.reporting.periods.collecting import units_of
from feedback_service.reporting.periods.composing import composed
from feedback_service.reporting.periods.frozen import (
    document_of,
    known_on,
    rule_of,
    span_of_report,
    tables_kept,
)
from feedback_service.reporting.periods.media_counts import media_table
from feedback_service.reporting.periods.paper import report_docx
from feedback_service.reporting.periods.shapes import Table
from feedback_service.reporting.periods.spans import span_of
from feedback_service.reporting.periods.tables import cases_behind, readable_only, tables_of
from feedback_service.reporting.periods.workbook import report_xlsx
from feedback_service.reporting.registers.scope import readable


@dataclass(frozen=True, slots=True)
class Made:
    """File contents. `as_of` is the day whose end the figures are of."""

    docx: bytes
    xlsx: bytes
    as_of: date


def make_report(session: Session, period: str, pack: Pack, now: datetime, day: date | None = None) -> Made:
    """For the command: all codes but sealed ones. `day`: the figures as of its end. Raises PeriodUnknown."""
    report = session.scalars(select(PeriodReport).where(PeriodReport.period == period.upper())).one_or_none()
    if report is not None and report.figures and day is None:
        span = span_of_report(report, pack)
        tables = tables_behind(session, report, pack)
        book = report_xlsx(tables, span, pack, proof_of(report.figures, report.content_hash))
        return Made(docx_of(report, pack), book, report.data_on)
    span = span_of_report(report, pack) if report else span_of(period, rule_of(pack))
    day = day or min(span.data_on, local_day(now, pack))
    units = list(units_of(session, report)) if report else []
    figures, known = document_of(session, span, day, pack, units)
    parts = composed(figures, span, units, pack)
    tables = tables_of(known, span, pack, media_table(session, span.since, span.until, pack))
    content = report_docx(parts, figures, span, "0", pack, "")
    return Made(content, report_xlsx(tables, span, pack, proof_of(figures, "")), day)


def docx_of(report: PeriodReport, pack: Pack) -> bytes:
    return report_docx(
        report.parts, report.figures, span_of_report(report, pack), report.signing, pack, report.content_hash
    )


def xlsx_of(session: Session, report: PeriodReport, officer: Officer, pack: Pack) -> bytes:
    """With the codes that the officer may open."""
    tables = tables_behind(session, report, pack, officer)
    return report_xlsx(
        tables, span_of_report(report, pack), pack, proof_of(report.figures, report.content_hash)
    )


def tables_behind(
    session: Session, report: PeriodReport, pack: Pack, officer: Officer | None = None
) -> list[Table]:
    """The frozen numbers, and behind them the cases as of the data date. `officer`: only what he may open."""
    span = span_of_report(report, pack)
    known = known_on(session, span, report.data_on, pack)
    fresh = tables_of(known, span, pack, media_table(session, span.since, span.until, pack))
    if officer is not None:
        cases = cases_behind(known)
        may = readable(session, officer, list(cases.values()))
        fresh = readable_only(fresh, frozenset(code for code, case in cases.items() if case.id in may))
    return _with_frozen(fresh, tables_kept(report.figures))


def _with_frozen(fresh: list[Table], kept: list[Table]) -> list[Table]:
    by_number = {table.number: table for table in fresh}
    for table in kept:
        names = {line.cells[1]: line.codes for line in by_number[table.number].lines if len(line.cells) > 1}
        for line in table.lines:
            line.codes = names.get(line.cells[1], {}) if len(line.cells) > 1 else {}
    return kept or fresh


def proof_of(figures: dict[str, Any], digest: str) -> tuple[str, ...]:
    """Lines to compare a printed report with."""
    root = figures.get("root", "")
    return (
        f"Mã kiểm tra báo cáo (SHA-256): {digest}" if digest else "Dự thảo, số liệu chưa chốt.",
        *([f"Gốc nhật ký tháng {figures.get('root_month', '')}: {root}"] if root else []),
    )
