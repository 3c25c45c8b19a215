"""The figures of a report as a document that is kept: computed, frozen by its hash, compared with later ones."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack, ReportRule
from feedback_service.records import PeriodReport, UnitReport
from feedback_service.reporting.periods.as_of import AsOf, as_of
from feedback_service.reporting.periods.facts import FACTS
from feedback_service.reporting.periods.media_counts import media_table
from feedback_service.reporting.periods.shapes import Table, table_from
from feedback_service.reporting.periods.spans import Span, span_of
from feedback_service.reporting.periods.tables import sorted_of, tables_of
from feedback_service.staff.audit.roots import month_root

_PLAIN = ReportRule("plan", "", "kết quả tiếp nhận, xử lý phản ánh, kiến nghị")


def span_of_report(report: PeriodReport, pack: Pack) -> Span:
    """With the days that the report was opened with: settings may have changed since."""
    span = span_of(report.period, rule_of(pack))
    kept = (report.since, report.until, report.data_on, report.due_on)
    return Span(span.period, *kept, span.opens_on, span.supplement)


def rule_of(pack: Pack) -> ReportRule:
    """The pack's report; without one the plan's own days hold."""
    return pack.reports[0] if pack.reports else _PLAIN


def known_on(session: Session, span: Span, day: date, pack: Pack, unit: str = "") -> AsOf:
    return as_of(session, span.since, span.until, day, pack, unit)


def numbers_of(known: AsOf, span: Span) -> dict[str, int]:
    found = sorted_of(known.stood, span)
    return {fact: found.count(fact) for fact in FACTS}


def document_of(
    session: Session, span: Span, day: date, pack: Pack, units: list[UnitReport]
) -> tuple[dict[str, Any], AsOf]:
    """What is frozen, and the cases behind it."""
    known = known_on(session, span, day, pack)
    tables = tables_of(known, span, pack, media_table(session, span.since, span.until, pack))
    kept = {
        "as_of": day.isoformat(),
        "numbers": numbers_of(known, span),
        "groups": _groups(known, span),
        "ratings": list(known.figures.total.ratings),
        "sealed": known.sealed,
        "tables": [table.kept() for table in tables],
        "units": {one.unit_code: _unit(one) for one in units},
        "root": month_root(session, span.until),
        "root_month": f"{span.until:%m/%Y}",
    }
    return kept, known


def _groups(known: AsOf, span: Span) -> dict[str, dict[str, int]]:
    """Received by channel, kind, topic and area: the sentences of section II."""
    found: dict[str, dict[str, int]] = {}
    for one, facts in sorted_of(known.stood, span).found:
        if "received" in facts:
            for column in ("channel", "kind", "topic_code", "area_code"):
                word = str(one(column))
                group = found.setdefault(column, {})
                group[word] = group.get(word, 0) + 1
    return found


def _unit(one: UnitReport) -> dict[str, Any]:
    at = one.confirmed_at.isoformat() if one.confirmed_at else ""
    return {"counted": one.counted, "entered": one.entered, "remarks": one.remarks, "confirmed_at": at}


def hash_of(figures: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Hex SHA-256 over both, keys in order."""
    whole = json.dumps({"figures": figures, "parts": parts}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def tables_kept(figures: Mapping[str, Any]) -> list[Table]:
    return [table_from(kept) for kept in figures.get("tables", ())]


def differences(figures: Mapping[str, Any], now: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """(what, as frozen, as known now) where they differ: shown, never written over."""
    frozen = figures.get("numbers", {})
    return [
        (words, frozen[fact], now[fact]) for fact, words in FACTS.items() if frozen.get(fact) != now[fact]
    ]
