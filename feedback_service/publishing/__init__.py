"""CÔNG KHAI: the public text that a second person approves, and every page that the public reads."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.publishing.data_rooms import data_rooms
    from feedback_service.publishing.views import commune, desk, following, home, results, statistics

    return [
        home.blueprint,
        results.blueprint,
        following.blueprint,
        statistics.blueprint,
        commune.blueprint,
        desk.blueprint,
        *data_rooms(),
    ]
