"""The rules of routing: topics with what they took, which rule knows a word, what a sentence would do."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.marking import pieces_of
from feedback_service.language import local
from feedback_service.pack.current import this_pack
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.faults import faults_of
from feedback_service.routing.rehearsing.groups import find_group, knowing
from feedback_service.settings.routing.lines import SECTIONS, group_lines, rehearsal_lines
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_routing", __name__, url_prefix="/can-bo/quan-tri/phan-loai")
LONGEST_TRIAL = 20_000


@blueprint.get("")
@staff(*READERS)
def rules() -> Response:
    return _page()


@blueprint.post("/thu-cau")
@staff(*READERS)
def try_out() -> Response:
    """Posted, so that no citizen's words stand in an address; nothing is kept of it."""
    sentence = request.form.get("cau", "")[:LONGEST_TRIAL]
    if not sentence.strip():
        return _page()
    return _page(sentence, propose(sentence, this_pack()))


@blueprint.get("/<section>/<code>")
@staff(*READERS)
def group(section: str, code: str) -> str:
    address = f"{SECTIONS.get(section, '')}:{code}"
    found = find_group(this_pack(), address)
    if found is None:
        abort(404)
    return render_template(
        "settings/routing_group.html",
        group=found,
        topic=this_pack().topic_by_code.get(code) if found.about == "topic" else None,
        faults=[fault for fault in faults_of(this_pack()) if fault.group == address],
        may_change=_may_change(),
    )


def _page(sentence: str = "", proposal: Proposal | None = None) -> Response:
    asked = request.args.get("q", "")[:200]
    page = render_template(
        "settings/routing.html",
        lines=group_lines(db.session(), this_pack(), local(now()).date()),
        faults=faults_of(this_pack()),
        rehearsals=rehearsal_lines(db.session()),
        asked=asked,
        found=knowing(this_pack(), asked),
        sections={about: section for section, about in SECTIONS.items()},
        sentence=sentence,
        proposal=proposal,
        pieces=_pieces(sentence, proposal),
        may_change=_may_change(),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _pieces(sentence: str, proposal: Proposal | None) -> object:
    spans = [span for reason in proposal.reasons for span in reason.spans] if proposal else []
    return pieces_of(sentence, spans)


def _may_change() -> bool:
    return current_officer().role == Role.ADMIN
