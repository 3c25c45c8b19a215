"""The versions of the pack: who made each and why, what differs between any two, taken home as files, gone back to."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import local
from feedback_service.pack.current import this_pack
from feedback_service.pack.exporting import zipped
from feedback_service.pack.sections import SECTIONS
from feedback_service.settings.editing.comparing import compare, touches_rules
from feedback_service.settings.editing.drafting import Draft
from feedback_service.settings.editing.returning import back_to
from feedback_service.settings.editing.saving import SettingsChangedMeanwhile, pack_of, save_edits
from feedback_service.settings.editing.touching import touched_by
from feedback_service.settings.history import VERSIONS_SHOWN, pack_versions
from feedback_service.settings.views.editing import PACK_READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_versions", __name__, url_prefix="/can-bo/quan-tri/phien-ban")


@blueprint.get("")
@staff(*PACK_READERS)
def versions() -> str:
    before = _number(request.args.get("truoc", ""))
    lines = pack_versions(db.session(), before)
    return render_template(
        "settings/versions.html",
        versions=lines,
        older=lines[-1].number if len(lines) == VERSIONS_SHOWN else 0,
        may_change=current_officer().role == Role.ADMIN,
    )


@blueprint.get("/so-sanh")
@staff(*PACK_READERS)
def compared() -> str:
    """From the version before to the newest, where nothing is asked. Raises NoSuchVersion."""
    end = _number(request.args.get("den", "")) or this_pack().version
    begin = _number(request.args.get("tu", "")) or max(end - 1, 1)
    changes = compare(pack_of(db.session(), begin), pack_of(db.session(), end))
    return render_template(
        "settings/version_diff.html", begin=begin, end=end, changes=changes, sections=SECTIONS
    )


@blueprint.get("/<int:number>/tai-ve")
@staff(*PACK_READERS)
def download(number: int) -> Response:
    """Raises NoSuchVersion."""
    pack = pack_of(db.session(), number)
    response = make_response(zipped(pack))
    response.headers["Content-Type"] = "application/zip"
    name = f"danh-muc-{pack.commune.code}-ban-{number}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<int:number>/quay-lai")
@staff(Role.ADMIN)
def before_going_back(number: int) -> Response:
    return _back_page(number, back_to(pack_of(db.session(), number), this_pack(), local(now()).date()))


@blueprint.post("/<int:number>/quay-lai")
@staff(Role.ADMIN)
def go_back(number: int) -> AnyResponse:
    made = back_to(pack_of(db.session(), number), this_pack(), local(now()).date())
    reason, base = request.form.get("ly_do", ""), _number(request.form.get("ban", ""))
    if made.errors or not reason.strip():
        return _back_page(number, made, 422)
    try:
        with transaction() as session:
            today = local(now()).date()
            new = save_edits(session, base, made.edits, reason, current_officer(), now(), today).id
    except SettingsChangedMeanwhile:
        return _back_page(number, made, 409)
    flash(_("Đã trở lại như bản số %(old)d. Bản đang dùng là bản số %(new)d.", old=number, new=new))
    return redirect(url_for("settings_versions.versions"), code=303)


def _back_page(number: int, made: Draft, status: int = 200) -> Response:
    earlier = pack_of(db.session(), number)
    page = render_template(
        "settings/version_back.html",
        number=number,
        changes=compare(this_pack(), made.new),
        rules=touches_rules(compare(made.new, earlier)),
        touched=touched_by(db.session(), made.edits, this_pack(), made.new),
        errors=made.errors,
        reason=request.form.get("ly_do", ""),
        reason_missing=status == 422 and not made.errors,
        overtaken=status == 409,
        new_pack=made.new,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
