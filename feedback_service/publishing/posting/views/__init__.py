"""HTTP of posts: the list, one post, its picture, and what connects us to the platforms."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.publishing.posting.views import (
        afterwards,  # noqa: F401  adds to the posts
        connections,
        pictures,
        posts,
    )

    return [posts.blueprint, pictures.blueprint, connections.blueprint]
