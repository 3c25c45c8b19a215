"""Back to what an earlier version said, as a change that is judged like any other."""

from datetime import date

from feedback_service.pack.edits import EditDoesNotFit, edits_between
from feedback_service.pack.model import Pack
from feedback_service.pack.sections import SECTIONS
from feedback_service.pack.whole import new_faults
from feedback_service.settings.editing.drafting import NOTHING_CHANGED, Draft
from feedback_service.settings.editing.guards import Changed, guard
from feedback_service.settings.editing.saving import as_it_was
from feedback_service.settings.editing.wording import Errors, said


def back_to(earlier: Pack, pack: Pack, today: date) -> Draft:
    """`earlier` in everything that has boxes; phrases are gone back to by way of a rehearsal."""
    try:
        new = as_it_was(earlier, pack)
    except EditDoesNotFit:
        return Draft(pack, errors={"": [NOTHING_CHANGED]})
    errors: Errors = {}
    for fault in new_faults(pack, new, today):
        errors.setdefault("", []).append(said(fault.problem))
    for name in SECTIONS:
        for _, _, words in guard(Changed(pack, new, name, today)):
            errors.setdefault("", []).append(words)
    edits = edits_between(pack, new)
    if not edits and not errors:
        errors[""] = [NOTHING_CHANGED]
    return Draft(new, edits, errors)
