"""What a pack's phrase can be written as, looked at before and beside the compiled lexicon. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod

from feedback_service.routing.rules_words import (
    Abbreviations,
    accent_signature,
    has_accents,
    phrase_words,
    same_spelling,
)

MOST_FORMS = 64  # as rules_lexicon compiles: further ones are cut off

Form = tuple[tuple[str, str], ...]
"""Words as (folded letters, accents)."""


def parts_of(phrase: str) -> list[str]:
    return [part.strip() for part in phrase.split("..")]


def has_an_empty_part(phrase: str) -> bool:
    """`.. hư`, `a||b`, `|`, or nothing but signs that no message is searched for."""
    return any(not part or any(_is_empty(word) for word in part.split()) for part in parts_of(phrase))


def _is_empty(word: str) -> bool:
    return any(not phrase_words(choice.replace("_", " "), {}) for choice in word.split("|"))


def forms_written(phrase: str) -> int:
    """The most ways in which one part of the phrase can be written."""
    return max(prod(len(word.split("|")) for word in part.split()) for part in parts_of(phrase))


def forms_of(part: str, abbreviations: Abbreviations) -> Iterator[Form]:
    words = [[choice.replace("_", " ") for choice in word.split("|")] for word in part.split()]
    for picked in islice(product(*words), MOST_FORMS):
        typed = phrase_words(" ".join(picked), abbreviations)
        yield tuple((same_spelling(word), accent_signature(word)) for word in typed)


@dataclass(slots=True)
class WordSense:
    """Compares what phrases say. Each text is taken apart once: lists of `without` repeat from phrase to phrase."""

    abbreviations: Abbreviations
    _apart: dict[str, list[Form]] = field(default_factory=dict)

    def always_holds(self, without: str, phrase: str) -> bool:
        """Whether every way to write some part of `phrase` says `without` too: it takes its own meaning away."""
        if ".." in without:
            return False
        takes = [form for form in self._forms(without) if form]
        return any(self._says_it(takes, self._forms(part)) for part in parts_of(phrase))

    def _says_it(self, takes: list[Form], forms: list[Form]) -> bool:
        return bool(forms) and all(any(_inside(taken, form) for taken in takes) for form in forms)

    def _forms(self, part: str) -> list[Form]:
        if part not in self._apart:
            self._apart[part] = list(forms_of(part, self.abbreviations))
        return self._apart[part]


def _inside(taken: Form, form: Form) -> bool:
    length = len(taken)
    return length <= len(form) and any(
        all(map(_says, taken, form[start : start + length]))
        for start in range(len(form) - length + 1)
        if form[start][0] == taken[0][0]
    )


def _says(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    return mine[0] == theirs[0] and (mine[1] == theirs[1] or not has_accents(mine[1]))
