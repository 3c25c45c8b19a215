"""Calls drawn by lot: was it solved? Read aloud, ticked while talking, done in a minute."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.rating import calling
from feedback_service.handling.rating.rate import Outcome, Rated, Said
from feedback_service.handling.rating.reopening import ReopenedOften
from feedback_service.intake.again import open_again
from feedback_service.intake.rated import NothingSaid, said_on
from feedback_service.intake.views.hotline import TAKES_CALLS, blueprint, kept_nowhere
from feedback_service.pack.current import this_pack
from feedback_service.records import Case
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Channel, RatedBy


@blueprint.get("/hoi-lai")
@staff(*TAKES_CALLS)
def confirmings() -> Response:
    calls = calling.calls_to_make(db.session(), current_officer())
    return kept_nowhere(
        render_template("intake/hotline_hoi_lai.html", calls=calls, most=calling.MOST_TRIES, now=now())
    )


@blueprint.get("/hoi-lai/<int:number>")
@staff(*TAKES_CALLS)
def confirming(number: int) -> Response:
    return _one(number)


@blueprint.post("/hoi-lai/<int:number>/duoc")
@staff(*TAKES_CALLS)
def confirming_reached(number: int) -> AnyResponse:
    try:
        said = said_on(request.form, RatedBy.CALL)
        with transaction() as session:
            case = calling.case_of_call(session, current_officer(), number)
            rated = calling.reached(session, current_officer(), number, said, this_pack(), now())
            _go_on_as_new(session, case, number, said, rated)
    except NothingSaid as nothing:
        return _one(number, {"xong": [str(nothing.said)]}, nothing.status)
    except ChangeNotAllowed as fact:
        flash(str(fact.said), "error")
        return _back()
    flash(_sentence(rated))
    return _back()


@blueprint.post("/hoi-lai/<int:number>/tu-choi")
@staff(*TAKES_CALLS)
def confirming_refused(number: int) -> AnyResponse:
    with transaction() as session:
        calling.refused(session, current_officer(), number, now())
    flash(_("Đã ghi: bà con không muốn trả lời."))
    return _back()


@blueprint.post("/hoi-lai/<int:number>/khong-gap")
@staff(*TAKES_CALLS)
def confirming_not_reached(number: int) -> AnyResponse:
    with transaction() as session:
        again = calling.not_reached(session, current_officer(), number, now())
    flash(_("Đã ghi không gặp, sẽ gọi lần nữa.") if again else _("Ba lần không gặp: thôi gọi."))
    return _back()


@blueprint.post("/hoi-lai/<int:number>/xem-so")
@staff(*TAKES_CALLS)
def confirming_number(number: int) -> AnyResponse:
    with transaction() as session:
        calling.look_at_number(session, current_officer(), number, now())
    return redirect(url_for("hotline.confirming", number=number), code=303)


def _go_on_as_new(session: Session, case: Case, number: int, said: Said, rated: Rated) -> None:
    if rated.outcome is Outcome.TOO_LATE:
        open_again(
            session, case, said.comment, f"again:confirming:{number}", this_pack(), now(), Channel.HOTLINE
        )


def _sentence(rated: Rated) -> str:
    said = {
        Outcome.REOPENED: _("Đã ghi. Việc được mở lại, người khác sẽ duyệt câu trả lời mới."),
        Outcome.TOO_LATE: _("Đã ghi. Quá ngày mở lại nên đã mở một việc mới."),
        Outcome.TOO_OFTEN: str(ReopenedOften.said),
    }
    return str(said.get(rated.outcome, _("Đã ghi cuộc gọi hỏi.")))


def _one(number: int, errors: dict[str, list[str]] | None = None, status: int = 200) -> Response:
    call = calling.call_to_make(db.session(), current_officer(), number, now())
    page = render_template(
        "intake/hotline_hoi_lai_mot.html",
        call=call,
        errors=errors or {},
        typed=request.form,
        most=calling.MOST_TRIES,
    )
    return kept_nowhere(page, status)


def _back() -> AnyResponse:
    return redirect(url_for("hotline.confirmings"), code=303)
