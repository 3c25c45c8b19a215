"""BÁO CÁO: figures, by one set of functions for pages, feeds and reports. They read the kept figures.

registers/   the books that an inspector asks for, as of a day
periods/     the reports of the plan: figures as of a past day, collected, composed, signed
indices/     raw counts that indices of others ask for
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.reporting.views import behind, indices, registers

    # The units' pages and the cases behind a table stand on the blueprint of the reports.
    return [registers.blueprint, behind.blueprint, indices.blueprint]
