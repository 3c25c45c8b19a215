"""What a body outside answered to a referral: its words, and the letter that a clerk scanned."""

from typing import BinaryIO, cast

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.together.forms import ReplyForm
from feedback_service.handling.together.referring import find_referral, take_reply
from feedback_service.handling.views.case import allowed_case, do, page_again
from feedback_service.handling.views.referrals import FOLLOWERS
from feedback_service.intake.attachments import FileRefused, keep_files
from feedback_service.intake.evidence import add_evidence
from feedback_service.intake.views.evidence import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import EvidenceRole


@blueprint.post("/phieu-chuyen/<int:number>/phuc-dap")
@staff(*FOLLOWERS)
def reply(code: str, number: int) -> AnyResponse:
    """The case comes home with it. Raises NoSuchCase, NotYours."""
    form = ReplyForm()
    allowed_case(db.session(), code, Action.TRANSFER)
    streams = [cast(BinaryIO, file.stream) for file in request.files.getlist("tep_phuc_dap") if file.filename]
    try:  # before the transaction, as with every picture
        kept = keep_files(streams, this_carrier().files)
    except FileRefused as refused:
        return page_again(code, refused)

    def deed(session: Session, case: Case, officer: Officer) -> None:
        referral = find_referral(session, case, number)
        if kept:
            add_evidence(session, case, officer, kept, EvidenceRole.NONE, now())
        day = form.ngay_phuc_dap.data
        take_reply(session, referral, case, officer, form.phuc_dap.data or "", day, this_pack(), now())

    return do(code, Action.TRANSFER, form, deed)
