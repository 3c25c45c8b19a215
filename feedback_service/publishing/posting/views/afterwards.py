"""What is done with a post once it is approved: posted by hand, sent round, taken down."""

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.pack.current import this_pack
from feedback_service.publishing.posting.deciding import (
    mended_by_hand,
    posted_by_hand,
    send_round,
    take_down_post,
    taken_down_by_hand,
)
from feedback_service.publishing.posting.pictures import choose_picture
from feedback_service.publishing.posting.views.posts import APPROVERS, WRITERS, Step, blueprint, do_step
from feedback_service.records import Post
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import RemovalReason


@blueprint.post("/<int:number>/dang-tay")
@staff(*WRITERS)
def by_hand(number: int) -> AnyResponse:
    link = request.form.get("duong_dan", "")
    step: Step = lambda session, post: posted_by_hand(session, post, link, now())  # noqa: E731
    return do_step(number, step, _("Đã ghi bài đã đăng tay."), {"duong_dan": link})


@blueprint.post("/<int:number>/go")
@staff(*APPROVERS)
def take_down(number: int) -> AnyResponse:
    why, reason = request.form.get("vi_sao", ""), request.form.get("ly_do", "")
    named = RemovalReason(why) if why in list(RemovalReason) else RemovalReason.OTHER

    def step(session: Session, post: Post) -> None:
        take_down_post(session, post, current_officer(), named, reason, this_pack(), now())

    return do_step(
        number, step, _("Bài đang được gỡ, và có một dòng trong sổ gỡ bỏ công khai."), {"ly_do": reason}
    )


@blueprint.post("/<int:number>/da-go")
@staff(*WRITERS)
def down_by_hand(number: int) -> AnyResponse:
    step: Step = lambda session, post: taken_down_by_hand(session, post, now())  # noqa: E731
    return do_step(number, step, _("Đã ghi bài đã gỡ."))


@blueprint.post("/<int:number>/da-sua")
@staff(*WRITERS)
def mended(number: int) -> AnyResponse:
    return do_step(number, mended_by_hand, _("Đã ghi bài đã sửa."))


@blueprint.post("/<int:number>/anh")
@staff(*WRITERS)
def choose(number: int) -> AnyResponse:
    """Which picture goes with it: 0 is the drawn card."""
    revision = request.form.get("revision", -1, type=int)
    photo = request.form.get("anh", -1, type=int)

    def step(session: Session, post: Post) -> None:
        choose_picture(session, post, current_officer(), photo, revision, this_pack())

    return do_step(number, step, _("Đã chọn ảnh. Người thứ hai sẽ xem lại rồi duyệt."))


@blueprint.post("/<int:number>/gui-nguoi-theo-doi")
@staff(*APPROVERS)
def round_about(number: int) -> AnyResponse:
    confirmed = request.form.get("dong_y") == "1"
    step: Step = lambda session, post: send_round(session, post, current_officer(), confirmed, now())  # noqa: E731
    return do_step(number, step, _("Bài sẽ được gửi tới người theo dõi."))
