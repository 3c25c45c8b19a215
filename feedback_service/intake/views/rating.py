"""/danh-gia/<token>: how the answer was, by the signed link of a mail. No PIN: it shows what anybody may read."""

from datetime import timedelta

from flask import (
    Blueprint,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangeNotAllowed, NoSuchCase
from feedback_service.handling.public.queries import find_public_case
from feedback_service.handling.rating.links import Linked, read_token
from feedback_service.handling.rating.reopening import in_time
from feedback_service.handling.rating.rounds import last_answered, rating_of
from feedback_service.intake.queries import new_submission_id
from feedback_service.intake.rated import NothingSaid, said_on, say
from feedback_service.pack.current import this_pack
from feedback_service.records import Case
from feedback_service.vocabulary import Status
from feedback_service.web import csrf

blueprint = Blueprint("rating", __name__)


@blueprint.get("/danh-gia/<token>")
@public
def form(token: str) -> AnyResponse:
    return _page(read_token(token))


@blueprint.post("/danh-gia/<token>")
@csrf.exempt  # the address itself is the proof, and mail programs open it without our cookie
@public
def rate(token: str) -> AnyResponse:
    """It may be sent again with other words until the case goes on."""
    linked = read_token(token)
    try:
        said = said_on(request.form)
        with transaction() as session:
            case = _case_of(session, linked)
            if not _is_open(session, case, linked):
                raise ChangeNotAllowed
            answer = say(session, case, said, request.form.get("ma_gui", ""), this_pack(), now())
    except NothingSaid as nothing:
        return _page(linked, {"xong": [str(nothing.said)]}, nothing.status)
    except ChangeNotAllowed:
        return _page(linked, status=409)
    flash(answer)
    return redirect(url_for("rating.form", token=token), code=303)


def _case_of(session: Session, linked: Linked) -> Case:
    case = session.get(Case, linked.case_id)
    if case is None:
        raise NoSuchCase
    return case


def _is_open(session: Session, case: Case, linked: Linked) -> bool:
    """Whether the answer that the link was sent for is the one in force."""
    answered = last_answered(session, case)
    return case.status == Status.ANSWERED and answered is not None and answered.id == linked.answered


def _page(linked: Linked, errors: dict[str, list[str]] | None = None, status: int = 200) -> AnyResponse:
    session, pack, moment = db.session(), this_pack(), now()
    case = _case_of(session, linked)
    seen = find_public_case(session, case.code, pack)
    answered = last_answered(session, case)
    rated = rating_of(session, case, answered) is not None
    last = case.answered_on + timedelta(days=pack.commune.reopen_days) if case.answered_on else None
    page = render_template(
        "intake/danh_gia.html",
        code=case.code,
        heading=seen.title if seen else _("Xã đã trả lời. Bà con thấy sao?"),
        published=seen is not None,
        open=_is_open(session, case, linked),
        solved=case.solved if rated else None,
        level=_chosen() or (case.rating if rated else None),
        comment=request.form.get("loi", ""),
        until=last if in_time(case, pack, moment) else None,
        errors=errors or {},
        said=next(iter(get_flashed_messages()[-1:]), ""),
        ma_gui=new_submission_id(),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _chosen() -> int | None:
    return request.form.get("diem", type=int)
