"""Draft, head, chairman: each step by another person. Figures are frozen when the draft leaves for the head."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    NotYours,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport
from feedback_service.reporting.periods.collecting import PeriodRuns, open_report, units_of
from feedback_service.reporting.periods.composing import SECTIONS, composed
from feedback_service.reporting.periods.frozen import document_of, hash_of, rule_of, span_of_report
from feedback_service.reporting.periods.people import did_a_step, may_compile, may_pass_on, may_sign
from feedback_service.reporting.periods.spans import span_of, supplement_of
from feedback_service.vocabulary import ReportState

_LONGEST = 20_000
_OTHER_PERSON = _l("Người đã làm bước trước không làm tiếp bước này.")


def compose(
    session: Session, report: PeriodReport, officer: Officer, revision: int, pack: Pack, now: datetime
) -> None:
    """The draft, from the figures and what the units said. Composed again, the text begins anew.

    Raises NotYours, ChangedMeanwhile, ChangeNotAllowed, PeriodRuns.
    """
    _require(report, revision, may_compile(officer, pack), ReportState.COLLECTING, ReportState.DRAFT)
    if local_day(now, pack) <= report.data_on:
        raise PeriodRuns
    span, units = span_of_report(report, pack), list(units_of(session, report))
    report.figures, _known = document_of(session, span, report.data_on, pack, units)
    report.parts = {**composed(report.figures, span, units, pack)}
    report.state, report.author_id = ReportState.DRAFT, officer.id
    report.signing = report.signing or "0"


def save_parts(
    report: PeriodReport, officer: Officer, parts: Mapping[str, str], signing: str, revision: int, pack: Pack
) -> None:
    """Raises NotYours, ChangedMeanwhile, ChangeNotAllowed."""
    _require(report, revision, may_compile(officer, pack), ReportState.DRAFT)
    report.parts = {section: parts.get(section, "").strip()[:_LONGEST] for section in SECTIONS}
    if signing.isdigit() and int(signing) < len(rule_of(pack).forms):
        report.signing = signing
    report.author_id = officer.id


def hand_in(
    session: Session, report: PeriodReport, officer: Officer, revision: int, pack: Pack, now: datetime
) -> None:
    """To the head; from here on the figures stand still. Raises NotYours, ChangedMeanwhile, ChangeNotAllowed."""
    _require(report, revision, may_compile(officer, pack), ReportState.DRAFT)
    span, units = span_of_report(report, pack), list(units_of(session, report))
    report.figures, _known = document_of(session, span, report.data_on, pack, units)
    report.content_hash = hash_of(report.figures, report.parts)
    report.state, report.author_id = ReportState.AT_HEAD, officer.id
    report.head_id = report.head_at = report.chairman_id = None
    report.returned_reason = ""


def pass_to_chairman(
    report: PeriodReport, officer: Officer, revision: int, pack: Pack, now: datetime
) -> None:
    """Raises NotYours, ChangedMeanwhile, ChangeNotAllowed, SecondPersonNeeded."""
    _require(report, revision, may_pass_on(officer, pack), ReportState.AT_HEAD)
    _require_other(report, officer)
    report.state, report.head_id, report.head_at = ReportState.AT_CHAIRMAN, officer.id, now


def sign(report: PeriodReport, officer: Officer, revision: int, now: datetime) -> None:
    """Raises NotYours, ChangedMeanwhile, ChangeNotAllowed, SecondPersonNeeded."""
    _require(report, revision, may_sign(officer), ReportState.AT_CHAIRMAN)
    _require_other(report, officer)
    report.state, report.chairman_id, report.signed_at = ReportState.SIGNED, officer.id, now


def hand_back(report: PeriodReport, officer: Officer, reason: str, revision: int, pack: Pack) -> None:
    """By the head or the chairman, to the writers. Raises NotYours, ReasonMissing, ChangedMeanwhile,
    ChangeNotAllowed."""
    allowed = {ReportState.AT_HEAD: may_pass_on(officer, pack), ReportState.AT_CHAIRMAN: may_sign(officer)}
    _require(report, revision, allowed.get(report.state, False), *allowed)
    if not reason.strip():
        raise ReasonMissing
    report.state, report.returned_reason = ReportState.DRAFT, reason.strip()[:1_000]
    report.content_hash = ""


def supplement(
    session: Session, report: PeriodReport, officer: Officer, pack: Pack, now: datetime
) -> PeriodReport:
    """A signed report is never changed: what became known later is a report of its own, "bổ sung", as of today.

    Raises NotYours, ChangeNotAllowed.
    """
    if not may_compile(officer, pack):
        raise NotYours
    word = supplement_of(report.period)
    known = session.scalar(select(PeriodReport.id).where(PeriodReport.period == word))
    if report.state != ReportState.SIGNED or known is not None:
        raise ChangeNotAllowed
    fresh = open_report(session, span_of(word, rule_of(pack)), pack, now)
    fresh.since, fresh.until, fresh.due_on = report.since, report.until, report.due_on
    fresh.data_on = max(report.data_on, _yesterday(now, pack))
    session.flush()
    return fresh


def _yesterday(now: datetime, pack: Pack) -> date:
    return local_day(now, pack) - timedelta(days=1)


def _require(report: PeriodReport, revision: int, allowed: bool, *states: ReportState) -> None:
    if not allowed:
        raise NotYours
    if report.revision != revision:
        raise ChangedMeanwhile
    if report.state not in states:
        raise ChangeNotAllowed


def _require_other(report: PeriodReport, officer: Officer) -> None:
    if did_a_step(officer, report):
        raise SecondPersonNeeded(_OTHER_PERSON)
