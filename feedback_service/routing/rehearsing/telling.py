"""What `flask load-pack` and `flask doctor` say of changed and broken rules, in the English of the command line."""

from collections.abc import Iterator

from feedback_service.pack.model import Pack
from feedback_service.records import Rehearsal
from feedback_service.routing.rehearsing.changes import Op, from_document
from feedback_service.routing.rehearsing.faults import Broken, RuleFault, faults_of
from feedback_service.routing.rehearsing.reapplying import Loaded

MOST_LINES = 20

_SAID = {
    Broken.TOO_MANY_FORMS: "can be written in {about} ways, of which only the first 64 are looked for; split it",
    Broken.WITHOUT_ALWAYS: "says its own `without` “{about}”: it never counts",
    Broken.TWO_UNITS: "stands with the same weight in topic {about} of another unit: neither wins by it",
    Broken.EMPTY_PART: "has an empty part: it is never found",
    Broken.SIGNAL_UNKNOWN: "needs a signal or phrase that does not exist: {about}",
    Broken.NO_KEYWORDS: "has no phrase that works: no message is recognised by it",
    Broken.UNIT_GONE: "names the unit {about}, which is unknown or retired",
    Broken.RAISED: "raised {about} while matching: messages are routed without it",
    Broken.OFF: "is switched off since {since}: {about}",
}


def loaded_lines(loaded: Loaded) -> Iterator[str]:
    pack = loaded.pack
    if loaded.version is None:
        yield "The pack in force is this one already."
    else:
        yield f"Loaded {len(pack.units)} units, {len(pack.topics)} topics: version {loaded.version.id}."
    for row in loaded.kept:
        yield f"Kept from the screen: {change_said(row)}."
    for row in loaded.lost:
        yield f"Warning: no longer fits the files and was left out: {change_said(row)}."


def change_said(row: Rehearsal) -> str:
    change = from_document(row.change)
    what = {Op.UNIT: f"to unit {change.unit}", Op.THRESHOLD: f"to {change.threshold}"}.get(change.op, "")
    edited = ", ".join(f"{edit.section}[{edit.key}]" for edit in change.edits)
    named = " ".join(
        part for part in (edited or change.group, f"“{change.phrase}”" if change.phrase else "", what) if part
    )
    return f"#{row.id} {change.op.value} {named} ({row.reason})"


def fault_lines(pack: Pack) -> Iterator[str]:
    """Every rule that does no work, as a warning; what was switched off on purpose in one line."""
    faults = faults_of(pack)
    broken = [fault for fault in faults if not fault.wanted]
    for fault in broken[:MOST_LINES]:
        yield f"Warning: {fault_said(fault)}."
    if len(broken) > MOST_LINES:
        yield f"Warning: and {len(broken) - MOST_LINES} more rules that can do no work."
    if off := len(faults) - len(broken):
        yield f"Switched off, with a reason: {off} phrases."


def fault_said(fault: RuleFault) -> str:
    phrase = f" “{fault.phrase}”" if fault.phrase else ""
    about = fault.about or fault.phrase
    return f"{fault.group}{phrase} {_SAID[fault.broken].format(about=about, since=fault.since)}"
