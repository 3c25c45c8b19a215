"""The pack's phrases compiled once into a tree of words, so that a text of any length is read in one pass.

How a phrase is written in the pack (docs/routing.md):
`đèn đường`            these words, one after the other; typed without accents they are found too
`đèn|bóng`             either word; a `_` joins several words into one choice: `hư|không_sáng`
`đèn .. hư|hỏng`       both parts within eight words of each other, in either order
Words with accents disagree with a text that has other accents (`đường` and `dưỡng`), see rules_matching.
"""

import logging
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, product

from feedback_service.pack.model import Keyword, Pack
from feedback_service.routing.rules_words import (
    Abbreviations,
    accent_signature,
    phrase_words,
    same_spelling,
)

logger = logging.getLogger(__name__)

_MOST_FORMS = 64  # ways to write one phrase; more is a mistake in the pack
_BY_LENGTH = (0.0, 1.0, 1.15, 1.3, 1.4, 1.5)  # what a phrase of n words counts, times its weight


class About(StrEnum):
    """What finding a phrase speaks for."""

    TOPIC = "topic"
    KIND = "kind"
    SIGNAL = "signal"
    AREA = "area"
    CONTEXT = "context"  # nothing by itself: `without` and `all_of` ask for it


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A phrase of the pack. `number` is its place in the compiled lexicon, `rule` its address in the pack."""

    number: int
    rule: str
    about: About
    code: str
    phrase: str
    score: float
    parts: int = 1
    without: tuple[int, ...] = ()
    accents: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One way to write a phrase or a part of one, with the accents that the pack has."""

    entry: Entry
    marks: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Node:
    """A step in the tree: the words that may follow, and what ends here.

    `parts`: how many phrases of several parts have one here. `joined`: those of them that have their rarest part here,
    and are looked for when it is met.
    """

    after: dict[str, "Node"] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    parts: int = 0
    joined: "dict[int, Joined]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """A phrase of several parts: for each part the places in the tree where a way to write it ends."""

    entry: Entry
    parts: list[list[tuple[Node, Form]]]

    def rarest(self) -> list[tuple[Node, Form]]:
        return min(self.parts, key=lambda part: sum(node.parts for node, _ in part))


@dataclass(slots=True)
class Lexicon:
    """Everything routing knows from one pack, ready to be looked up.

    `broken`: rules that raised, with the kind of error. Routing goes on without them; intake raises an alarm.
    """

    root: Node = field(default_factory=Node)
    entries: list[Entry] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    contexts: dict[str, int] = field(default_factory=dict)
    abbreviations: Abbreviations = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    def add_safely(self, about: About, code: str, rule: str, keyword: Keyword) -> None:
        """A phrase that cannot be compiled takes nothing but itself away, and is remembered."""
        try:
            self.add(about, code, rule, keyword)
        except Exception as error:
            logger.exception("rule_broken", extra={"rule": rule})
            self.broken[rule] = type(error).__name__

    def add(self, about: About, code: str, rule: str, keyword: Keyword) -> None:
        without = tuple(self.context(phrase) for phrase in keyword.without)
        self._put(about, code, rule, keyword, without)

    def context(self, phrase: str) -> int:
        """The number of a phrase that counts for nothing by itself."""
        if phrase not in self.contexts:
            self.contexts[phrase] = self._put(About.CONTEXT, "", f"context:{phrase}", Keyword(phrase), ())
        return self.contexts[phrase]

    def _put(self, about: About, code: str, rule: str, keyword: Keyword, without: tuple[int, ...]) -> int:
        parts = [part for part in keyword.phrase.split("..") if part.strip()]
        longest = max((len(form) for form in self._forms(keyword.phrase.replace("..", " "))), default=1)
        score = keyword.weight * _BY_LENGTH[min(longest, len(_BY_LENGTH) - 1)]
        entry = Entry(
            len(self.entries), rule, about, code, keyword.phrase, score, len(parts), without, keyword.accents
        )
        self.entries.append(entry)
        hung = [
            [
                (self._node(words), Form(entry, tuple(map(accent_signature, words))))
                for words in self._forms(part)
                if words
            ]
            for part in parts
        ]
        if len(hung) == 1:
            for node, form in hung[0]:
                node.forms.append(form)
        elif hung and all(hung):
            self._join(Joined(entry, hung))
        return entry.number

    def _join(self, joined: Joined) -> None:
        self.joined.append(joined)
        for part in joined.parts:
            for node, _ in part:
                node.parts += 1

    def lay_out(self) -> None:
        """To be called when every phrase is in: which part is the rarest is known only then."""
        for joined in self.joined:
            for node, _ in joined.rarest():
                node.joined[joined.entry.number] = joined

    def _forms(self, part: str) -> Iterator[tuple[str, ...]]:
        """Every way to write a part: `đèn|bóng hư` is (đèn, hư) and (bóng, hư); abbreviations go."""
        words = [[choice.replace("_", " ") for choice in word.split("|")] for word in part.split()]
        for picked in islice(product(*words), _MOST_FORMS):
            yield phrase_words(" ".join(picked), self.abbreviations)

    def _node(self, words: tuple[str, ...]) -> Node:
        node = self.root
        for word in words:
            node = node.after.setdefault(same_spelling(word), Node())
        return node


_compiled: dict[int, tuple[weakref.ref[Pack], Lexicon]] = {}


def lexicon_of(pack: Pack) -> Lexicon:
    """The compiled lexicon of this very pack; compiled on first use and dropped together with the pack."""
    key = id(pack)
    kept = _compiled.get(key)
    if kept is not None and kept[0]() is pack:
        return kept[1]
    lexicon = compile_lexicon(pack)
    _compiled[key] = (weakref.ref(pack, lambda _: _compiled.pop(key, None)), lexicon)
    return lexicon


def compile_lexicon(pack: Pack) -> Lexicon:
    lexicon = Lexicon(abbreviations=_abbreviations(pack))
    for about, code, keywords in _keywords(pack):
        for place, keyword in enumerate(keywords):
            if not keyword.off:  # told by rehearsing/faults.py; its place in the list stays
                lexicon.add_safely(about, code, f"{about}:{code}#{place}", keyword)
    for signal in pack.signals:
        for phrase in signal.all_of:
            lexicon.context(phrase)
    lexicon.lay_out()
    return lexicon


def _keywords(pack: Pack) -> Iterator[tuple[About, str, tuple[Keyword, ...]]]:
    for topic in pack.topics:
        yield About.TOPIC, topic.code, topic.keywords
    for rule in pack.kinds:
        yield About.KIND, rule.kind.value, rule.cues
    for signal in pack.signals:
        yield About.SIGNAL, signal.code, signal.any_of
    for area in pack.areas:
        if not area.retired:
            yield About.AREA, area.code, tuple(map(Keyword, dict.fromkeys((area.name.vi, *area.aliases))))


def _abbreviations(pack: Pack) -> Abbreviations:
    return {item.short.casefold(): phrase_words(item.full, {}) for item in pack.abbreviations}
