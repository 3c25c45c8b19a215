"""What both rooms of Open311 need, the one that shows and the one that takes in: services, jurisdiction, answers.

GeoReport v2: wiki.open311.org/GeoReport_v2. A service is a topic of the pack; the jurisdiction is the commune.
"""

from collections.abc import Mapping, Sequence

from flask import Response, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service import georeport
from feedback_service.errors import Fact
from feedback_service.pack.model import Pack, Topic

FORMS = "any(json, xml):form"  # of an address: /open311/v2/services.<FORMS>


class NotUnderstood(Fact):
    """A parameter is missing or makes no sense. `said` begins with its name."""

    status = 400


class JurisdictionUnknown(Fact):
    status = 404
    said = _l("jurisdiction_id: không có nơi này.")


class ServiceUnknown(Fact):
    status = 404
    said = _l("service_code: không có dịch vụ này.")


class RequestUnknown(Fact):
    """The same for what was never published as for what never came."""

    status = 404
    said = _l("service_request_id: không có việc nào công khai mang mã này.")


class RequestGone(Fact):
    status = 410
    said = _l("service_request_id: xã đã gỡ việc này.")


def check_jurisdiction(given: Mapping[str, str], pack: Pack) -> None:
    """May be left out, since there is one. Raises JurisdictionUnknown."""
    name = given.get("jurisdiction_id", "").strip()
    if name and name != pack.commune.code:
        raise JurisdictionUnknown


def find_service(code: str, pack: Pack) -> Topic:
    """Raises ServiceUnknown."""
    topic = pack.topic_by_code.get(code)
    if topic is None:
        raise ServiceUnknown
    return topic


def answer(
    root: str, content: georeport.Record | Sequence[georeport.Record], form: str, status: int = 200
) -> Response:
    body = georeport.document(root, content, form)
    response = Response(body, status, content_type=georeport.TYPES[form])
    response.headers["Cache-Control"] = "no-store"
    return response


def open_to_all(response: Response) -> Response:
    """What may be read by anybody may be read by a program in anybody's browser (CORS)."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def wrong(name: str, said: str | LazyString) -> NotUnderstood:
    return NotUnderstood(f"{name}: {said}")
