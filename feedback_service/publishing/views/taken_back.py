"""The public ledger of what was taken back, and the pictures of results for as long as they may be seen."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request, send_file

from feedback_service.access import public
from feedback_service.carrier import files
from feedback_service.database import db
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.photos import find_public_picture
from feedback_service.publishing.reasons import why_words
from feedback_service.publishing.removals import LINES, ledger, role_words, what_words

blueprint = Blueprint("taken_back", __name__)


@blueprint.get("/go-bo")
@public
def removals() -> Response:
    lines = ledger(db.session(), request.args.get("truoc", type=int))

    def render() -> str:
        shown = lines[:LINES]
        return render_template(
            "publishing/go_bo.html",
            lines=[
                (line, what_words(line.what), why_words(line.why), role_words(line.role)) for line in shown
            ],
            next_url=f"/go-bo?truoc={shown[-1].key}" if len(lines) > LINES else "",
            first=request.args.get("truoc") is None,
        )

    return kept_page(render, lines, this_pack().version)


@blueprint.get("/ket-qua/<code>/anh/<int:number>.jpg")
@public
def picture(code: str, number: int) -> Response:
    """Asked for anew each time, so that one that was taken back is gone with the next look."""
    name = find_public_picture(db.session(), code.upper()[:16], number, this_pack())
    if name is None:
        abort(HTTPStatus.NOT_FOUND)
    try:
        content = files.open(name)
    except files.NoSuchFile:
        abort(HTTPStatus.NOT_FOUND)
    response = send_file(content, mimetype="image/jpeg", download_name=f"{number}.jpg", etag=name[:24])
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.make_conditional(request)
    return response
