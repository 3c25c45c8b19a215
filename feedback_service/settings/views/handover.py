"""Handing over, on screen: what is in an officer's hands, passed on by topic or whole; his departure."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.records import Officer
from feedback_service.settings.handover.hands import in_hands
from feedback_service.settings.handover.passing import (
    depart,
    find_officer,
    pass_cases,
    successors,
)
from feedback_service.settings.officers import NoSuchOfficer
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("handover", __name__, url_prefix="/can-bo/ban-giao")
_EVERYTHING = "*"


@blueprint.get("/<int:number>")
@staff(Role.ADMIN, Role.LEADER)
def hands(number: int) -> Response:
    return _page(number)


@blueprint.post("/<int:number>")
@staff(Role.ADMIN, Role.LEADER)
def hand_over(number: int) -> AnyResponse:
    topic = request.form.get("linh_vuc", _EVERYTHING)
    try:
        with transaction() as session:
            officer, to = find_officer(session, number), _chosen(session)
            chosen = None if topic == _EVERYTHING else topic
            passed = pass_cases(session, officer, to, current_officer(), now(), chosen)
    except NoSuchOfficer:
        raise
    except Fact as fact:
        return _page(number, fact)
    flash(_("Đã bàn giao %(count)d hồ sơ.", count=passed))
    return redirect(url_for("handover.hands", number=number), code=303)


@blueprint.post("/<int:number>/nghi-viec")
@staff(Role.ADMIN)
def leave(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            officer = find_officer(session, number)
            depart(session, officer, _chosen(session), current_officer(), now())
    except NoSuchOfficer:
        raise
    except Fact as fact:
        return _page(number, fact)
    flash(_("%(name)s đã bàn giao xong và không còn vào được.", name=officer.name))
    return redirect(url_for("handover.hands", number=number), code=303)


def _chosen(session: Session) -> Officer | None:
    """None: back to the units' desks."""
    number = request.form.get("nguoi_nhan", type=int)
    return find_officer(session, number) if number else None


def _page(number: int, fact: Fact | None = None) -> Response:
    session = db.session()
    officer, me = find_officer(session, number), current_officer()
    page = render_template(
        "settings/handover.html",
        officer=officer,
        hands=in_hands(session, officer),
        successors=[(one.id, f"{one.name}, {one.unit_code}") for one in successors(session, officer)],
        may_end=me.role == Role.ADMIN and me.id != officer.id and officer.left_on is None,
        fact=fact,
    )
    response = make_response(page, fact.status if fact else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
