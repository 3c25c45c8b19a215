"""The radio's pages: the room of those who write and approve, and the bulletins as everybody may read them."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.publishing.radio.views import (
        aired,  # noqa: F401  adds to the room
        parcel,  # noqa: F401  adds to the room
        public,
        room,
        sounds,  # noqa: F401  adds to the room
    )

    return [room.blueprint, public.blueprint]
