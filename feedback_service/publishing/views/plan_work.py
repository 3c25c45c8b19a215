"""The plan's work: the year of each medium, and what was done that the system cannot know."""

from datetime import date
from http import HTTPStatus
from typing import BinaryIO, cast

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from feedback_service.access import staff
from feedback_service.carrier import files
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.handling.promises import local_day
from feedback_service.language import TranslatedMeta, words
from feedback_service.pack.current import this_pack
from feedback_service.publishing.plan_work.writing_down import (
    LONGEST_NOTE,
    LONGEST_WHAT,
    MOST_AMOUNT,
    MOST_MINUTES,
    Deed,
    keep_evidence,
    strike_out,
    write_down,
)
from feedback_service.publishing.plan_work.year import works_of, year_of
from feedback_service.records import PlanWork
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("plan_work", __name__, url_prefix="/can-bo/ke-hoach")
WORKERS = (Role.HEAD, Role.PUBLISHER, Role.LEADER)
FIRST_YEAR, LAST_YEAR = 2025, 2100  # the commune is of July 2025


class DeedForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    phuong_tien = SelectField(
        _l("Phương tiện"),
        choices=lambda: [(one.code, words(one.name)) for one in this_pack().media],
    )
    ngay = DateField(_l("Ngày làm"), [InputRequired(_l("Xin ghi ngày làm."))])
    viec = StringField(_l("Đã làm gì"), [InputRequired(_l("Xin ghi đã làm gì.")), Length(max=LONGEST_WHAT)])
    so_luong = IntegerField(
        _l("Số lượng (tờ, buổi, lượt)"),
        [InputRequired(_l("Xin ghi số lượng.")), NumberRange(1, MOST_AMOUNT)],
        default=1,
    )
    so_phut = IntegerField(_l("Bao nhiêu phút"), [Optional(), NumberRange(1, MOST_MINUTES)])
    ghi_chu = TextAreaField(_l("Ghi chú"), [Length(max=LONGEST_NOTE)])


@blueprint.get("")
@staff(*WORKERS, Role.AUDITOR)
def year() -> AnyResponse:
    return _page(DeedForm(formdata=None))


@blueprint.post("")
@staff(*WORKERS)
def add() -> AnyResponse:
    form = DeedForm()
    if not form.validate():
        return _page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        file = request.files.get("minh_chung")
        evidence = keep_evidence(cast(BinaryIO, file.stream)) if file and file.filename else ("", "")
        with transaction() as session:
            write_down(session, current_officer(), _deed(form, evidence), this_pack(), _today(), now())
    except Fact as fact:
        form.phuong_tien.errors = [*form.phuong_tien.errors, str(fact.said)]
        return _page(form, fact.status)
    flash(_("Đã ghi vào việc theo kế hoạch."))
    return redirect(url_for("plan_work.year", nam=form.ngay.data.year if form.ngay.data else None), 303)


@blueprint.post("/<int:number>/bo")
@staff(*WORKERS)
def strike(number: int) -> AnyResponse:
    with transaction() as session:
        strike_out(session, number, current_officer(), now())
    flash(_("Đã gạch bỏ dòng này."))
    return redirect(url_for("plan_work.year"), 303)


@blueprint.get("/<int:number>/minh-chung")
@staff(*WORKERS, Role.AUDITOR)
def evidence(number: int) -> AnyResponse:
    work = db.session().get(PlanWork, number)
    if work is None or work.cancelled_at or not work.evidence_sha256:
        abort(HTTPStatus.NOT_FOUND)
    try:
        content = files.open(work.evidence_sha256)
    except files.NoSuchFile:
        abort(HTTPStatus.NOT_FOUND)
    ending = "pdf" if work.evidence_type == "application/pdf" else "jpg"
    return send_file(content, mimetype=work.evidence_type, download_name=f"minh-chung-{number}.{ending}")


def _deed(form: DeedForm, evidence: tuple[str, str]) -> Deed:
    return Deed(
        medium_code=form.phuong_tien.data or "",
        day=form.ngay.data or _today(),
        what=form.viec.data or "",
        amount=form.so_luong.data or 1,
        minutes=form.so_phut.data,
        note=form.ghi_chu.data or "",
        evidence=evidence,
    )


def _page(form: DeedForm, status: int = HTTPStatus.OK) -> AnyResponse:
    today = _today()
    chosen = request.args.get("nam", today.year, type=int)
    chosen = chosen if FIRST_YEAR <= chosen <= LAST_YEAR else today.year
    session, pack = db.session(), this_pack()
    page = render_template(
        "publishing/ke_hoach.html",
        year=chosen,
        this_year=today.year,
        media=year_of(session, chosen, pack, today),
        works=works_of(session, chosen),
        names={medium.code: words(medium.name) for medium in pack.media},
        form=form,
        may_change=current_officer().role in WORKERS,
    )
    return make_response(page, status)


def _today() -> date:
    return local_day(now(), this_pack())
