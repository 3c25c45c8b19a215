"""A post as its platform is to have it."""

from flask import current_app

from feedback_service.carrier.files import NoSuchFile
from feedback_service.carrier.files import open as open_file
from feedback_service.carrier.platforms import Writing
from feedback_service.config import Config
from feedback_service.publishing.posting.frozen import author_of, lead_of, path_of_key
from feedback_service.records import Post


def writing_of(post: Post) -> Writing:
    config: Config = current_app.config["SERVICE"]
    path = path_of_key(post.key)
    return Writing(
        form=post.form,
        title=post.title,
        lead=lead_of(post),
        author=author_of(post),
        text=post.text,
        address=config.public_base_url + path,
        path=path,
        begun_at=post.approved_at or post.made_at,
        picture_url=config.public_base_url + picture_path(post) if post.photo_sha256 else "",
        picture=_picture(post.photo_sha256),
        remote_id=post.remote_id,
        remote_token=post.remote_token,
        article_id=str(post.about.get("article", "")),
    )


def picture_path(post: Post) -> str:
    """Public once the post is approved: a platform fetches it from here."""
    return f"/bai-dang/{post.id}-{post.photo_sha256[:12]}.jpg"


def _picture(sha256: str) -> bytes:
    """Lost: the post goes without it."""
    if not sha256:
        return b""
    try:
        with open_file(sha256) as stream:
            return stream.read()
    except NoSuchFile:
        return b""
