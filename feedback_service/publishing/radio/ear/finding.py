"""What the check finds: where, which rule, and what could stand there instead."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner


class Rule(StrEnum):
    """Why a place is pointed at. Those in ERRORS keep a bulletin from being approved."""

    FIGURES = "figures"
    SHORT_FORM = "short_form"
    UNKNOWN_CAPITALS = "unknown_capitals"
    BRACKETS = "brackets"
    SLASH = "slash"
    WEB_ADDRESS = "web_address"
    TABLE = "table"
    SIGNS = "signs"
    CASE_CODE = "case_code"
    PERSON = "person"
    ENDLESS = "endless"
    EMPTY_PART = "empty_part"
    LONG_SENTENCE = "long_sentence"
    NO_SOUND = "no_sound"
    PASSIVE = "passive"
    SAME_START = "same_start"
    SAME_WORDS = "same_words"
    STIFF = "stiff"
    CANNOT_LOOK = "cannot_look"
    MANY_NUMBERS = "many_numbers"
    MANY_CLAUSES = "many_clauses"
    NO_END = "no_end"
    HEARD_ONCE = "heard_once"
    SHORT = "short"
    LONG = "long"
    CHANGED = "changed"


ERRORS = frozenset(
    {
        Rule.FIGURES, Rule.SHORT_FORM, Rule.UNKNOWN_CAPITALS, Rule.BRACKETS, Rule.SLASH, Rule.WEB_ADDRESS,
        Rule.TABLE, Rule.SIGNS, Rule.CASE_CODE, Rule.PERSON, Rule.ENDLESS, Rule.EMPTY_PART,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """`part`: the number of the part from 0, None for the whole. `instead`: "" if unknown."""

    rule: Rule
    part: int | None
    start: int = 0
    text: str = ""
    instead: str = ""

    @property
    def is_error(self) -> bool:
        return self.rule in ERRORS


@dataclass(frozen=True, slots=True)
class Ear:
    """What the check has to know of the commune. `private`: the pieces of a text that point at a person.

    `stiff`: ways of speaking that nobody uses, with what is said instead. `phones`: numbers in words, heard twice.
    """

    manner: Manner = PLAIN
    code_prefix: str = ""
    longest: int = 25
    private: Callable[[str], Iterable[str]] = lambda _text: ()
    stiff: Mapping[str, str] = field(default_factory=dict)
    phones: tuple[str, ...] = ()
    shortest_seconds: int = 300
    longest_seconds: int = 600


def blocks(findings: Iterable[Finding]) -> bool:
    return any(one.is_error for one in findings)
