"""The page that asks an officer to show again who he is, and goes on with what was begun."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.staff.factors import passkeys
from feedback_service.staff.factors.having import Proof, proof_of
from feedback_service.staff.factors.proving import GIVEN_FIELDS, Given, prove
from feedback_service.staff.going_on import go_on_to
from feedback_service.staff.signed_in import current_officer
from feedback_service.staff.step_up import ProofNeeded

blueprint = Blueprint("step_up", __name__, url_prefix="/can-bo/xac-minh")


@blueprint.get("")
@staff()
def page() -> AnyResponse:
    return _page(request.args.get("next", ""))


@blueprint.post("")
@staff()
def proved() -> AnyResponse:
    wanted = request.form.get("next", "")
    problem = prove(current_officer(), Given.of(request.form), now())
    return _page(wanted, problem, 422) if problem else redirect(go_on_to(wanted), 303)


def ask(needed: ProofNeeded) -> AnyResponse:
    """For a page: come back to it. For a form: the same form again, its fields hidden, with the proof beside them."""
    if request.method != "POST":
        return redirect(url_for("step_up.page", next=request.full_path.rstrip("?")), 303)
    return _page("", needed.problem, needed.status, to=request.full_path.rstrip("?"))


def _page(wanted: str, problem: LazyString | str = "", status: int = 200, to: str = "") -> AnyResponse:
    """`to`: the address of the form that goes on; '' for this page's own."""
    session, officer = db.session(), current_officer()
    keys = passkeys.keys_of(session, officer)
    left_out = GIVEN_FIELDS | {"csrf_token"}
    kept = [pair for pair in request.form.items(multi=True) if pair[0] not in left_out] if to else []
    response = make_response(
        render_template(
            "staff/prove.html",
            proof=proof_of(session, officer),
            ways=Proof,
            to=to or url_for("step_up.proved"),
            kept=kept or [("next", wanted)],
            files=any(file.filename for file in request.files.values()),
            problem=problem,
            has_totp=officer.totp_since is not None,
            key_options=passkeys.options_to_show(keys, now()) if keys else None,
        ),
        status,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
