"""Changing the rules: drafted, rehearsed, looked at, switched on; the threshold's curve; the versions."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import local, words
from feedback_service.pack.current import this_pack
from feedback_service.routing.rehearsing.asking import (
    ask_for_rehearsal,
    drop,
    find_rehearsal,
    measure_rules,
    switch_on,
)
from feedback_service.routing.rehearsing.changes import ChangeDoesNotFit, from_document
from feedback_service.routing.rehearsing.checking import Problem, problems_of
from feedback_service.routing.rehearsing.curve import curve, steps_of
from feedback_service.routing.rehearsing.groups import find_group
from feedback_service.settings.history import pack_versions
from feedback_service.settings.routing.change_form import Asked, Way, read_asked
from feedback_service.settings.routing.examples import examples_of
from feedback_service.settings.routing.lines import author_of, newest_measure, rehearsal_lines
from feedback_service.settings.routing.problems import errors_of
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_routing_changes", __name__, url_prefix="/can-bo/quan-tri/phan-loai")


@blueprint.get("/thay-doi")
@staff(Role.ADMIN)
def change() -> Response:
    return _form(read_asked(request.args) or abort(404))


@blueprint.post("/thay-doi")
@staff(Role.ADMIN)
def ask() -> AnyResponse:
    asked = read_asked(request.form) or abort(404)
    wanted = asked.change(local(now()).date())
    problems = problems_of(wanted, asked.reason, this_pack())
    if problems:
        return _form(asked, errors_of(problems), 422)
    try:
        with transaction() as session:
            row = ask_for_rehearsal(session, wanted, asked.reason, current_officer(), now())
    except ChangeDoesNotFit:
        return _form(asked, errors_of({"phrase": Problem.NOT_THERE}), 422)
    return redirect(url_for("settings_routing_changes.rehearsal", number=row.id), code=303)


@blueprint.get("/thu/<int:number>")
@staff(*READERS)
def rehearsal(number: int) -> Response:
    session = db.session()
    row = find_rehearsal(session, number)
    past = row.result.get("past") or {}
    page = render_template(
        "settings/routing_rehearsal.html",
        row=row,
        change=from_document(row.change),
        author=author_of(session, row),
        past=past,
        regression=row.result.get("regression") or {},
        examples=examples_of(session, past.get("examples", ())),
        stale=row.pack_version != this_pack().version,
        may_change=current_officer().role == Role.ADMIN,
    )
    return _not_kept(page)


@blueprint.post("/thu/<int:number>/bat")
@staff(Role.ADMIN)
def turn_on(number: int) -> AnyResponse:
    with transaction() as session:
        made = switch_on(session, number, current_officer(), now())
        measure_rules(session, now=now())
    flash(_("Đã bật. Quy tắc đang dùng là bản số %(number)d.", number=made.id))
    return redirect(url_for("settings_routing_changes.rehearsal", number=number), code=303)


@blueprint.post("/thu/<int:number>/bo")
@staff(Role.ADMIN)
def leave(number: int) -> AnyResponse:
    with transaction() as session:
        drop(session, number)
    flash(_("Đã bỏ thay đổi này. Quy tắc vẫn như cũ."))
    return redirect(url_for("settings_routing.rules"), code=303)


@blueprint.get("/nguong")
@staff(*READERS)
def threshold() -> str:
    measured = newest_measure(db.session())
    result = measured.result if measured else {}
    return render_template(
        "settings/routing_threshold.html",
        measured=measured,
        past=curve(steps_of(result, "past")),
        regression=curve(steps_of(result, "regression")),
        may_change=current_officer().role == Role.ADMIN,
    )


@blueprint.post("/do-lai")
@staff(Role.ADMIN)
def measure() -> AnyResponse:
    with transaction() as session:
        measure_rules(session, now=now())
    flash(_("Đang đo trên các việc đã qua. Tải lại trang sau ít phút để xem kết quả."))
    return redirect(url_for("settings_routing_changes.threshold"), code=303)


@blueprint.get("/lich-su")
@staff(*READERS)
def history() -> str:
    return render_template(
        "settings/routing_history.html",
        versions=pack_versions(db.session()),
        rehearsals=rehearsal_lines(db.session()),
        may_change=current_officer().role == Role.ADMIN,
    )


def _form(asked: Asked, errors: dict[str, list[object]] | None = None, status: int = 200) -> Response:
    group = find_group(this_pack(), asked.get("nhom"))
    if asked.way in (Way.ADD, Way.PHRASE, Way.UNIT) and group is None:
        abort(404)
    known = [word for word in group.keywords if word.phrase == asked.get("cum_tu")] if group else []
    page = render_template(
        "settings/routing_change.html",
        asked=asked,
        group=group,
        keyword=known[0] if known else None,
        units=[(unit.code, words(unit.name)) for unit in this_pack().units if not unit.retired],
        errors=errors or {},
    )
    return _not_kept(page, status)


def _not_kept(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
