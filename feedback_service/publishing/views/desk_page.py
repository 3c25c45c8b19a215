"""What the views of the publishing desk share: the page of one case, a step on it, and why a step was refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NoSuchCase, PersonalDataFound, ReasonMissing
from feedback_service.handling.queries import find_case
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.desk import Sheet, read_sheet
from feedback_service.publishing.forms import CorrectionForm, PublicTextForm
from feedback_service.publishing.photos import LONGEST_CAPTION, MOST_PHOTOS, Choice, Copy, make_copies
from feedback_service.publishing.reasons import reasons
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import MAY, Action, may, may_anywhere
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import EvidenceRole, RemovalReason, Role

blueprint = Blueprint("publishing_desk", __name__, url_prefix="/can-bo/cong-bo")
WRITERS = tuple(role for role in Role if Action.WRITE_PUBLIC in MAY[role])
APPROVERS = tuple(role for role in Role if Action.APPROVE_PUBLIC in MAY[role])
READERS = (*{*WRITERS, *APPROVERS, Role.AUDITOR},)
Photos = tuple[Sequence[Choice], Mapping[int, Copy]]
Act = Callable[[Session, Case, Officer, Pack, datetime], object]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done, with what the officer had typed beside it."""

    said: str = ""
    status: int = 200
    places: tuple[tuple[str, str, str], ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)  # step → the reason as typed
    step: str = ""
    changed: bool = False


def step(code: str, name: str, act: Act, done: str) -> AnyResponse:
    """One thing done to one case; `name` is that of its form, beside which a missing reason is said."""
    try:
        with transaction() as session:
            case = find_case(session, current_officer(), known(code))
            act(session, case, current_officer(), this_pack(), now())
    except (Fact, StaleDataError) as fact:
        return _refused(code, name, fact)
    return back(code, done)


def back(code: str, done: str) -> AnyResponse:
    flash(done)
    return redirect(url_for("publishing_desk.sheet", code=code), code=303)


def page(shown: Sheet, filled: PublicTextForm | None, refused: Refused) -> Response:
    officer = current_officer()
    html = render_template(
        "publishing/desk_sheet.html",
        sheet=shown,
        form=filled or form_of(shown),
        choices={one.attachment: one for one in (typed_choices() if _sent() else shown.chosen)},
        refused=refused,
        why=reasons(),
        may_write=may(officer, Action.WRITE_PUBLIC, shown.case),
        may_approve=may(officer, Action.APPROVE_PUBLIC, shown.case),
        is_author=_wrote(shown, officer),
        sees_queue=may_anywhere(officer, Action.NOTE),
    )
    response = make_response(html, refused.status)
    response.headers["Cache-Control"] = "no-store"
    return response


def form_of(shown: Sheet) -> PublicTextForm:
    """The text as it stands, or its correction; for a new one the commune's own words, never the citizen's."""
    text, correction = shown.text, shown.correction
    stands = correction or text or shown.beginning
    given = {
        "tieu_de": stands.title if stands else "",
        "tom_tat": stands.summary if stands else "",
        "tra_loi": stands.answer if stands else "",
    }
    if text and text.state == "published":
        note, why = (correction.note, correction.why) if correction else ("", RemovalReason.WRONG)
        revision = correction.revision if correction else 0
        return CorrectionForm(formdata=None, ghi_chu=note, vi_sao=why.value, revision=revision, **given)
    return PublicTextForm(formdata=None, revision=text.revision if text else 0, **given)


def photos_to_keep(code: str) -> Photos | None:
    """The pictures as chosen in the form, and their copies; None for a form without them. Before the transaction."""
    if not _sent():
        return None
    reading, choices = db.session(), typed_choices()
    case = find_case(reading, current_officer(), known(code))
    return choices, make_copies(reading, case, choices)


def typed_choices() -> tuple[Choice, ...]:
    numbers = [int(one) for one in request.form.getlist("anh") if one.isdecimal() and len(one) < 16]
    return tuple(_choice(number) for number in numbers[:MOST_PHOTOS])


def sheet_of(code: str) -> Sheet:
    return read_sheet(db.session(), current_officer(), known(code), this_pack())


def known(code: str) -> str:
    return code.upper()[:16]


def _choice(number: int) -> Choice:
    role, caption = request.form.get(f"vai_{number}", ""), request.form.get(f"chu_{number}", "")
    shown = EvidenceRole(role) if role in list(EvidenceRole) else EvidenceRole.NONE
    return Choice(number, shown, caption[:LONGEST_CAPTION])


def _sent() -> bool:
    return "co_anh" in request.form


def _wrote(shown: Sheet, officer: Officer) -> bool:
    written = shown.correction or shown.text
    return written is not None and written.author_id == officer.id


def _refused(code: str, name: str, error: Exception) -> Response:
    fact = error if isinstance(error, Fact) else ChangedMeanwhile()
    if isinstance(fact, NoSuchCase):
        raise fact
    refused = Refused(
        said=str(fact.said),
        status=fact.status,
        places=fact.places if isinstance(fact, PersonalDataFound) else (),
        reasons={name: request.form.get("ly_do", "")},
        step=name if isinstance(fact, ReasonMissing) else "",
        changed=isinstance(fact, ChangedMeanwhile),
    )
    return page(sheet_of(code), None, refused)
