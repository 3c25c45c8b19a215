"""What a message will be as an SMS, before it is sent: by the button, or live by the script. Writes nothing."""

from flask import jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.database import db
from feedback_service.handling.composing import compose_sms, size_of, warning_of
from feedback_service.handling.forms import AskForm
from feedback_service.handling.views.case import allowed_case, page_again
from feedback_service.handling.views.deeds import DESK
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.staff.permissions import Action


@blueprint.post("/ho-so/<code>/xem-truoc")
@staff(*DESK)
def preview(code: str) -> AnyResponse:
    form = AskForm()
    form.require()
    case = allowed_case(db.session(), code, Action.ASK)
    template = "message" if form.viec.data == "nhan" else "question"
    sms = compose_sms(case, template, form.hoi.data or "", bool(form.co_dau.data), this_pack())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(size=size_of(sms), warning=warning_of(sms), body=sms.body)
    return page_again(code, composed=sms)
