"""BÁO CÁO: figures, by one set of functions for pages, feeds and reports. They read the kept figures.

registers/   the books that an inspector asks for, as of a day
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.reporting.views import registers

    return [registers.blueprint]
