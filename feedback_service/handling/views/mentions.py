"""Where an officer was called by name. A GET writes nothing: seen is said by a button, or by the script."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.queries import find_case
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.mentions import calls_of, calls_waiting, see_calls
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/duoc-nhac")
@staff()
def called() -> str:
    return render_template("handling/called.html", calls=calls_of(db.session(), current_officer()))


@blueprint.post("/ho-so/<code>/da-doc")
@staff()
def seen(code: str) -> AnyResponse:
    """Opens the case, the calls on it seen."""
    with transaction() as session:
        case = find_case(session, current_officer(), code)
        see_calls(session, current_officer(), case, now())
    args: dict[str, Any] = request.args.to_dict()
    return redirect(url_for("desk.case", code=code.upper(), **args), 303)


@blueprint.app_context_processor
def _waiting() -> dict[str, object]:
    """Asked only by pages that show it."""
    return {"calls_waiting": lambda: calls_waiting(db.session(), current_officer())}
