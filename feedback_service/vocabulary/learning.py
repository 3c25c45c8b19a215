"""How routing learns."""

from enum import StrEnum


class ModelState(StrEnum):
    """What became of a trained model."""

    IN_FORCE = "in_force"
    EARLIER = "earlier"  # was in force; one can go back to it
    REFUSED = "refused"  # was no better than the one in force


class RehearsalState(StrEnum):
    """Where the rehearsal of a change is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SWITCHED_ON = "switched_on"
    DROPPED = "dropped"
    FAILED = "failed"
