"""Open311 GeoReport v2, what comes in: by key, through the one door. Reading needs none (publishing/views/open311)."""

from datetime import datetime

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import UNREACHABLE, db, is_down, transaction, waiting_at_most
from feedback_service.georeport import Record
from feedback_service.handling.promises import zone_of
from feedback_service.handling.public.georeports import FORMS, answer, check_jurisdiction, open_to_all
from feedback_service.intake.open311.taking import Taken, add_update, code_of_token, take_posted
from feedback_service.intake.spooling import DOOR_SECONDS
from feedback_service.language import language
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.staff.api_keys import Sender, find_sender, note_use, sender_seen_before
from feedback_service.web import csrf

blueprint = Blueprint("open311_intake", __name__, url_prefix="/open311/v2")
blueprint.after_request(open_to_all)


@blueprint.post(f"/requests.<{FORMS}>")
@csrf.exempt
@public
def send(form: str) -> Response:
    """The key is looked at here and not by `access`: a wrong one is answered in the form that was asked for."""
    pack, moment = _pack(), now()
    sender = _sender(pack, moment)
    client_id = request.headers.get("Idempotency-Key", "") or request.form.get("client_id", "")
    taken = take_posted(request.form.to_dict(), client_id.strip()[:400], sender, pack, moment, language())
    return answer("service_requests", [_receipt(taken)], form)


@blueprint.get(f"/tokens/<token>.<{FORMS}>")
@public
def token(token: str, form: str) -> Response:
    """Whoever holds a token has sent the request: nobody else can make one."""
    code = code_of_token(db.session(), token, _pack())
    found: Record = {"token": token, "service_request_id": code} if code else {"token": token}
    return answer("service_requests", [found], form)


@blueprint.post(f"/servicerequestupdates.<{FORMS}>")
@csrf.exempt
@public
def update(form: str) -> Response:
    pack, moment = _pack(), now()
    sender = _sender(pack, moment)
    with transaction() as session:
        case, number = add_update(session, request.form.to_dict(), sender, pack, moment)
        told: Record = {"update_id": number, "service_request_id": case.code}
    return answer("service_request_updates", [told], form)


def _sender(pack: Pack, moment: datetime) -> Sender:
    """Raises KeyMissing, TooManySent. Without the database a key that was good before is good."""
    key = (request.form.get("api_key") or request.args.get("api_key", ""))[:200]
    try:
        with waiting_at_most(DOOR_SECONDS), transaction() as session:
            sender = find_sender(session, key)
            note_use(session, sender, moment, moment.astimezone(zone_of(pack)))
        return sender
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        known = sender_seen_before(key)
        if known is None:
            raise
        return known


def _receipt(taken: Taken) -> Record:
    if taken.token:
        return {"token": taken.token, "service_notice": _("Đã nhận và giữ an toàn; mã sẽ có sau ít phút.")}
    notice = _(
        "Mã %(code)s, số bí mật %(pin)s: dùng hai số này ở trang Tra cứu để xem và nhắn thêm.",
        code=taken.code,
        pin=taken.pin,
    )
    return {"service_request_id": taken.code, "service_notice": notice, "account_id": None}


def _pack() -> Pack:
    pack = this_pack()
    check_jurisdiction(request.values, pack)
    return pack
