"""The raw counts that SIPAS, PAR INDEX, PAPI, DDCI and DTI ask for. Taking them away leaves a trace."""

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day
from feedback_service.pack.current import this_pack
from feedback_service.records.audit import note_deed
from feedback_service.reporting.indices.files import CSV, XLSX, as_csv, as_xlsx, period_words
from feedback_service.reporting.indices.packs import AskedIndex, IndexPeriodWrong, index_tables, read_asked
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("indices", __name__, url_prefix="/can-bo/chi-so")
READERS = (Role.HEAD, Role.LEADER, Role.PUBLISHER, Role.AUDITOR)
_FIELDS = ("tu", "den", "tinh_den")


@blueprint.get("")
@staff(*READERS)
def page() -> Response:
    pack, today = this_pack(), local_day(now(), this_pack())
    trouble: IndexPeriodWrong | None = None
    try:
        asked = read_asked(request.args, today)
    except IndexPeriodWrong as wrong:
        asked, trouble = read_asked(MultiDict(), today), wrong
    shown = {"tu": asked.since, "den": asked.until, "tinh_den": asked.as_of}
    words = render_template(
        "reporting/indices.html",
        tables=index_tables(db.session(), asked, pack, today),
        asked=asked,
        period=period_words(asked),
        typed={name: request.args.get(name) or shown[name].isoformat() for name in _FIELDS},
        trouble=trouble,
    )
    return _kept_nowhere(make_response(words, trouble.status if trouble else 200))


@blueprint.post("/tai-ve")
@staff(*READERS)
def take() -> Response:
    """`dang`: xlsx or csv. Raises IndexPeriodWrong."""
    pack, officer, moment = this_pack(), current_officer(), now()
    today = local_day(moment, pack)
    asked = read_asked(request.form, today)
    with transaction() as session:
        tables = index_tables(session, asked, pack, today)
        note_deed(session, "indices:taken", "indices", moment, officer, **_days(asked))
    is_csv = request.form.get("dang") == "csv"
    response = make_response(as_csv(tables, asked) if is_csv else as_xlsx(tables, asked, pack))
    response.headers["Content-Type"] = CSV if is_csv else XLSX
    name = f"chi-so-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}.{'csv' if is_csv else 'xlsx'}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return _kept_nowhere(response)


def _days(asked: AskedIndex) -> dict[str, str]:
    return {
        "first": asked.since.isoformat(),
        "last": asked.until.isoformat(),
        "as_of": asked.as_of.isoformat(),
    }


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
