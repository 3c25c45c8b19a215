"""The installation and the commune as the administrator sees them. No case is read here.

unverified   what of the pack nobody has confirmed yet, counted
pack_pages   the pack in force, section by section, and its history
outgoing     messages that went out, without whom to
health       what the installation stands on
officers     who works here: added, closed
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.settings.views import officers, outgoing, overview, pack

    return [overview.blueprint, pack.blueprint, outgoing.blueprint, officers.blueprint]
