"""What can be changed of the rules on screen, as a small document, and the pack with the change in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from feedback_service.clock import now
from feedback_service.pack import edits as edits_module
from feedback_service.pack.edits import Edit
from feedback_service.pack.model import Keyword, Pack
from feedback_service.routing.rehearsing.groups import find_group, same_phrase, with_keywords, with_one_more


class Op(StrEnum):
    """What is done. MEASURE changes nothing: the rules in force are measured as they are. EDIT was made in the boxes
    of the settings, where no rehearsal is needed; it stands among the changes so that new files get it on top too.
    """

    ADD = "add"
    REMOVE = "remove"
    OFF = "off"
    ON = "on"
    UNIT = "unit"
    THRESHOLD = "threshold"
    BACK = "back"
    MEASURE = "measure"
    EDIT = "edit"


class ChangeDoesNotFit(Exception):
    """What the change is about is not there (any more): the group, the phrase, the unit, the version."""


@dataclass(frozen=True, slots=True)
class Change:
    """`group` is an address (groups.py). `without`, `weight` and `accents` belong to ADD; `reason` and `since` (ISO
    day) to OFF; `unit` to UNIT, of the topic in `group`; `version` to BACK; `edits` to EDIT.
    """

    op: Op
    group: str = ""
    phrase: str = ""
    weight: float = 1.0
    without: tuple[str, ...] = ()
    accents: bool = False
    reason: str = ""
    since: str = ""
    unit: str = ""
    threshold: float = 0.0
    version: int = 0
    edits: tuple[Edit, ...] = ()


def as_document(change: Change) -> dict[str, Any]:
    """What stands at its default is left out."""
    defaults = {one.name: one.default for one in fields(Change)}
    document = {name: value for name, value in asdict(change).items() if value != defaults[name]}
    return {**document, "op": change.op.value, **_listed(change)}


def _listed(change: Change) -> dict[str, Any]:
    without = {"without": list(change.without)} if change.without else {}
    edits = {"edits": [edits_module.as_document(edit) for edit in change.edits]} if change.edits else {}
    return {**without, **edits}


def from_document(document: Mapping[str, Any]) -> Change:
    known = {one.name for one in fields(Change)}
    given = {name: value for name, value in document.items() if name in known}
    edits = tuple(edits_module.from_document(one) for one in given.get("edits", ()))
    listed = {"without": tuple(given.get("without", ())), "edits": edits}
    return Change(**{**given, **listed, "op": Op(given["op"])})


def apply_change(change: Change, pack: Pack) -> Pack:
    """The pack with the change in it, its version as it was. Raises ChangeDoesNotFit; BACK is not done here."""
    match change.op:
        case Op.MEASURE:
            return pack
        case Op.THRESHOLD:
            return replace(pack, triage_threshold=change.threshold)
        case Op.UNIT:
            return _moved(change, pack)
        case Op.ADD:
            return _added(change, pack)
        case Op.REMOVE | Op.OFF | Op.ON:
            return _turned(change, pack)
        case Op.EDIT:
            return _edited(change, pack)
        case _:
            raise ChangeDoesNotFit


def _edited(change: Change, pack: Pack) -> Pack:
    try:
        return edits_module.apply_edits(change.edits, pack, now().date())
    except edits_module.EditDoesNotFit as conflict:
        raise ChangeDoesNotFit from conflict


def _moved(change: Change, pack: Pack) -> Pack:
    code = change.group.partition(":")[2]
    unit = pack.unit_by_code.get(change.unit)
    if code not in pack.topic_by_code or unit is None or unit.retired:
        raise ChangeDoesNotFit
    topics = (replace(topic, unit=unit.code) if topic.code == code else topic for topic in pack.topics)
    return replace(pack, topics=tuple(topics))


def _added(change: Change, pack: Pack) -> Pack:
    group = find_group(pack, change.group)
    if group is None or any(same_phrase(keyword.phrase, change.phrase) for keyword in group.keywords):
        raise ChangeDoesNotFit
    keyword = Keyword(change.phrase, change.weight, change.without, change.accents)
    return with_one_more(pack, change.group, keyword)


def _turned(change: Change, pack: Pack) -> Pack:
    group = find_group(pack, change.group)
    if group is None or not any(same_phrase(keyword.phrase, change.phrase) for keyword in group.keywords):
        raise ChangeDoesNotFit

    def turned(keyword: Keyword) -> Keyword | None:
        if not same_phrase(keyword.phrase, change.phrase):
            return keyword
        if change.op is Op.REMOVE:
            return None
        if change.op is Op.ON:
            return replace(keyword, off="", off_since=None)
        return replace(keyword, off=change.reason, off_since=date.fromisoformat(change.since))

    return with_keywords(pack, change.group, turned)
