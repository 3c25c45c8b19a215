"""What is wrong with a change, field by field, before anything is tried. Pure; the words stand in the settings."""

from collections.abc import Mapping
from enum import StrEnum

from feedback_service.pack.model import Pack
from feedback_service.routing.rehearsing.changes import Change, Op
from feedback_service.routing.rehearsing.filler_words import FILLER
from feedback_service.routing.rehearsing.forms import (
    MOST_FORMS,
    WordSense,
    forms_written,
    has_an_empty_part,
)
from feedback_service.routing.rehearsing.groups import find_group, same_phrase
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_syllables import is_everyday

HEAVIEST = 5.0
LONGEST = 200


class Problem(StrEnum):
    NOTHING_WRITTEN = "nothing_written"
    TOO_LONG = "too_long"
    EMPTY_PART = "empty_part"
    TOO_MANY_FORMS = "too_many_forms"
    ONLY_EVERYDAY = "only_everyday"
    THERE_ALREADY = "there_already"
    NOT_THERE = "not_there"
    AS_IT_IS = "as_it_is"
    WITHOUT_ALWAYS = "without_always"
    BAD_WEIGHT = "bad_weight"
    NO_SUCH_UNIT = "no_such_unit"
    OUT_OF_RANGE = "out_of_range"
    REASON_MISSING = "reason_missing"


Problems = Mapping[str, Problem]
"""By field: phrase, weight, without, unit, threshold, reason."""


def problems_of(change: Change, reason: str, pack: Pack) -> Problems:
    """Empty where the change can be tried."""
    found = {"reason": Problem.REASON_MISSING} if not reason.strip() else {}
    match change.op:
        case Op.ADD:
            return {**_of_new_phrase(change, pack), **found}
        case Op.REMOVE | Op.OFF | Op.ON:
            return {**_of_known_phrase(change, pack), **found}
        case Op.UNIT:
            return {**_of_unit(change, pack), **found}
        case Op.THRESHOLD:
            return {**_of_threshold(change, pack), **found}
        case _:
            return found


def _of_new_phrase(change: Change, pack: Pack) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    problem = _of_phrase(change.phrase) or _of_place(change, pack)
    if problem:
        found["phrase"] = problem
    if not 0 < change.weight <= HEAVIEST:
        found["weight"] = Problem.BAD_WEIGHT
    problem = _of_without(change, pack)
    if problem:
        found["without"] = problem
    return found


def _of_phrase(phrase: str) -> Problem | None:
    if not phrase.strip():
        return Problem.NOTHING_WRITTEN
    if len(phrase) > LONGEST:
        return Problem.TOO_LONG
    if has_an_empty_part(phrase):
        return Problem.EMPTY_PART
    if forms_written(phrase) > MOST_FORMS:
        return Problem.TOO_MANY_FORMS
    return Problem.ONLY_EVERYDAY if _says_nothing(phrase) else None


def _says_nothing(phrase: str) -> bool:
    """One everyday syllable alone, or a way to write it that is made of filler only."""
    words = phrase.casefold().replace("..", " ").split()
    choices = [[choice.replace("_", " ").split() for choice in word.split("|")] for word in words]
    if len(words) == 1 and any(len(choice) == 1 and is_everyday(choice[0]) for choice in choices[0]):
        return True
    return all(any(set(choice) <= FILLER for choice in word) for word in choices)


def _of_place(change: Change, pack: Pack) -> Problem | None:
    group = find_group(pack, change.group)
    if group is None:
        return Problem.NOT_THERE
    known = any(same_phrase(keyword.phrase, change.phrase) for keyword in group.keywords)
    return Problem.THERE_ALREADY if known else None


def _of_without(change: Change, pack: Pack) -> Problem | None:
    if any(has_an_empty_part(phrase) for phrase in change.without):
        return Problem.EMPTY_PART
    if any(forms_written(phrase) > MOST_FORMS for phrase in change.without):
        return Problem.TOO_MANY_FORMS
    sense = WordSense(lexicon_of(pack).abbreviations)
    if any(sense.always_holds(phrase, change.phrase) for phrase in change.without):
        return Problem.WITHOUT_ALWAYS
    return None


def _of_known_phrase(change: Change, pack: Pack) -> dict[str, Problem]:
    group = find_group(pack, change.group)
    keywords = group.keywords if group else ()
    known = [keyword for keyword in keywords if same_phrase(keyword.phrase, change.phrase)]
    if not known:
        return {"phrase": Problem.NOT_THERE}
    idle = change.op is not Op.REMOVE and all(bool(word.off) == (change.op is Op.OFF) for word in known)
    return {"phrase": Problem.AS_IT_IS} if idle else {}


def _of_unit(change: Change, pack: Pack) -> dict[str, Problem]:
    topic = pack.topic_by_code.get(change.group.partition(":")[2])
    unit = pack.unit_by_code.get(change.unit)
    if topic is None or unit is None or unit.retired:
        return {"unit": Problem.NO_SUCH_UNIT}
    return {"unit": Problem.AS_IT_IS} if topic.unit == unit.code else {}


def _of_threshold(change: Change, pack: Pack) -> dict[str, Problem]:
    if not 0 <= change.threshold <= 1:  # also where it is no number at all
        return {"threshold": Problem.OUT_OF_RANGE}
    return {"threshold": Problem.AS_IT_IS} if change.threshold == pack.triage_threshold else {}
