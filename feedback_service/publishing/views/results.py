"""What was settled: the list with search and filters, one result."""

from flask import Blueprint, Response, render_template, request

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.errors import NoSuchCase
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.lines import line, public_steps, rated_words, shown_photos
from feedback_service.handling.public.queries import find_public_case, glance, load_public_cases
from feedback_service.handling.repeats import repeated_in_public
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.addresses import around, chips, choices, chosen
from feedback_service.publishing.queries import list_results
from feedback_service.publishing.removals import taken_back
from feedback_service.publishing.versions import corrections_of
from feedback_service.publishing.wishes import read_wish

blueprint = Blueprint("results", __name__)


@blueprint.get("/ket-qua")
@public
def results() -> Response:
    session, pack = db.session(), this_pack()
    wish = read_wish(request.args, pack)
    listing = list_results(session, wish, pack)

    def render() -> str:
        return render_template(
            "publishing/ket_qua.html",
            q=wish.query,
            chosen=chosen(wish),
            ignored=wish.ignored,
            **choices(pack),
            chips=chips(wish, pack),
            results=[line(case) for case in load_public_cases(session, listing.ids, pack)],
            total=listing.total,
            unfinished=listing.unfinished,
            **around(listing),
        )

    return kept_page(render, listing, pack.version)


@blueprint.get("/ket-qua/<code>")
@public
def result(code: str) -> Response:
    """404 for what was never published, known or not; 410 for what was taken back."""
    code = code.upper()
    seen = glance(code)
    if seen is None or not (seen.shown or seen.gone):
        raise NoSuchCase
    if seen.gone:
        raise taken_back(db.session(), code)

    session, pack = db.session(), this_pack()
    repeated = repeated_in_public(session, code, pack, local_day(now(), pack))

    def render() -> str:
        found = find_public_case(session, code, pack)
        if found is None:
            raise NoSuchCase
        return render_template(
            "publishing/ket_qua_mot.html",
            result=line(found),
            steps=public_steps(found),
            photos=shown_photos(found),
            rated=rated_words(seen.rating),
            corrected_on=local_day(found.corrected_at, pack) if found.corrected_at else None,
            corrections=[
                (local_day(one.at, pack), one.note) for one in reversed(corrections_of(session, code))
            ],
            nearby=(),
            me_toos=seen.me_toos,
            me_too_done="cung_gap" in request.args,
            times=repeated.times if repeated else 0,
            earlier=[line(other) for other in repeated.others] if repeated else (),
        )

    return kept_page(render, seen, repeated)
