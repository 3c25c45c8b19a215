"""Posts: made by one, let out by another; then what became of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.carrier.platform_words import explain_platform
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, PersonalDataFound
from feedback_service.language import local
from feedback_service.pack.current import this_pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.deciding import (
    approve_post,
    post_again,
    take_back,
)
from feedback_service.publishing.posting.drafting import draft_result, draft_summary, rewrite_post
from feedback_service.publishing.posting.facts import NoSuchPost, TooLongForPlatform
from feedback_service.publishing.posting.frozen import lead_of
from feedback_service.publishing.posting.limits import LIMITS, faults_of, words_in
from feedback_service.publishing.posting.queries import (
    POSTS_ON_A_PAGE,
    Shelf,
    counts,
    find_post,
    posts_on,
    read_post,
    results_to_post,
)
from feedback_service.publishing.posting.summaries import month_before, week_before
from feedback_service.records import Post
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import PostShape, RemovalReason, Role

blueprint = Blueprint("posts", __name__, url_prefix="/can-bo/bai-dang")
WRITERS = (Role.HEAD, Role.PUBLISHER, Role.LEADER)
APPROVERS = (Role.PUBLISHER, Role.LEADER)
READERS = (*WRITERS, Role.AUDITOR)
Step = Callable[[Session, Post], object]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done; what was typed stays in the boxes."""

    said: str = ""
    status: int = 200
    fact: Fact | None = None
    typed: dict[str, str] = field(default_factory=dict)


@blueprint.get("")
@staff(*READERS)
def posts() -> str:
    word = request.args.get("muc", "")
    shelf = Shelf(word) if word in list(Shelf) else Shelf.DRAFTS
    found = posts_on(db.session(), shelf, request.args.get("truoc", type=int))
    return render_template(
        "publishing/posts_list.html",
        shelf=shelf,
        posts=found[:POSTS_ON_A_PAGE],
        next_before=found[POSTS_ON_A_PAGE - 1].id if len(found) > POSTS_ON_A_PAGE else None,
        counts=counts(db.session()),
        results=results_to_post(db.session(), this_pack()) if shelf == Shelf.DRAFTS else [],
        rules=this_pack().posts,
        may_write=current_officer().role in WRITERS,
        explain=explain_platform,
    )


@blueprint.post("/soan")
@staff(*WRITERS)
def compose() -> AnyResponse:
    """A draft of one result for one medium; where there is one already, that."""
    rule = _rule(request.form.get("noi", ""))
    with transaction() as session:
        code = request.form.get("ma", "").upper()[:16]
        post = draft_result(session, code, rule, current_officer(), _base(), this_pack(), now())
    return _to(post.id)


@blueprint.post("/tong-hop")
@staff(*WRITERS)
def summarise() -> AnyResponse:
    rule, today = _rule(request.form.get("noi", "")), local(now()).date()
    span = month_before(today) if request.form.get("ky") == "thang" else week_before(today)
    try:
        with transaction() as session:
            post = draft_summary(session, span, rule, current_officer().id, _base(), this_pack(), now())
    except Fact as fact:
        flash(str(fact.said), "error")
        return redirect(url_for("posts.posts"), code=303)
    return _to(post.id)


@blueprint.get("/<int:number>")
@staff(*READERS)
def one(number: int) -> Response:
    return _page(number, Refused())


@blueprint.post("/<int:number>/luu")
@staff(*WRITERS)
def save(number: int) -> AnyResponse:
    typed = {name: request.form.get(name, "") for name in ("tieu_de", "loi_dan", "noi_dung")}
    revision = request.form.get("revision", -1, type=int)

    def step(session: Session, post: Post) -> None:
        words = (typed["tieu_de"], typed["loi_dan"], typed["noi_dung"])
        rewrite_post(session, post, current_officer(), *words, revision)

    return do_step(number, step, _("Đã lưu. Người thứ hai sẽ đọc lại rồi duyệt."), typed)


@blueprint.post("/<int:number>/duyet")
@staff(*APPROVERS)
def approve(number: int) -> AnyResponse:
    revision, at = request.form.get("revision", -1, type=int), _moment(request.form.get("luc", ""))

    def step(session: Session, post: Post) -> None:
        rule = _rule(post.medium_code)
        approve_post(session, post, current_officer(), revision, at, rule, this_pack(), now())

    return do_step(number, step, _("Đã duyệt. Bài được giữ nguyên từng chữ như ông/bà vừa đọc."))


@blueprint.post("/<int:number>/rut")
@staff(*WRITERS)
def back(number: int) -> AnyResponse:
    return do_step(number, take_back, _("Đã đưa về bản nháp. Bài chưa đi đâu."))


@blueprint.post("/<int:number>/dang-lai")
@staff(*APPROVERS)
def again(number: int) -> AnyResponse:
    return do_step(number, lambda session, post: post_again(session, post, now()), _("Bài sẽ được đăng lại."))


def do_step(number: int, step: Step, done: str, typed: dict[str, str] | None = None) -> AnyResponse:
    try:
        with transaction() as session:
            step(session, find_post(session, number))
    except NoSuchPost:
        raise
    except (Fact, StaleDataError) as error:
        fact = error if isinstance(error, Fact) else ChangedMeanwhile()
        return _page(number, Refused(str(fact.said), fact.status, fact, typed or {}))
    flash(done)
    return _to(number)


def _page(number: int, refused: Refused) -> Response:
    pack, officer = this_pack(), current_officer()
    sheet = read_post(db.session(), number, pack)
    post = sheet.post
    rule = next((rule for rule in pack.posts if rule.code == post.medium_code), None)
    shape = rule.shape if rule else PostShape.SHORT
    page = render_template(
        "publishing/post_one.html",
        sheet=sheet,
        post=post,
        lead=lead_of(post),
        shape=shape,
        limits=LIMITS[shape],
        words=words_in(post.text),
        faults=faults_of(shape, post.title, lead_of(post), post.text),
        refused=refused,
        places=refused.fact.places if isinstance(refused.fact, PersonalDataFound) else (),
        too_long=refused.fact.faults if isinstance(refused.fact, TooLongForPlatform) else (),
        explained=explain_platform(post.provider, post.trouble) if post.trouble else None,
        automatic=this_carrier().platform(post.provider) is not None,
        hours=(rule.from_hour, rule.until_hour) if rule else (6, 22),
        reasons=list(RemovalReason),
        may_write=officer.role in WRITERS,
        may_approve=officer.role in APPROVERS,
        is_author=post.author_id == officer.id,
    )
    response = make_response(page, refused.status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _to(number: int) -> AnyResponse:
    return redirect(url_for("posts.one", number=number), code=303)


def _rule(code: str) -> PostRule:
    """Raises NoSuchPost: the pack knows no such medium."""
    rule = next((rule for rule in this_pack().posts if rule.code == code), None)
    if rule is None:
        raise NoSuchPost
    return rule


def _base() -> str:
    config: Config = current_app.config["SERVICE"]
    return config.public_base_url


def _moment(typed: str) -> datetime | None:
    """As the box for day and hour gives it, by the commune's clock; what cannot be read is: at once."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(this_pack().commune.time_zone))
    except ValueError:
        return None
