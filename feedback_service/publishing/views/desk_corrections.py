"""Putting right what is published, by two; taking a picture away, by one and at once."""

from datetime import datetime

from flask import Response, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.errors import ChangedMeanwhile, Fact
from feedback_service.handling.queries import find_case
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import (
    approve_correction,
    correct_public_text,
    draft_correction,
    drop_correction,
    published_text,
    return_correction,
)
from feedback_service.publishing.forms import CorrectionForm, ProposedCorrectionForm
from feedback_service.publishing.photos import choose_photos
from feedback_service.publishing.reasons import removal_reason
from feedback_service.publishing.removals import remove_photo
from feedback_service.publishing.views.desk_page import (
    APPROVERS,
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
from feedback_service.staff.signed_in import current_officer


@blueprint.post("/<code>/dinh-chinh")
@staff(*WRITERS)
def correct(code: str) -> AnyResponse:
    proposing = request.form.get("viec") == "trinh"
    filled = (ProposedCorrectionForm if proposing else CorrectionForm)()
    if not filled.validate():
        return page(sheet_of(code), filled, Refused(status=422))
    try:
        _correct(code, filled, proposing, photos_to_keep(code))
    except (ChangedMeanwhile, StaleDataError):
        return _changed(code, filled)
    except Fact as fact:
        return page(sheet_of(code), filled, Refused(str(fact.said), fact.status))
    done = _("Đã trình bản đính chính. Bản đang đăng vẫn giữ nguyên đến khi người thứ hai duyệt.")
    return back(code, done if proposing else _("Đã lưu bản đính chính."))


@blueprint.post("/<code>/dinh-chinh/duyet")
@staff(*APPROVERS)
def approve_corrected(code: str) -> AnyResponse:
    revision = request.form.get("revision", -1, type=int)

    def act(session: Session, case: Case, officer: Officer, pack: Pack, moment: datetime) -> object:
        return approve_correction(session, case, officer, pack, moment, revision)

    return step(code, "dinh-chinh", act, _("Đã đính chính ở mọi trang."))


@blueprint.post("/<code>/dinh-chinh/tra-lai")
@staff(*APPROVERS)
def hand_back_correction(code: str) -> AnyResponse:
    reason = request.form.get("ly_do", "")

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> None:
        return_correction(session, case, officer, reason, moment)

    return step(code, "dinh-chinh-tra-lai", act, _("Đã trả lại cho người soạn."))


@blueprint.post("/<code>/dinh-chinh/bo")
@staff(*WRITERS)
def drop(code: str) -> AnyResponse:
    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> None:
        drop_correction(session, case, officer, moment)

    return step(code, "dinh-chinh-bo", act, _("Đã bỏ bản đính chính."))


@blueprint.post("/<code>/go-anh/<int:number>")
@staff(*APPROVERS)
def take_photo_away(code: str, number: int) -> AnyResponse:
    reason, why = request.form.get("ly_do", ""), removal_reason(request.form.get("vi_sao", ""))

    def act(session: Session, case: Case, officer: Officer, _pack: Pack, moment: datetime) -> None:
        remove_photo(session, case, officer, number, why, reason, moment)

    return step(code, f"go-anh-{number}", act, _("Đã gỡ ảnh khỏi mọi trang."))


def _correct(code: str, filled: CorrectionForm, proposing: bool, photos: Photos | None) -> None:
    verb = correct_public_text if proposing else draft_correction
    with transaction() as session:
        officer = current_officer()
        case = find_case(session, officer, known(code))
        verb(
            session,
            case,
            officer,
            filled.tieu_de.data or "",
            filled.tom_tat.data or "",
            filled.tra_loi.data or "",
            filled.ghi_chu.data or "",
            this_pack(),
            now(),
            removal_reason(filled.vi_sao.data or ""),
            filled.revision.data or 0,
        )
        if photos is not None:
            choose_photos(session, published_text(session, case), *photos)


def _changed(code: str, filled: CorrectionForm) -> Response:
    newest = sheet_of(code)
    filled.revision.raw_data = None
    filled.revision.data = newest.correction.revision if newest.correction else 0
    return page(newest, filled, Refused(str(ChangedMeanwhile.said), 409, changed=True))
