"""Attachments, shown to whoever may see the case."""

from flask import Response, abort, send_file

from feedback_service.access import staff
from feedback_service.carrier import files
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.queries import find_attachment, find_case
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.evidence import is_open_to
from feedback_service.staff.signed_in import current_officer

SHOWN_IN_PAGE = {"image/jpeg": "jpg"}  # made anew at intake; anything else goes to disk


@blueprint.get("/ho-so/<code>/tep/<int:number>")
@staff()
def attachment(code: str, number: int) -> Response:
    session = db.session()
    found = find_attachment(session, find_case(session, current_officer(), code), number)
    if not is_open_to(session, found, current_officer(), now()):
        abort(404)
    try:
        content = files.open(found.sha256)
    except files.NoSuchFile:
        abort(404)
    ending = SHOWN_IN_PAGE.get(found.media_type)
    response = send_file(
        content,
        mimetype=found.media_type,
        as_attachment=ending is None,
        download_name=f"{code}-{number}.{ending or 'pdf'}",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
