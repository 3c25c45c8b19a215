"""The tables for taking along: CSV for a spreadsheet, JSON for a program. The same rows and figures as the page."""

import csv
import io
from datetime import date
from typing import Any

from flask_babel import gettext as _

from feedback_service.reporting.figures.columns import Column, Figure, columns
from feedback_service.reporting.figures.tables import Row, Table, Tables

BOM = "\ufeff"  # Excel takes a file without it for something else than UTF-8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(found: Tables) -> str:
    out = io.StringIO()
    lines = csv.writer(out)
    known = columns()
    lines.writerow([_("Bảng"), _("Mã"), _("Tên"), *(column.words for column in known)])
    for table in (_whole(found), *found.tables):
        for row in table.rows:
            cells = (_cell(figure_of(column, row, table)) for column in known)
            lines.writerow([plain(table.name), plain(row.code), plain(row.name), *cells])
    lines.writerow([])
    lines.writerow([_("Lý do trễ"), _("Mã"), _("Tên"), _("Số việc")])
    lines.writerows([_("Lý do trễ"), code, plain(name), n] for code, name, n in found.late_reasons)
    return BOM + out.getvalue()


def as_document(found: Tables, commune: str) -> dict[str, Any]:
    known, asked = columns(), found.asked
    return {
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "unit": asked.unit,
        "commune": commune,
        "definitions": {one.key: {"name": one.words, "definition": one.definition} for one in known},
        "total": _figures(_whole(found).rows[0], _whole(found), known),
        "late_reasons": [{"code": code, "name": name, "cases": n} for code, name, n in found.late_reasons],
        **{
            table.key: [
                {"code": row.code, "name": row.name, **_figures(row, table, known)} for row in table.rows
            ]
            for table in found.tables
        },
    }


def figure_of(column: Column, row: Row, table: Table) -> Figure:
    """None where it is not known: what waits now is kept by unit only."""
    return None if column.now and not table.knows_now else column.of(row.counted)


def plain(text: str) -> str:
    """No cell of text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _whole(found: Tables) -> Table:
    return Table("total", _("Toàn bộ"), (Row("", _("Toàn bộ"), found.total),), found.asked.is_current)


def _figures(row: Row, table: Table, known: list[Column]) -> dict[str, Any]:
    return {column.key: _written(figure_of(column, row, table)) for column in known}


def _cell(figure: Figure) -> str:
    return "" if figure is None else str(_written(figure))


def _written(figure: Figure) -> int | str | None:
    return figure.isoformat() if isinstance(figure, date) else figure
