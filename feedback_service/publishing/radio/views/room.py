"""The radio's room: the list, one bulletin part by part, and its way to the second person."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio import bulletins
from feedback_service.publishing.radio.facts import NoSuchBulletin, PeriodWrong, changed_meanwhile
from feedback_service.publishing.radio.package.facts_told import name_of
from feedback_service.publishing.radio.queries import ON_A_PAGE, find_bulletin, next_period, read_sheet
from feedback_service.publishing.radio.queries import bulletins as listed
from feedback_service.publishing.radio.renewing import renew_bulletin
from feedback_service.publishing.radio.sounds.machine import can_speak
from feedback_service.publishing.radio.voice import radio_of
from feedback_service.records import Bulletin, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("radio", __name__, url_prefix="/can-bo/truyen-thanh")
READERS = (*{*bulletins.WRITERS, *bulletins.APPROVERS, Role.AUDITOR},)
Verb = Callable[[Session, Bulletin, Officer, datetime], object]


@blueprint.get("")
@staff(*READERS)
def shelf() -> Response:
    return _shelf({}, "", 200)


@blueprint.post("")
@staff(*bulletins.WRITERS)
def make() -> AnyResponse:
    typed = request.form
    try:
        since, until, on_air = (_day(typed.get(name, "")) for name in ("tu", "den", "phat"))
        if since is None or until is None:
            raise PeriodWrong
        with transaction() as session:
            made = bulletins.new_bulletin(
                session, current_officer(), since, until, on_air, this_pack(), now()
            )
            number = made.id
    except Fact as fact:
        return _shelf(typed, str(fact.said), fact.status)
    except IntegrityError:  # somebody composed one at the same moment
        return _shelf(typed, str(changed_meanwhile().said), 409)
    return redirect(url_for("radio.sheet", number=number), code=303)


@blueprint.get("/<int:number>")
@staff(*READERS)
def sheet(number: int) -> Response:
    return page(number)


@blueprint.post("/<int:number>/soan")
@staff(*bulletins.WRITERS)
def write(number: int) -> AnyResponse:
    """Keeps the draft by itself (asked for JSON), by the button, before it goes on, and before it is put in words."""
    step = request.form.get("viec", "luu")
    try:
        with transaction() as session:
            _write(session, find_bulletin(session, number), step)
    except (ChangedMeanwhile, StaleDataError):
        return _told_of_another(number)
    except Fact as fact:
        said = str(fact.said)
        return (
            _kept(number, said, fact.status) if _wants_json() else page(number, said, fact.status, typed=True)
        )
    if _wants_json():
        return _kept(number, _("Đã tự lưu."), 200)
    flash(_SAVED[step]() if step in _SAVED else _("Đã lưu bản nháp."))
    return redirect(url_for("radio.sheet", number=number), code=303)


_SAVED: dict[str, Callable[[], str]] = {
    "trinh": lambda: _("Đã trình. Người thứ hai sẽ đọc lại."),
    "chu": lambda: _("Đã viết số, ngày và chữ tắt thành chữ. Xin đọc lại."),
}


@blueprint.post("/<int:number>/duyet")
@staff(*bulletins.APPROVERS)
def approve(number: int) -> AnyResponse:
    revision = request.form.get("revision", -1, type=int)

    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> None:
        bulletins.approve_bulletin(session, bulletin, officer, revision, this_pack(), moment)

    return step(number, act, _("Đã duyệt. Bản này giữ nguyên từng chữ; có thể lấy gói tệp để phát."))


@blueprint.post("/<int:number>/tra-lai")
@staff(*bulletins.APPROVERS)
def hand_back(number: int) -> AnyResponse:
    reason = request.form.get("ly_do", "")
    done = _("Đã trả lại cho người soạn.")
    return step(
        number, lambda _s, one, officer, _at: bulletins.hand_back_bulletin(one, officer, reason), done
    )


@blueprint.post("/<int:number>/rut")
@staff(*bulletins.APPROVERS)
def withdraw(number: int) -> AnyResponse:
    reason = request.form.get("ly_do", "")
    done = _("Đã rút bản tin. Xin báo đài ngừng phát.")
    return step(number, lambda _s, one, officer, _at: bulletins.withdraw_bulletin(one, officer, reason), done)


@blueprint.post("/<int:number>/ke-lai")
@staff(*bulletins.WRITERS)
def renew(number: int) -> AnyResponse:
    done = _("Đã kể lại theo bản công khai mới nhất.")
    return step(
        number, lambda session, one, officer, _at: renew_bulletin(session, one, officer, this_pack()), done
    )


def step(number: int, act: Verb, done: str) -> AnyResponse:
    try:
        with transaction() as session:
            act(session, find_bulletin(session, number), current_officer(), now())
    except NoSuchBulletin:
        raise
    except StaleDataError:
        return page(number, str(changed_meanwhile().said), 409)
    except Fact as fact:
        return page(number, str(fact.said), fact.status)
    flash(done)
    return redirect(url_for("radio.sheet", number=number), code=303)


def page(number: int, said: str = "", status: int = 200, *, typed: bool = False) -> Response:
    officer, pack = current_officer(), this_pack()
    found = read_sheet(db.session(), number, pack)
    texts = request.form.getlist("phan") if typed else []
    made = render_template(
        "publishing/radio_sheet.html",
        sheet=found,
        texts=texts if len(texts) == len(found.parts) else [part.text for part in found.parts],
        title=request.form.get("tieu_de", "") if typed else found.bulletin.title,
        revision=found.bulletin.revision,
        theirs=found.parts if status == 409 and typed else [],
        said=said,
        own=request.form.get("phan_moi", "") if typed else "",
        reason=request.form.get("ly_do", ""),
        may_write=officer.role in bulletins.WRITERS,
        may_approve=may_anywhere(officer, Action.APPROVE_PUBLIC),
        is_author=found.bulletin.author_id == officer.id,
        radio=radio_of(pack),
        can_speak=can_speak(),
        today=now(),
        name=name_of(found.bulletin),
    )
    return _private(made, status)


def _shelf(typed: Any, said: str, status: int) -> Response:
    lines = listed(db.session(), request.args.get("truoc", type=int))
    since, until = next_period(db.session(), now(), this_pack())
    made = render_template(
        "publishing/radio_list.html",
        lines=lines[:ON_A_PAGE],
        next_before=lines[ON_A_PAGE - 1].bulletin.id if len(lines) > ON_A_PAGE else None,
        typed=typed or {"tu": since.isoformat(), "den": until.isoformat(), "phat": ""},
        said=said,
        may_write=current_officer().role in bulletins.WRITERS,
    )
    return _private(made, status)


def _write(session: Session, bulletin: Bulletin, step: str) -> None:
    officer, pack = current_officer(), this_pack()
    revision = request.form.get("revision", -1, type=int)
    title, texts = request.form.get("tieu_de", ""), request.form.getlist("phan")
    by_itself = _wants_json()
    own = "" if by_itself else request.form.get("phan_moi", "")
    bulletins.write_bulletin(
        session, bulletin, officer, title, texts, revision, pack, own=own, by_itself=by_itself
    )
    if step == "chu":
        bulletins.put_in_words(bulletin, officer, pack)
    elif step == "trinh":
        bulletins.propose_bulletin(bulletin, officer, pack)
    session.flush()


def _told_of_another(number: int) -> Response:
    said = str(changed_meanwhile().said)
    return _kept(number, said, 409) if _wants_json() else page(number, said, 409, typed=True)


def _kept(number: int, said: str, status: int) -> Response:
    found = read_sheet(db.session(), number, this_pack())
    told = {
        "said": said,
        "revision": found.bulletin.revision,
        "parts": len(found.parts),
        "time": render_template("publishing/_radio_time.html", sheet=found, radio=radio_of(this_pack())),
        "findings": render_template("publishing/_radio_findings.html", sheet=found),
    }
    return make_response(jsonify(told), status)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _private(made: str, status: int) -> Response:
    response = make_response(made, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _day(written: str) -> date | None:
    """Raises PeriodWrong for what is no day; None where nothing was written."""
    if not written.strip():
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written.strip(), form).date()  # noqa: DTZ007  # a day, no moment
        except ValueError:
            continue
    raise PeriodWrong
