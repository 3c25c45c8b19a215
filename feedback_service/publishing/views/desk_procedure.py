"""On the publishing desk: the procedure that a question is about."""

from datetime import datetime

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.pack.model import Pack
from feedback_service.publishing.questions.naming import name_procedure
from feedback_service.publishing.views.desk_page import APPROVERS, WRITERS, blueprint, step
from feedback_service.records import Case, Officer


@blueprint.post("/<code>/thu-tuc")
@staff(*{*WRITERS, *APPROVERS})
def procedure(code: str) -> AnyResponse:
    chosen = request.form.get("thu_tuc", "")[:40]

    def act(session: Session, case: Case, officer: Officer, pack: Pack, moment: datetime) -> None:
        name_procedure(session, case, officer, chosen, pack, moment)

    return step(code, "thu-tuc", act, _("Đã ghi thủ tục của câu hỏi này."))
