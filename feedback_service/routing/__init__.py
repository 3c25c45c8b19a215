"""2 PHÂN LOẠI: which kind, which topic, which unit, how urgent, and why.

`proposing.propose` is the seam: a pure function from a text and a pack to a `Proposal`. An officer fixes it.
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.routing.views import alike, bulk, desk, secrecy  # noqa: F401  bulk adds to desk's

    return [desk.blueprint, alike.blueprint, secrecy.blueprint]
