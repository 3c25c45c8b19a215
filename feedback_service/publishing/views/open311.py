"""Open311 GeoReport v2, what can be read: by anybody, without a key, from any page (CORS)."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext as _

from feedback_service import georeport
from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.handling.promises import zone_of
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.georeports import (
    FORMS,
    RequestGone,
    RequestUnknown,
    check_jurisdiction,
    find_service,
    open_to_all,
)
from feedback_service.handling.public.queries import find_public_case, glance, load_public_cases
from feedback_service.kept_pages import kept_page
from feedback_service.language import language
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.publishing.open311 import telling
from feedback_service.publishing.open311.asking import read_asked
from feedback_service.publishing.open311.reading import find_requests

blueprint = Blueprint("open311", __name__, url_prefix="/open311/v2")
blueprint.after_request(open_to_all)
Content = georeport.Record | list[georeport.Record]


@blueprint.get(f"/discovery.<{FORMS}>")
@public
def discovery(form: str) -> Response:
    pack = _pack()
    return _kept("discovery", lambda: telling.discovery(pack, _base(), _english()), form, pack.version)


@blueprint.get(f"/services.<{FORMS}>")
@public
def services(form: str) -> Response:
    pack = _pack()
    return _kept("services", lambda: telling.services(pack, _english()), form, pack.version)


@blueprint.get(f"/services/<code>.<{FORMS}>")
@public
def definition(code: str, form: str) -> Response:
    pack = _pack()
    topic, asks = find_service(code, pack), _("Thôn, buôn nào?")
    return _kept(
        "service_definition",
        lambda: telling.definition(topic, pack, _english(), asks),
        form,
        pack.version,
    )


@blueprint.get(f"/requests.<{FORMS}>")
@public
def requests(form: str) -> Response:
    return _listed("service_requests", form, _told, request.args.to_dict())


@blueprint.get(f"/servicerequestupdates.<{FORMS}>")
@public
def updates(form: str) -> Response:
    """Their `start_date` and `end_date` are those of the update."""
    given = request.args.to_dict()
    for old, new in (("start_date", "updated_after"), ("end_date", "updated_before")):
        if old in given:
            given[new] = given.pop(old)
    return _listed("service_request_updates", form, _updated, given)


@blueprint.get(f"/requests/<code>.<{FORMS}>")
@public
def one(code: str, form: str) -> Response:
    """404 for what is not public, whether it came or not; 410 for what was taken back."""
    pack, code = _pack(), code.upper()
    seen = glance(code)
    if seen is None or not (seen.shown or seen.gone):
        raise RequestUnknown
    if seen.gone:
        raise RequestGone
    case = find_public_case(db.session(), code, pack)
    if case is None:
        raise RequestUnknown
    return _kept("service_requests", lambda: [_told(case, pack)], form, seen, case.changed_at)


def _listed(
    root: str, form: str, tell: Callable[[PublicCase, Pack], georeport.Record], given: dict[str, str]
) -> Response:
    pack = _pack()
    asked = read_asked(given, now(), zone_of(pack))
    found = find_requests(db.session(), asked)

    def content() -> list[georeport.Record]:
        return [tell(case, pack) for case in load_public_cases(db.session(), found.ids, pack)]

    return _kept(root, content, form, found.stamp, pack.version)


def _told(case: PublicCase, pack: Pack) -> georeport.Record:
    return telling.request_of(case, pack, _english(), _base())


def _updated(case: PublicCase, pack: Pack) -> georeport.Record:
    return telling.update_of(case, pack, _base())


def _kept(root: str, content: Callable[[], Content], form: str, *depends_on: object) -> Response:
    def render() -> str:
        return georeport.document(root, content(), form)

    return kept_page(render, *depends_on, content_type=georeport.TYPES[form])


def _pack() -> Pack:
    pack = this_pack()
    check_jurisdiction(request.args, pack)
    return pack


def _english() -> bool:
    return language() == "en"


def _base() -> str:
    service: Config = current_app.config["SERVICE"]
    return service.public_base_url
