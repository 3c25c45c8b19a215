"""CÔNG KHAI: the public text that a second person approves, and every page that the public reads."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.publishing.data_rooms import data_rooms
    from feedback_service.publishing.posting.views import blueprints as posting
    from feedback_service.publishing.radio.views import blueprints as radio
    from feedback_service.publishing.views import (
        area_map,
        commune,
        desk,  # noqa: F401  its pages are added to desk_page
        desk_corrections,  # noqa: F401
        desk_page,
        following,
        home,
        placements,
        plan_work,
        printing,
        questions,
        results,
        statistics,
        taken_back,
    )

    return [
        home.blueprint,
        results.blueprint,
        area_map.blueprint,
        questions.blueprint,
        following.blueprint,
        statistics.blueprint,
        taken_back.blueprint,
        commune.blueprint,
        desk_page.blueprint,
        printing.blueprint,
        placements.blueprint,
        plan_work.blueprint,
        *data_rooms(),
        *posting(),
        *radio(),
    ]
