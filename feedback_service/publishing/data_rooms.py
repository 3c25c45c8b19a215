"""The rooms for programs rather than readers: feeds, open data, the widget, shared links, Open311."""

from flask import Blueprint


def data_rooms() -> list[Blueprint]:
    from feedback_service.publishing.views import feeds, open311, open_data, sharing, widget

    return [room.blueprint for room in (feeds, open311, open_data, sharing, widget)]
