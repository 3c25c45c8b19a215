"""Pictures from the officer's own phone or computer, added on the case page."""

from typing import BinaryIO, cast

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import SelectField

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.forms import CaseForm
from feedback_service.handling.views.case import allowed_case, do, page_again
from feedback_service.handling.views.deeds import DESK
from feedback_service.intake.attachments import FileRefused, keep_files
from feedback_service.intake.evidence import add_evidence
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import EvidenceRole

blueprint = Blueprint("evidence", __name__, url_prefix="/can-bo/ho-so/<code>")


class EvidenceForm(CaseForm):
    vai_anh = SelectField(choices=[(role.value, role.value) for role in EvidenceRole], default="")


@blueprint.post("/anh")
@staff(*DESK)
def add(code: str) -> AnyResponse:
    form = EvidenceForm()
    allowed_case(db.session(), code, Action.NOTE)
    streams = [cast(BinaryIO, file.stream) for file in request.files.getlist("anh") if file.filename]
    try:  # before the transaction: pictures take seconds to be made anew, and others wait for the database
        kept = keep_files(streams, this_carrier().files)
    except FileRefused as refused:
        return page_again(code, refused)

    def deed(session: Session, case: Case, officer: Officer) -> None:
        add_evidence(session, case, officer, kept, EvidenceRole(form.vai_anh.data or ""), now())

    return do(code, Action.NOTE, form, deed, on_the_seen=False)
