"""The answer as a letter, to take along. A POST, since it is written down that somebody did."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.errors import Fact
from feedback_service.handling.queries import has_looked
from feedback_service.handling.views.case import allowed_case, page_again
from feedback_service.handling.views.deeds import DESK
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.letter import write_letter
from feedback_service.pack.current import this_pack
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.signed_in import current_officer

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.post("/ho-so/<code>/cong-van")
@staff(*DESK)
def answer_letter(code: str) -> AnyResponse:
    officer, moment = current_officer(), now()
    try:
        with transaction() as session:
            case = allowed_case(session, code, Action.NOTE)
            knows = may(officer, Action.SEE_SENDER, case) or has_looked(session, officer, case, moment)
            content = write_letter(session, case, officer, this_pack(), moment, knows_sender=knows)
    except Fact as fact:
        if fact.status == 404:
            raise
        return page_again(code, fact)
    name = f"tra-loi-{code.upper()}.docx"
    response = send_file(BytesIO(content), mimetype=_DOCX, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
