"""The picture of a post: for everybody once the post is approved (platforms fetch it), for officers before."""

import io

from flask import Blueprint, Response, abort, send_file

from feedback_service.access import public, staff
from feedback_service.carrier.files import NoSuchFile
from feedback_service.carrier.files import open as open_file
from feedback_service.database import db
from feedback_service.publishing.posting.queries import find_post
from feedback_service.publishing.posting.views.posts import READERS
from feedback_service.records import Post
from feedback_service.vocabulary import PostState

blueprint = Blueprint("post_pictures", __name__)
_HIDDEN = (PostState.DRAFT, PostState.TAKEN_DOWN)


@blueprint.get("/bai-dang/<int:number>-<mark>.jpg")
@public
def shown(number: int, mark: str) -> Response:
    post = find_post(db.session(), number)
    if (
        post.state in _HIDDEN
        or post.take_down_at
        or len(mark) != 12
        or not post.photo_sha256.startswith(mark)
    ):
        abort(404)
    response = _picture(post, download=False)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/can-bo/bai-dang/<int:number>/anh.jpg")
@staff(*READERS)
def picture(number: int) -> Response:
    return _picture(find_post(db.session(), number), download=False)


def _picture(post: Post, download: bool) -> Response:
    try:
        with open_file(post.photo_sha256) as stream:
            data = stream.read()
    except NoSuchFile:
        abort(404)
    return send_file(
        io.BytesIO(data), "image/jpeg", download_name=f"bai-{post.id}.jpg", etag=post.photo_sha256
    )
