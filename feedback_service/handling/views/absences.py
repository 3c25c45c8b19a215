"""Who is away and who stands in: /can-bo/vang-mat."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import Length, Optional

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact, NotYours
from feedback_service.handling.forms import CaseForm, typed
from feedback_service.handling.promises import local_day
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Officer
from feedback_service.staff.absences import (
    LONGEST_REASON,
    DaysNotRight,
    NoDeputy,
    absences,
    announce,
    deputies,
    end_absence,
    people,
)
from feedback_service.staff.signed_in import current_officer


class AbsenceForm(CaseForm):
    nguoi_nghi = IntegerField(validators=[Optional()])
    nguoi_thay = IntegerField(validators=[Optional()])
    tu_ngay = DateField(validators=[Optional()])
    den_ngay = DateField(validators=[Optional()])
    vi_sao = StringField(validators=[Length(max=LONGEST_REASON)])


@blueprint.get("/vang-mat")
@staff()
def away() -> Response:
    return _page()


@blueprint.post("/vang-mat")
@staff()
def announce_away() -> AnyResponse:
    form = AbsenceForm()
    try:
        form.require()
        with transaction() as session:
            _announce(session, form, current_officer())
    except Fact as fact:
        return _page(fact)
    flash(_("Đã ghi ngày nghỉ. Người làm thay thấy việc ngay trong những ngày ấy."))
    return redirect(url_for("desk.away"), 303)


@blueprint.post("/vang-mat/<int:number>/ve")
@staff()
def back_again(number: int) -> AnyResponse:
    with transaction() as session:
        end_absence(session, number, current_officer(), now())
    flash(_("Đã ghi trở lại làm việc."))
    return redirect(url_for("desk.away"), 303)


def _announce(session: Session, form: AbsenceForm, by: Officer) -> None:
    officer = session.get(Officer, form.nguoi_nghi.data or by.id)
    deputy = session.get(Officer, form.nguoi_thay.data or 0)
    if officer is None:
        raise NotYours
    if deputy is None:
        raise NoDeputy
    first, last = form.tu_ngay.data, form.den_ngay.data
    if first is None or last is None:
        raise DaysNotRight
    today = local_day(now(), this_pack())
    announce(session, officer, by, deputy, (first, last), form.vi_sao.data or "", today, now())


def _page(fact: Fact | None = None) -> Response:
    session, officer, today = db.session(), current_officer(), local_day(now(), this_pack())
    page = render_template(
        "handling/absences.html",
        lines=absences(session, officer, today),
        people=people(session, officer),
        deputies=deputies(session, officer),
        today=today,
        fact=fact,
        typed=typed() if fact else {},
    )
    return make_response(page, fact.status if fact else 200)
