"""The pack changed on screen: list, form, preview with what differs, save with a reason. The same for every section."""

from dataclasses import dataclass
from datetime import date

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import local
from feedback_service.pack.current import this_pack
from feedback_service.pack.sections import Item, Section, find_item, items_of
from feedback_service.settings.editing import drafting
from feedback_service.settings.editing.addresses import address_of, section_at
from feedback_service.settings.editing.comparing import compare, title_of
from feedback_service.settings.editing.saving import SettingsChangedMeanwhile, save_edits
from feedback_service.settings.editing.touching import touched_by
from feedback_service.settings.editing.typing import Typed
from feedback_service.settings.editing.wording import Errors
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_editing", __name__, url_prefix="/can-bo/quan-tri/sua")
PACK_READERS = (*READERS, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent: `step` is xem, sua or luu; `base` the version that the form was opened on."""

    section: Section
    item: Item | None
    typed: Typed
    step: str
    base: int
    reason: str
    removing: bool


@blueprint.get("/<address>")
@staff(*PACK_READERS)
def entries(address: str) -> str:
    section = section_at(address) or abort(404)
    items = items_of(section, this_pack())
    return render_template(
        "settings/edit_list.html",
        section=section,
        address=address,
        lines=[(item, title_of(item.raw, item.key)) for item in items],
        may_change=current_officer().role == Role.ADMIN,
        may_add=not section.single and section.name not in drafting.NOT_ADDED,
    )


@blueprint.get("/<address>/them")
@staff(Role.ADMIN)
def new(address: str) -> Response:
    section = section_at(address) or abort(404)
    if section.single or section.name in drafting.NOT_ADDED:
        abort(404)
    return _form(_Form(section, None, MultiDict(), {}))


@blueprint.get("/<address>/muc/<path:key>")
@staff(Role.ADMIN)
def entry(address: str, key: str) -> Response:
    section = section_at(address) or abort(404)
    item = find_item(section, this_pack(), key) or abort(404)
    boxes = drafting.boxes_for(section, item, this_pack(), _today())
    return _form(_Form(section, item, drafting.as_typed(boxes, item), {}))


@blueprint.post("/<address>/them")
@staff(Role.ADMIN)
def add(address: str) -> AnyResponse:
    section = section_at(address) or abort(404)
    if section.single or section.name in drafting.NOT_ADDED:
        abort(404)
    return _take(_asked(section, None))


@blueprint.post("/<address>/muc/<path:key>")
@staff(Role.ADMIN)
def change(address: str, key: str) -> AnyResponse:
    section = section_at(address) or abort(404)
    item = find_item(section, this_pack(), key)
    asked = _asked(section, item)
    if item is None:
        gone: Errors = {"": [_l("Mục này không còn trong bản đang dùng. Phần đã viết vẫn còn ở đây.")]}
        return _form(_Form(section, None, asked.typed, gone), 409)
    return _take(asked)


def _asked(section: Section, item: Item | None) -> Asked:
    boxes = drafting.boxes_for(section, item, this_pack(), _today())
    names = tuple(box.name for box in boxes)
    typed: Typed = MultiDict(
        [(name, value) for name, value in request.form.items(multi=True) if _is_box(name, names)]
    )
    base = request.form.get("ban", "")
    return Asked(
        section=section,
        item=item,
        typed=typed,
        step=request.form.get("buoc", "xem"),
        base=int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
        reason=request.form.get("ly_do", ""),
        removing=item is not None and bool(request.form.get("xoa")),
    )


def _is_box(name: str, names: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith((f"{one}.", f"{one}-")) for one in names)


def _take(asked: Asked) -> AnyResponse:
    made = _draft(asked)
    form = _Form(asked.section, asked.item, asked.typed, made.errors)
    if made.errors:
        return _form(form, 422)
    if asked.step == "sua":
        return _form(form)
    if asked.step != "luu":
        return _preview(asked, made)
    if not asked.reason.strip():
        return _preview(asked, made, 422)
    return _save(asked, made)


def _save(asked: Asked, made: drafting.Draft) -> AnyResponse:
    try:
        with transaction() as session:
            version = save_edits(
                session, asked.base, made.edits, asked.reason, current_officer(), now(), _today()
            )
            number = version.id
    except SettingsChangedMeanwhile:
        return _overtaken(asked)
    flash(_("Đã lưu. Bản đang dùng là bản số %(number)d.", number=number))
    return redirect(url_for("settings_editing.entries", address=address_of(asked.section)), code=303)


def _overtaken(asked: Asked) -> AnyResponse:
    """Somebody saved first: the same change on top of what is in force now, to be looked at again."""
    g.pop("pack", None)
    item = find_item(asked.section, this_pack(), asked.item.key) if asked.item else None
    again = Asked(
        asked.section, item, asked.typed, "xem", asked.base, asked.reason, bool(item and asked.removing)
    )
    made = _draft(again)
    if made.errors:
        return _form(_Form(asked.section, item, asked.typed, made.errors), 409)
    return _preview(again, made, 409)


def _draft(asked: Asked) -> drafting.Draft:
    if asked.removing and asked.item:
        if not drafting.may_remove(asked.section, asked.item, _today()):
            abort(404)
        return drafting.without(asked.section, asked.item, this_pack(), _today())
    return drafting.draft(asked.section, asked.item, asked.typed, this_pack(), _today())


@dataclass(frozen=True, slots=True)
class _Form:
    section: Section
    item: Item | None
    typed: Typed
    errors: Errors


def _form(form: _Form, status: int = 200) -> Response:
    boxes = drafting.boxes_for(form.section, form.item, this_pack(), _today())
    page = render_template(
        "settings/edit_form.html",
        section=form.section,
        address=address_of(form.section),
        item=form.item,
        name=title_of(form.item.raw, form.item.key) if form.item else "",
        boxes=boxes,
        rows=drafting.rows_of(boxes, form.typed),
        typed=form.typed,
        errors=form.errors,
        removable=bool(form.item and drafting.may_remove(form.section, form.item, _today())),
    )
    return _not_kept(page, status)


def _preview(asked: Asked, made: drafting.Draft, status: int = 200) -> Response:
    pack = this_pack()
    page = render_template(
        "settings/edit_preview.html",
        section=asked.section,
        address=address_of(asked.section),
        item=asked.item,
        typed=asked.typed,
        removing=asked.removing,
        changes=compare(pack, made.new),
        touched=touched_by(db.session(), made.edits, pack, made.new),
        reason=asked.reason,
        reason_missing=status == 422,
        overtaken=status == 409,
        base=asked.base,
        new_pack=made.new,
    )
    return _not_kept(page, status)


def _today() -> date:
    return local(now()).date()


def _not_kept(page: str, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
