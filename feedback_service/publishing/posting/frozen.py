"""What of a post its approver froze, and the key under which one text stands once on a platform. Pure."""

import hashlib
import json

from feedback_service.records import Post


def content_hash(post: Post) -> str:
    """Of all that the platform will show."""
    shown = (post.form, post.title, lead_of(post), author_of(post), post.text, post.photo_sha256, post.key)
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def key_of(medium: str, form: str, path: str) -> str:
    """One post of a form for one address on one medium."""
    return f"{medium}:{form}:{path}"[:200]


def path_of_key(key: str) -> str:
    return key.split(":", 2)[-1].partition("#")[0]


def lead_of(post: Post) -> str:
    return str(post.about.get("lead", ""))


def author_of(post: Post) -> str:
    return str(post.about.get("author", ""))
