"""Where leaflets and banners are: places made and taken down, their sheets to print, how many came from each."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.handling.promises import local_day
from feedback_service.language import TranslatedMeta, words
from feedback_service.pack.current import this_pack
from feedback_service.publishing.placements.counting import places
from feedback_service.publishing.placements.placing import (
    LONGEST_CODE,
    LONGEST_NAME,
    MOST_COPIES,
    place,
    retire,
)
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Material, Role

blueprint = Blueprint("placements", __name__, url_prefix="/can-bo/diem-dan")
WORKERS = (Role.HEAD, Role.PUBLISHER, Role.LEADER)
MATERIALS = {
    Material.LEAFLET: _l("Tờ rơi A5"),
    Material.POSTER: _l("Áp phích A4"),
    Material.BANNER: _l("Băng rôn 80 × 180 cm"),
    Material.OTHER: _l("Thứ khác có mã QR"),
}
SHEETS = {Material.LEAFLET: "to-roi", Material.POSTER: "ap-phich", Material.BANNER: "bang-ron"}


class PlaceForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    ten = StringField(_l("Đặt ở đâu"), [InputRequired(_l("Xin ghi đặt ở đâu.")), Length(max=LONGEST_NAME)])
    ma = StringField(_l("Mã in dưới ô vuông"), [Optional(), Length(max=LONGEST_CODE)])
    loai = SelectField(_l("Loại"), choices=lambda: [(one.value, said) for one, said in MATERIALS.items()])
    dia_ban = SelectField(_l("Thôn, buôn"), choices=lambda: _areas(), default="")
    so_ban = IntegerField(
        _l("Bao nhiêu bản"),
        [InputRequired(_l("Xin ghi số bản.")), NumberRange(1, MOST_COPIES)],
        default=1,
    )


def _areas() -> list[tuple[str, str]]:
    known = [area for area in this_pack().areas if area.is_hamlet and not area.retired]
    return [
        ("", _("Không riêng thôn nào")),
        *((a.code, words(a.name)) for a in known),
    ]


@blueprint.get("")
@staff(*WORKERS, Role.AUDITOR)
def listing() -> AnyResponse:
    return _page(PlaceForm(formdata=None))


@blueprint.post("")
@staff(*WORKERS)
def add() -> AnyResponse:
    form = PlaceForm()
    if not form.validate():
        return _page(form, 422)
    try:
        with transaction() as session:
            made = place(
                session,
                current_officer(),
                form.ten.data or "",
                form.ma.data or "",
                Material(form.loai.data),
                form.dia_ban.data or "",
                form.so_ban.data or 1,
                now(),
            )
    except Fact as fact:
        form.ma.errors = [str(fact.said)]
        return _page(form, fact.status)
    flash(_("Đã thêm. Tải tờ in của chỗ này ở dòng “%(name)s”.", name=made.name))
    return redirect(url_for("placements.listing"), 303)


@blueprint.post("/<int:number>/go")
@staff(*WORKERS)
def take_down(number: int) -> AnyResponse:
    with transaction() as session:
        retire(session, number, now())
    flash(_("Đã ghi là gỡ. Ai còn tờ cũ quét mã vẫn vào được."))
    return redirect(url_for("placements.listing"), 303)


def _page(form: PlaceForm, status: int = 200) -> AnyResponse:
    shown = places(db.session(), local_day(now(), this_pack()))
    page = render_template(
        "publishing/diem_dan.html",
        places=shown,
        form=form,
        materials=MATERIALS,
        sheets=SHEETS,
        may_change=current_officer().role in WORKERS,
    )
    return make_response(page, status)
