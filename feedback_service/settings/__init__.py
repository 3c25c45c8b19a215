"""The installation and the commune as the administrator sees them. No case is read here.

unverified   what of the pack nobody has confirmed yet, counted
pack_pages   the pack in force, section by section, and its history
outgoing     messages that went out, without whom to
gateways     whether each way for texts lives, and the ledger of what came by it
health       what the installation stands on
api_keys     keys of those who send by Open311
duty         the phones that are woken by danger
routing      the rules by which messages find their unit, changed by way of a rehearsal
models       what routing has learned here: which model is in force, and going back
editing      the pack changed on screen: every section in the same way, with versions
officers     who works here: added, closed
idle         accounts that nobody uses are locked
reviews      twice a year: who still needs to get in
handover     what an officer has in his hands, passed to others; his departure
rights       what is held about a person: shown, corrected, handed out, erased (rooms of clerks and leaders)
retention    how long words stay, and their going
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.settings.views import (
        api_keys,
        duty,
        editing,
        gateways,
        handover,
        models,
        officers,
        outgoing,
        overview,
        pack,
        retention,
        reviews,
        rights,
        routing,
        routing_changes,
        versions,
    )

    rooms = (
        overview,
        editing,
        versions,
        pack,
        outgoing,
        officers,
        reviews,
        gateways,
        duty,
        api_keys,
        routing,
        routing_changes,
        models,
        rights,
        retention,
        handover,
    )
    return [room.blueprint for room in rooms]
