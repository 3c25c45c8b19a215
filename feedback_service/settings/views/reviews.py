"""The half-yearly look at who may get in."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact, ReasonMissing
from feedback_service.pack.current import this_pack
from feedback_service.settings.forms import ROLE_NAMES
from feedback_service.settings.officers import LastAdministrator
from feedback_service.settings.reviews import (
    REVIEWERS,
    count_open,
    half_year,
    in_review,
    lines,
    review,
    today,
)
from feedback_service.staff.signed_in import current_officer

blueprint = Blueprint("access_review", __name__, url_prefix="/can-bo/quan-tri/ra-soat")
KEEP, TAKE = "giu", "bo"


@blueprint.get("")
@staff(*REVIEWERS)
def page() -> Response:
    return _page()


@blueprint.post("")
@staff(*REVIEWERS)
def decide() -> AnyResponse:
    """All that was chosen, or nothing of it: a line that cannot be is named, and the choices stay."""
    half = half_year(today(now(), this_pack()))
    try:
        with transaction() as session:
            by = current_officer()
            chosen = [
                line.officer.id for line in lines(session, half) if f"viec-{line.officer.id}" in request.form
            ]
            for number in chosen:
                keeps, reason = (
                    request.form[f"viec-{number}"] == KEEP,
                    request.form.get(f"ly-do-{number}", ""),
                )
                review(session, number, half, by, now(), keeps=keeps, reason=reason)
    except (ReasonMissing, LastAdministrator) as wrong:
        return _page(wrong, 422)
    flash(_("Đã ghi %(number)d người.", number=len(chosen)))
    return redirect(url_for("access_review.page"), 303)


@blueprint.app_template_global("review_open")
def review_open() -> int:
    """How many nobody has looked at, for the banner of those who review; 0 outside January and July."""
    if not current_user.is_authenticated or current_user.role not in REVIEWERS:
        return 0
    day = today(now(), this_pack())
    return count_open(db.session(), half_year(day)) if in_review(day) else 0


def _page(wrong: Fact | None = None, status: int = 200) -> Response:
    day = today(now(), this_pack())
    response = make_response(
        render_template(
            "settings/review.html",
            lines=lines(db.session(), half_year(day)),
            half=half_year(day),
            in_review=in_review(day),
            role_names=ROLE_NAMES,
            me=current_officer(),
            typed=request.form,
            wrong=wrong.said if wrong else "",
            keep=KEEP,
            take=TAKE,
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
