"""Rights of the person, on screen: asked, proved, shown, corrected, handed out, erased, refused."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import RadioField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.handling.promises import local_day
from feedback_service.language import TranslatedMeta
from feedback_service.pack.current import this_pack
from feedback_service.records import PersonRequest
from feedback_service.records.audit import note_deed
from feedback_service.settings.rights import answering, asking
from feedback_service.settings.rights.handing import MEDIA_TYPE, as_archive
from feedback_service.settings.rights.holding import held_about
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import PersonAsks, Role

blueprint = Blueprint("rights", __name__, url_prefix="/can-bo/quyen-du-lieu")
READERS = (Role.CLERK, Role.LEADER)


class NewRequestForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    so = TelField(_l("Số điện thoại"), [InputRequired(_l("Xin ghi số điện thoại.")), Length(max=40)])
    ho_ten = StringField(_l("Họ tên người yêu cầu"), [Length(max=120)])
    viec = RadioField(
        _l("Yêu cầu gì?"),
        choices=[
            (PersonAsks.SEE.value, _l("Xem dữ liệu đang giữ")),
            (PersonAsks.CORRECT.value, _l("Sửa cho đúng")),
            (PersonAsks.EXPORT.value, _l("Nhận bản sao")),
            (PersonAsks.ERASE.value, _l("Xoá")),
        ],
        default=PersonAsks.SEE.value,
    )
    cach = RadioField(
        _l("Xác minh bằng cách nào?"),
        choices=[
            (asking.BY_CODE, _l("Nhắn mã vào số ấy")),
            (asking.IN_PERSON, _l("Đã gặp và xem giấy tờ tại quầy")),
        ],
        default=asking.BY_CODE,
    )
    loi = TextAreaField(_l("Lời yêu cầu"), [Length(max=2_000)])


@blueprint.get("")
@staff(*READERS)
def requests() -> Response:
    return _list(NewRequestForm(formdata=None))


@blueprint.post("")
@staff(*READERS)
def ask() -> AnyResponse:
    form = NewRequestForm()
    if not form.validate():
        return _list(form, 422)
    details = {"name": form.ho_ten.data or "", "words": form.loi.data or "", "proof": form.cach.data}
    asks = PersonAsks(form.viec.data)
    try:
        with transaction() as session:
            officer, phone = current_officer(), form.so.data or ""
            made = asking.open_request(session, officer, asks, phone, details, this_pack(), now())
    except (asking.NumberWrong, asking.CodeNotSent) as fact:
        form.so.errors = [str(fact.said)]
        return _list(form, 422)
    return redirect(url_for("rights.one", number=made.id), code=303)


@blueprint.get("/<int:number>")
@staff(*READERS)
def one(number: int) -> Response:
    return _one(number)


@blueprint.post("/<int:number>/ma")
@staff(*READERS)
def prove(number: int) -> AnyResponse:
    with transaction() as session:
        proved = asking.prove(asking.find_request(session, number), request.form.get("ma", ""), now())
    return _back(number) if proved else _one(number, asking.CodeWrong())


@blueprint.post("/<int:number>/gui-ma")
@staff(*READERS)
def send_code(number: int) -> AnyResponse:
    said = _("Đã nhắn mã khác.")
    return _do(number, lambda session, row: asking.send_code(session, row, this_pack(), now()), said)


@blueprint.post("/<int:number>/da-xem")
@staff(*READERS)
def shown(number: int) -> AnyResponse:
    said = _("Đã cho xem dữ liệu đang giữ.")
    return _do(
        number, lambda session, row: answering.close_request(row, current_officer(), said, now()), said
    )


@blueprint.post("/<int:number>/sua")
@staff(*READERS)
def correct(number: int) -> AnyResponse:
    given = {name: request.form.get(name, "")[:120] for name in ("name", "email", "phone")}
    return _do(
        number,
        lambda session, row: answering.correct_person(session, row, current_officer(), now=now(), **given),
        _("Đã sửa."),
    )


@blueprint.post("/<int:number>/tai-ve")
@staff(*READERS)
def take(number: int) -> AnyResponse:
    """Handed out once proved; the request is done with it."""
    pack, officer = this_pack(), current_officer()
    try:
        with transaction() as session:
            row = asking.find_request(session, number)
            asking.require_proved(row)
            held = held_about(session, officer, asking.asked_number(row))
            content = as_archive(held, pack)
            note_deed(
                session, "person_request:taken", f"person_request:{row.id}", now(), officer, **held.counts
            )
            answering.close_request(row, officer, _("Đã giao bản sao dữ liệu."), now())
    except Fact as fact:
        return _one(number, fact)
    response = make_response(content)
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Disposition"] = f"attachment; filename=du-lieu-{number}.zip"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/<int:number>/xoa")
@staff(*READERS)
def erase(number: int) -> AnyResponse:
    return _do(
        number,
        lambda session, row: answering.erase_person(session, row, current_officer(), this_pack(), now()),
        _("Đã xoá những gì luật cho xoá."),
    )


@blueprint.post("/<int:number>/tu-choi")
@staff(*READERS)
def refuse(number: int) -> AnyResponse:
    reason = request.form.get("ly_do", "")[:2_000]
    return _do(
        number,
        lambda session, row: answering.refuse_request(row, current_officer(), reason, now()),
        _("Đã từ chối, có lý do."),
    )


def _do(number: int, deed: Callable[[Session, PersonRequest], object], said: str) -> AnyResponse:
    try:
        with transaction() as session:
            deed(session, asking.find_request(session, number))
    except asking.NoSuchRequest:
        raise
    except Fact as fact:
        return _one(number, fact)
    flash(said)
    return _back(number)


def _back(number: int) -> AnyResponse:
    return redirect(url_for("rights.one", number=number), code=303)


def _list(form: NewRequestForm, status: int = 200) -> Response:
    today = local_day(now(), this_pack())
    rows = asking.all_requests(db.session())
    return _kept_nowhere(
        render_template("settings/rights.html", form=form, requests=rows, today=today), status
    )


def _one(number: int, fact: Fact | None = None) -> Response:
    session, pack, officer = db.session(), this_pack(), current_officer()
    row = asking.find_request(session, number)
    open_now = asking.is_proved(row) and row.done_at is None
    held = held_about(session, officer, asking.asked_number(row)) if open_now else None
    page = render_template(
        "settings/rights_one.html",
        asked=row,
        rule=asking.rule_of(row.asks, pack),
        respond_on=asking.respond_on(row.asks, local_day(row.received_at, pack), pack),
        proved=asking.is_proved(row),
        held=held,
        erased=answering.to_be_erased(held, pack) if held else None,
        published=answering.still_published(session, held) if held else (),
        typed=request.form,
        fact=fact,
    )
    return _kept_nowhere(page, fact.status if fact else 200)


def _kept_nowhere(page: str, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
