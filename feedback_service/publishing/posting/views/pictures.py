"""The picture of a post: for everybody once the post is approved (platforms fetch it), for officers before."""

import io

from flask import Blueprint, Response, abort, send_file
from sqlalchemy.orm import Session

from feedback_service.access import public, staff
from feedback_service.carrier.files import NoSuchFile
from feedback_service.carrier.files import open as open_file
from feedback_service.database import db
from feedback_service.pack.current import this_pack
from feedback_service.publishing.posting.pictures import may_be_shown
from feedback_service.publishing.posting.queries import find_post
from feedback_service.publishing.posting.standing import all_public
from feedback_service.publishing.posting.views.posts import READERS
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

blueprint = Blueprint("post_pictures", __name__)
_HIDDEN = (PostState.DRAFT, PostState.TAKEN_DOWN)


@blueprint.get("/bai-dang/<int:number>-<mark>.jpg")
@public
def shown(number: int, mark: str) -> Response:
    session = db.session()
    post = find_post(session, number)
    if len(mark) != 12 or not post.photo_sha256.startswith(mark) or not _is_public(session, post):
        abort(404)
    response = _picture(post)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/can-bo/bai-dang/<int:number>/anh.jpg")
@staff(*READERS)
def picture(number: int) -> Response:
    return _picture(find_post(db.session(), number))


def _is_public(session: Session, post: Post) -> bool:
    """A text or a photo that was taken back is gone here too, before the worker has come round."""
    approved = post.state not in _HIDDEN and post.take_down_at is None
    return approved and all_public(session, post, this_pack()) and may_be_shown(session, post)


def _picture(post: Post) -> Response:
    try:
        with open_file(post.photo_sha256) as stream:
            data = stream.read()
    except NoSuchFile:
        abort(404)
    return send_file(
        io.BytesIO(data), "image/jpeg", download_name=f"bai-{post.id}.jpg", etag=post.photo_sha256
    )
