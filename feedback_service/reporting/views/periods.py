"""Reports of the plan: the list, one report on its way to the signature, its files."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed, Fact
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport
from feedback_service.records.audit import note_deed
from feedback_service.reporting.periods import signing
from feedback_service.reporting.periods.collecting import find_report, open_by_hand
from feedback_service.reporting.periods.composing import SECTIONS
from feedback_service.reporting.periods.making import docx_of, xlsx_of
from feedback_service.reporting.periods.paper import MEDIA_TYPE as DOCX
from feedback_service.reporting.periods.people import READERS, may_compile
from feedback_service.reporting.periods.shown import report_lines, report_page
from feedback_service.reporting.registers.sheet import MEDIA_TYPE as XLSX
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("periods", __name__, url_prefix="/can-bo/bao-cao")
_COMPILERS = (Role.OFFICER, Role.HEAD, Role.PUBLISHER)
_SIGNERS = (Role.HEAD, Role.LEADER)
Step = Callable[[Session, PeriodReport, Officer, int, Pack, datetime], object]


@blueprint.get("")
@staff(*READERS)
def reports() -> Response:
    pack, officer = this_pack(), current_officer()
    lines = report_lines(db.session(), officer, pack, now())
    page = render_template("reporting/periods.html", lines=lines, may_open=may_compile(officer, pack))
    return _kept_nowhere(make_response(page))


@blueprint.post("")
@staff(*_COMPILERS)
def open_one() -> AnyResponse:
    """By hand, before the worker would. Raises PeriodUnknown, ChangeNotAllowed."""
    asked = request.form.get("ky", "")
    with transaction() as session:
        period = open_by_hand(session, asked, current_officer(), this_pack(), now()).period
    return redirect(f"/can-bo/bao-cao/{period}", 303)


@blueprint.get("/<period>")
@staff(*READERS)
def one(period: str) -> Response:
    return _page(period)


@blueprint.post("/<period>/soan")
@staff(*_COMPILERS)
def compose(period: str) -> AnyResponse:
    return _step(period, signing.compose)


@blueprint.post("/<period>/luu")
@staff(*_COMPILERS)
def save(period: str) -> AnyResponse:
    """The whole text; a page that saves by itself asks for JSON and is told the new revision."""

    def keep(
        _s: Session, report: PeriodReport, officer: Officer, revision: int, pack: Pack, _n: datetime
    ) -> None:
        signing.save_parts(report, officer, _typed(), request.form.get("cach_ky", ""), revision, pack)

    if request.accept_mimetypes.best != "application/json":
        return _step(period, keep)
    with transaction() as session:
        report = find_report(session, period)
        keep(session, report, current_officer(), _revision(), this_pack(), now())
        session.flush()
        revision = report.revision
    return jsonify(revision=revision)


@blueprint.post("/<period>/trinh")
@staff(*_COMPILERS)
def hand_in(period: str) -> AnyResponse:
    """Saves what stands in the boxes and hands it to the head."""

    def keep_and_hand_in(
        session: Session, report: PeriodReport, officer: Officer, revision: int, pack: Pack, moment: datetime
    ) -> None:
        signing.save_parts(report, officer, _typed(), request.form.get("cach_ky", ""), revision, pack)
        signing.hand_in(session, report, officer, revision, pack, moment)

    return _step(period, keep_and_hand_in)


@blueprint.post("/<period>/chuyen")
@staff(*_SIGNERS)
def pass_on(period: str) -> AnyResponse:
    return _step(
        period, lambda _s, report, who, rev, pack, at: signing.pass_to_chairman(report, who, rev, pack, at)
    )


@blueprint.post("/<period>/ky")
@staff(*_SIGNERS)
def sign(period: str) -> AnyResponse:
    return _step(period, lambda _s, report, who, rev, _p, at: signing.sign(report, who, rev, at))


@blueprint.post("/<period>/tra-lai")
@staff(*_SIGNERS)
def hand_back(period: str) -> AnyResponse:
    reason = request.form.get("ly_do", "")
    return _step(
        period, lambda _s, report, who, rev, pack, _a: signing.hand_back(report, who, reason, rev, pack)
    )


@blueprint.post("/<period>/bo-sung")
@staff(*_COMPILERS)
def supplement(period: str) -> AnyResponse:
    """Raises NotYours, ChangeNotAllowed."""
    with transaction() as session:
        report = find_report(session, period)
        word = signing.supplement(session, report, current_officer(), this_pack(), now()).period
    return redirect(f"/can-bo/bao-cao/{word}", 303)


@blueprint.post("/<period>/tai/<form>")
@staff(*READERS)
def take(period: str, form: str) -> Response:
    """A POST, since it is written down that somebody took it along."""
    pack, officer = this_pack(), current_officer()
    with transaction() as session:
        report = find_report(session, period)
        if not report.figures or form not in ("docx", "xlsx"):
            raise ChangeNotAllowed
        word = report.period
        content = docx_of(report, pack) if form == "docx" else xlsx_of(session, report, officer, pack)
        note_deed(session, "report:taken", f"report:{word}", now(), officer, form=form)
    kind = DOCX if form == "docx" else XLSX
    name = f"bao-cao-{word}.{form}"
    return _kept_nowhere(send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name))


def _step(period: str, step: Step) -> AnyResponse:
    """One verb; what is not allowed is said on the page, with what was typed."""
    try:
        with transaction() as session:
            report = find_report(session, period)
            step(session, report, current_officer(), _revision(), this_pack(), now())
    except StaleDataError:
        return _page(period, ChangedMeanwhile())
    except Fact as fact:
        if fact.status == 404:
            raise
        return _page(period, fact)
    flash(_("Đã ghi."))
    return redirect(f"/can-bo/bao-cao/{period.upper()}", 303)


def _page(period: str, trouble: Fact | None = None) -> Response:
    pack, officer = this_pack(), current_officer()
    shown = report_page(db.session(), find_report(db.session(), period), officer, pack, now())
    typed = _typed() if trouble and "muc_1" in request.form else {}
    page = render_template("reporting/period.html", shown=shown, typed=typed, trouble=trouble)
    return _kept_nowhere(make_response(page, trouble.status if trouble else 200))


def _typed() -> dict[str, str]:
    return {section: request.form.get(f"muc_{section}", "") for section in SECTIONS}


def _revision() -> int:
    return request.form.get("revision", 0, type=int)


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
