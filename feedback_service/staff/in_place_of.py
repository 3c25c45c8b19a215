"""For whom a deputy acts at this moment: kept with the officer of the request, told by the events."""

from feedback_service.staff.permissions import Action, Matter, Person, may_himself
from feedback_service.staff.standing_in import acting_for

_FOR = "acts_now_for"


def note_in_whose_place(officer: Person, action: Action, case: Matter) -> None:
    """The absent colleague who has the case in hand; else one whose role allows what the own one does not."""
    absent = acting_for(officer)
    if not absent:
        return
    holding = [one.name for one in absent if one.id == case.assigned_to]
    lending = [one.name for one in absent if may_himself(one, action, case)]
    himself = may_himself(officer, action, case)
    vars(officer)[_FOR] = next(iter(holding or ([] if himself else lending)), "")


def in_whose_place(officer: object) -> dict[str, str]:
    """Details for the event; nothing where the officer acts for himself."""
    name = getattr(officer, _FOR, "")
    return {"in_place_of": name} if name else {}
