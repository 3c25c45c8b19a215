"""The publishing desk: one writes the public text, another one lets it out."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact
from feedback_service.handling.promises import local_day
from feedback_service.handling.queries import find_case
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
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
from feedback_service.publishing.shelves import (
    CASES_ON_A_PAGE,
    MOST_COUNTED,
    DeskLine,
    Shelf,
    on_the_desk,
    waiting_for_approval,
    worth_telling,
)
from feedback_service.publishing.views.desk_page import (
    APPROVERS,
    READERS,
    WRITERS,
    Photos,
    Refused,
    back,
    blueprint,
    known,
    page,
    photos_to_keep,
    sheet_of,
    step,
)
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.signed_in import current_officer


@blueprint.get("")
@staff(*READERS)
def shelf() -> str:
    chosen = _shelf(request.args.get("muc", ""))
    lines = _lines(chosen, request.args.get("truoc", type=int))
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
    return page(sheet_of(code), None, Refused())


@blueprint.post("/<code>/soan")
@staff(*WRITERS)
def write(code: str) -> AnyResponse:
    proposing = request.form.get("viec") == "trinh"
    filled = (ProposedTextForm if proposing else PublicTextForm)()
    if not filled.validate():
        return page(sheet_of(code), filled, Refused(status=422))
    try:
        _write(code, filled, proposing, photos_to_keep(code))
    except (ChangedMeanwhile, StaleDataError):
        return _changed(code, filled)
    except Fact as fact:
        return page(sheet_of(code), filled, Refused(str(fact.said), fact.status))
    return back(code, _("Đã trình. Người thứ hai sẽ đọc lại.") if proposing else _("Đã lưu bản nháp."))


@blueprint.post("/<code>/duyet")
@staff(*APPROVERS)
def approve(code: str) -> AnyResponse:
    revision = request.form.get("revision", -1, type=int)

    def publish(session: Session, case: Case, officer: Officer, pack: Pack, moment: datetime) -> object:
        return approve_public_text(session, case, officer, pack, moment, revision)

    return step(code, "duyet", publish, _("Đã đăng trên trang kết quả."))


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

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> None:
        withdraw_public_text(session, case, officer, why, reason, moment)

    return step(code, "go", act, _("Đã gỡ khỏi mọi trang."))


def _with_reason(code: str, name: str, verb: Callable[..., object], done: str) -> AnyResponse:
    reason = request.form.get("ly_do", "")

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> object:
        return verb(session, case, officer, reason, moment)

    return step(code, name, act, done)


def _write(code: str, filled: PublicTextForm, proposing: bool, photos: Photos | None) -> None:
    with transaction() as session:
        officer = current_officer()
        case = find_case(session, officer, known(code))
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
            photos,
        )
        if proposing:
            propose_public_text(session, case, officer, this_pack(), now())


def _changed(code: str, filled: PublicTextForm) -> Response:
    """What was typed stays in the boxes, beside what the other one saved; saving again is then meant so."""
    newest = sheet_of(code)
    filled.revision.raw_data = None
    filled.revision.data = newest.text.revision if newest.text else 0
    return page(newest, filled, Refused(str(ChangedMeanwhile.said), 409, changed=True))


def _lines(chosen: Shelf, before: int | None) -> list[DeskLine]:
    session, officer, pack = db.session(), current_officer(), this_pack()
    if chosen == Shelf.WORTH_TELLING:
        return worth_telling(session, officer, pack, local_day(now(), pack))
    return on_the_desk(session, officer, chosen, pack, before)


def _shelf(word: str) -> Shelf:
    """Approvers come to approve, writers to write."""
    if word in list(Shelf):
        return Shelf(word)
    return Shelf.PROPOSED if may_anywhere(current_officer(), Action.APPROVE_PUBLIC) else Shelf.UNDECIDED
