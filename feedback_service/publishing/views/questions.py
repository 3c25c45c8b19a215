"""Questions and answers: the library, one procedure, the same on paper."""

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request, url_for

from feedback_service.access import public
from feedback_service.database import db
from feedback_service.handling.public.lines import line
from feedback_service.handling.public.procedures import find_procedure, list_procedures, shown
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.kept_pages import kept_page
from feedback_service.language import words
from feedback_service.pack.current import this_pack
from feedback_service.publishing.addresses import around, without
from feedback_service.publishing.questions.collection import (
    list_for_paper,
    list_questions,
    only_questions,
    procedures_of,
    sections,
    topics_with_procedures,
)
from feedback_service.publishing.wishes import Wish, read_wish

blueprint = Blueprint("questions", __name__, url_prefix="/hoi-dap")
MOST_PROCEDURES = 6  # on the first page; a topic or words show all of theirs


@blueprint.get("")
@public
def library() -> Response:
    session, pack = db.session(), this_pack()
    wish = only_questions(read_wish(request.args, pack))
    listing = list_questions(session, wish, pack)

    def render() -> str:
        found = load_public_cases(session, listing.ids, pack)
        about = procedures_of(found, pack)
        procedures = [] if wish.place else list_procedures(wish.query, wish.topic, pack)
        asked = wish.query or wish.topic
        return render_template(
            "publishing/hoi_dap.html",
            q=wish.query,
            topic=_topic(wish),
            topics=topics_with_procedures(pack),
            all_topics=sorted(((one.code, words(one.name)) for one in pack.topics), key=lambda one: one[1]),
            without_topic=without("linh_vuc"),
            paper_url=_paper(wish),
            procedures=[shown(one, pack) for one in (procedures if asked else procedures[:MOST_PROCEDURES])],
            items=[line(case) for case in found],
            about={code: shown(procedure, pack) for code, procedure in about.items()},
            unfinished=listing.unfinished,
            **around(listing),
        )

    return kept_page(render, listing, pack.version)


@blueprint.get("/thu-tuc/<code>")
@public
def procedure(code: str) -> Response:
    """What to bring, what it costs, how long it takes; and what was asked about it lately."""
    session, pack = db.session(), this_pack()
    found = find_procedure(code, pack)
    if found is None:
        abort(404)
    listing = list_questions(session, Wish(topic=found.topic), pack)

    def render() -> str:
        asked = load_public_cases(session, listing.ids, pack)
        about = [case for case in asked if case.procedure_code == found.code]
        return render_template(
            "publishing/thu_tuc.html",
            procedure=shown(found, pack),
            items=[line(case) for case in (about or asked)[:5]],
        )

    return kept_page(render, listing, pack.version)


@blueprint.get("/in")
@public
def on_paper() -> Response:
    """The same filters, everything open, a topic after the other."""
    session, pack = db.session(), this_pack()
    wish = only_questions(read_wish(request.args, pack))
    listing = list_for_paper(session, wish, pack)

    def render() -> str:
        return render_template(
            "publishing/hoi_dap_in.html",
            q=wish.query,
            topic=_topic(wish),
            sections=[
                {
                    "name": section.name,
                    "procedures": [shown(one, pack) for one in section.procedures],
                    "items": [line(case) for case in section.questions],
                }
                for section in sections(session, listing, wish, pack)
            ],
            more=listing.next is not None,
        )

    return kept_page(render, listing, pack.version)


def _topic(wish: Wish) -> tuple[str, str]:
    """Code and name, ("", "") for all."""
    topic = this_pack().topic_by_code.get(wish.topic)
    return (wish.topic, words(topic.name)) if topic else ("", "")


def _paper(wish: Wish) -> str:
    query = urlencode(
        [(name, value) for name, value in (("linh_vuc", wish.topic), ("q", wish.query)) if value]
    )
    return url_for("questions.on_paper") + (f"?{query}" if query else "")
