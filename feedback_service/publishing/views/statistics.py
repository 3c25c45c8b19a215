"""How the commune keeps its word, in figures: the same functions as in the reports, as a page, CSV and JSON."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, make_response, render_template, request
from flask.json import dumps
from flask_babel import gettext as _
from flask_login import current_user

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.promises import local_day
from feedback_service.kept_pages import kept_page
from feedback_service.language import words
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.figure_links import desk_list, public_list
from feedback_service.publishing.figures_shown import shown_figures
from feedback_service.reporting.figures.asked import PARTS, ROLLING, Asked, read_asked
from feedback_service.reporting.figures.carrying import as_csv, as_document
from feedback_service.reporting.figures.kept import KeptFigures
from feedback_service.reporting.figures.tables import Tables, tables_of

blueprint = Blueprint("statistics", __name__)
Link = Callable[..., str]


@blueprint.get("/thong-ke")
@public
def statistics() -> Response:
    """Officers get a page of their own, with links into the queue; it is kept for nobody."""
    pack = this_pack()
    known = KeptFigures(db.session())
    found, years = _found(known, pack)
    sealed = None if found.asked.unit else known.sealed_received(found.asked.until.year)
    if current_user.is_authenticated:
        page = make_response(_page(found, sealed, years, pack, _desk_first))
        page.headers["Cache-Control"] = "no-store"
        return page
    return kept_page(lambda: _page(found, sealed, years, pack, public_list), found, sealed, pack.version)


@blueprint.get("/thong-ke.csv")
@public
def statistics_csv() -> Response:
    pack = this_pack()
    found, _years = _found(KeptFigures(db.session()), pack)
    page = kept_page(lambda: as_csv(found), found, pack.version, content_type="text/csv; charset=utf-8")
    page.headers["Content-Disposition"] = f'attachment; filename="thong-ke-{found.asked.until:%Y%m%d}.csv"'
    return page


@blueprint.get("/thong-ke.json")
@public
def statistics_json() -> Response:
    """Anybody's program may read it."""
    pack = this_pack()
    found, _years = _found(KeptFigures(db.session()), pack)
    page = kept_page(
        lambda: dumps(as_document(found, pack.commune.code_prefix)),
        found,
        pack.version,
        content_type="application/json",
    )
    page.headers["Access-Control-Allow-Origin"] = "*"
    return page


def _found(known: KeptFigures, pack: Pack) -> tuple[Tables, range]:
    """What waits now is part of a span that reaches to today; of an earlier one it would say nothing."""
    today = local_day(now(), pack)
    years = known.years(today)
    asked = read_asked(request.args, pack, years, today)
    waits = asked.today if asked.is_current else None
    return tables_of(known.figures(asked.since, asked.until, waits, asked.unit), asked, pack), years


def _page(found: Tables, sealed: int | None, years: range, pack: Pack, link: Link) -> str:
    asked = found.asked
    return render_template(
        "publishing/thong_ke.html",
        asked=asked,
        choices=_choices(asked, years, pack),
        downloads={kind: asked.args() for kind in ("csv", "json")},
        sealed=sealed,
        **shown_figures(found, link),
    )


def _desk_first(key: str, table: str, row: object, asked: Asked) -> str:
    return public_list(key, table, row, asked) or desk_list(key, table, row, asked)  # type: ignore[arg-type]


def _choices(asked: Asked, years: range, pack: Pack) -> dict[str, list[tuple[str, str]]]:
    """By the name in the address; "" is the first choice of the box itself."""
    periods = [word for word in (*PARTS, ROLLING) if word and _has_begun(word, asked)]
    return {
        "nam": [(str(year), str(year)) for year in reversed(years)],
        "ky": [(word, period_words()[word]) for word in periods],
        "don_vi": [(unit.code, words(unit.name)) for unit in pack.units if not unit.retired],
    }


def _has_begun(period: str, asked: Asked) -> bool:
    return period == ROLLING or date(asked.year, PARTS[period][0], 1) <= asked.today


def period_words() -> dict[str, str]:
    return {
        "": _("Cả năm"),
        "quy-1": _("Quý I"),
        "quy-2": _("Quý II"),
        "quy-3": _("Quý III"),
        "quy-4": _("Quý IV"),
        "6-thang": _("6 tháng đầu năm"),
        "9-thang": _("9 tháng"),
        ROLLING: _("12 tháng qua"),
    }
