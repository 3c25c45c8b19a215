"""The publishing desk: one writes the public text, another one lets it out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NoSuchCase, PersonalDataFound, ReasonMissing
from feedback_service.handling.queries import find_case
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.desk import (
    CASES_ON_A_PAGE,
    MOST_COUNTED,
    Sheet,
    Shelf,
    on_the_desk,
    read_sheet,
    waiting_for_approval,
)
from feedback_service.publishing.forms import ProposedTextForm, PublicTextForm
from feedback_service.publishing.public_text import (
    approve_public_text,
    decline_public_text,
    draft_public_text,
    propose_public_text,
    return_public_text,
    withdraw_public_text,
)
from feedback_service.publishing.reasons import removal_reason
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import MAY, Action, may, may_anywhere
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("publishing_desk", __name__, url_prefix="/can-bo/cong-bo")
WRITERS = tuple(role for role in Role if Action.WRITE_PUBLIC in MAY[role])
APPROVERS = tuple(role for role in Role if Action.APPROVE_PUBLIC in MAY[role])
READERS = (*{*WRITERS, *APPROVERS, Role.AUDITOR},)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done, with what the officer had typed beside it."""

    said: str = ""
    status: int = 200
    places: tuple[tuple[str, str, str], ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)  # step → the reason as typed
    step: str = ""
    changed: bool = False


@blueprint.get("")
@staff(*READERS)
def shelf() -> str:
    chosen = _shelf(request.args.get("muc", ""))
    lines = on_the_desk(
        db.session(), current_officer(), chosen, this_pack(), request.args.get("truoc", type=int)
    )
    waiting = waiting_for_approval(db.session(), current_officer(), this_pack())
    return render_template(
        "publishing/desk_list.html",
        shelf=chosen,
        lines=lines[:CASES_ON_A_PAGE],
        next_before=lines[CASES_ON_A_PAGE - 1].case.id if len(lines) > CASES_ON_A_PAGE else None,
        waiting=f"{MOST_COUNTED}+" if waiting > MOST_COUNTED else str(waiting),
    )


@blueprint.get("/<code>")
@staff(*READERS)
def sheet(code: str) -> Response:
    return _page(_sheet(code), None, Refused())


@blueprint.post("/<code>/soan")
@staff(*WRITERS)
def write(code: str) -> AnyResponse:
    proposing = request.form.get("viec") == "trinh"
    filled = (ProposedTextForm if proposing else PublicTextForm)()
    if not filled.validate():
        return _page(_sheet(code), filled, Refused(status=422))
    try:
        _write(code, filled, proposing)
    except (ChangedMeanwhile, StaleDataError):
        return _changed(code, filled)
    except Fact as fact:
        return _page(_sheet(code), filled, Refused(str(fact.said), fact.status))
    flash(_("Đã trình. Người thứ hai sẽ đọc lại.") if proposing else _("Đã lưu bản nháp."))
    return redirect(url_for("publishing_desk.sheet", code=code), code=303)


@blueprint.post("/<code>/duyet")
@staff(*APPROVERS)
def approve(code: str) -> AnyResponse:
    revision = request.form.get("revision", -1, type=int)

    def publish(session: Session, case: Case, officer: Officer, pack: Pack, moment: datetime) -> object:
        return approve_public_text(session, case, officer, pack, moment, revision)

    return _step(code, "duyet", publish, _("Đã đăng trên trang kết quả."))


@blueprint.post("/<code>/tra-lai")
@staff(*APPROVERS)
def hand_back(code: str) -> AnyResponse:
    return _with_reason(code, "tra-lai", return_public_text, _("Đã trả lại cho người soạn."))


@blueprint.post("/<code>/khong-dang")
@staff(*APPROVERS)
def decline(code: str) -> AnyResponse:
    return _with_reason(code, "khong-dang", decline_public_text, _("Đã ghi: không công khai việc này."))


@blueprint.post("/<code>/go")
@staff(*APPROVERS)
def withdraw(code: str) -> AnyResponse:
    reason, why = request.form.get("ly_do", ""), removal_reason(request.form.get("vi_sao", ""))

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> object:
        withdraw_public_text(session, case, officer, why, reason, moment)
        return None

    return _step(code, "go", act, _("Đã gỡ khỏi mọi trang."))


def _with_reason(code: str, step: str, verb: Callable[..., object], done: str) -> AnyResponse:
    reason = request.form.get("ly_do", "")

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> object:
        return verb(session, case, officer, reason, moment)

    return _step(code, step, act, done)


def _step(code: str, step: str, act: Callable[..., object], done: str) -> AnyResponse:
    try:
        with transaction() as session:
            case = find_case(session, current_officer(), _known(code))
            act(session, case, current_officer(), this_pack(), now())
    except (Fact, StaleDataError) as fact:
        return _refused(code, step, fact)
    flash(done)
    return redirect(url_for("publishing_desk.sheet", code=code), code=303)


def _refused(code: str, step: str, error: Exception) -> Response:
    fact = error if isinstance(error, Fact) else ChangedMeanwhile()
    if isinstance(fact, NoSuchCase):
        raise fact
    refused = Refused(
        said=str(fact.said),
        status=fact.status,
        places=fact.places if isinstance(fact, PersonalDataFound) else (),
        reasons={step: request.form.get("ly_do", "")},
        step=step if isinstance(fact, ReasonMissing) else "",
        changed=isinstance(fact, ChangedMeanwhile),
    )
    return _page(_sheet(code), None, refused)


def _write(code: str, filled: PublicTextForm, proposing: bool) -> None:
    with transaction() as session:
        officer = current_officer()
        case = find_case(session, officer, _known(code))
        draft_public_text(
            session,
            case,
            officer,
            filled.tieu_de.data or "",
            filled.tom_tat.data or "",
            filled.tra_loi.data or "",
            filled.revision.data or 0,
            this_pack(),
            now(),
        )
        if proposing:
            propose_public_text(session, case, officer, this_pack(), now())


def _changed(code: str, filled: PublicTextForm) -> Response:
    """What was typed stays in the boxes, beside what the other one saved; saving again is then meant so."""
    newest = _sheet(code)
    filled.revision.raw_data = None
    filled.revision.data = newest.text.revision if newest.text else 0
    return _page(newest, filled, Refused(str(ChangedMeanwhile.said), 409, changed=True))


def _page(shown: Sheet, filled: PublicTextForm | None, refused: Refused) -> Response:
    officer = current_officer()
    page = render_template(
        "publishing/desk_sheet.html",
        sheet=shown,
        form=filled or _form_of(shown),
        refused=refused,
        may_write=may(officer, Action.WRITE_PUBLIC, shown.case),
        may_approve=may(officer, Action.APPROVE_PUBLIC, shown.case),
        is_author=shown.text is not None and shown.text.author_id == officer.id,
        sees_queue=may_anywhere(officer, Action.NOTE),
    )
    response = make_response(page, refused.status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _form_of(shown: Sheet) -> PublicTextForm:
    """The text as it stands; for a new one the commune's own words, never the citizen's."""
    text = shown.text
    return PublicTextForm(
        formdata=None,
        tieu_de=text.title if text else shown.case.subject,
        tom_tat=text.summary if text else "",
        tra_loi=text.answer if text else shown.answer,
        revision=text.revision if text else 0,
    )


def _sheet(code: str) -> Sheet:
    return read_sheet(db.session(), current_officer(), _known(code), this_pack())


def _known(code: str) -> str:
    return code.upper()[:16]


def _shelf(word: str) -> Shelf:
    """Approvers come to approve, writers to write."""
    if word in list(Shelf):
        return Shelf(word)
    return Shelf.PROPOSED if may_anywhere(current_officer(), Action.APPROVE_PUBLIC) else Shelf.UNDECIDED
