"""The pack's groups of phrases: a topic's keywords, a kind's cues, a signal's words, each under one address. Pure.

An address is what stands before `#` in a proposal's reason: `topic:den-duong`, `kind:to_cao`, `signal:chay`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feedback_service.folding import fold
from feedback_service.pack.model import Keyword, Pack, Text

TOPIC, KIND, SIGNAL = "topic", "kind", "signal"


@dataclass(frozen=True, slots=True)
class Group:
    """`about` is one of topic, kind, signal."""

    about: str
    code: str
    name: Text
    keywords: tuple[Keyword, ...]

    @property
    def address(self) -> str:
        return f"{self.about}:{self.code}"


def every_group(pack: Pack) -> Iterator[Group]:
    """Topics, then kinds, then signals, in the pack's order."""
    for topic in pack.topics:
        yield Group(TOPIC, topic.code, topic.name, topic.keywords)
    for rule in pack.kinds:
        yield Group(KIND, rule.kind.value, rule.name, rule.cues)
    for signal in pack.signals:
        yield Group(SIGNAL, signal.code, signal.name, signal.any_of)


def find_group(pack: Pack, address: str) -> Group | None:
    about, _, code = address.partition(":")
    return next((group for group in every_group(pack) if (group.about, group.code) == (about, code)), None)


def with_keywords(pack: Pack, address: str, change: Callable[[Keyword], Keyword | None]) -> Pack:
    """The pack with every keyword of one group put through `change`; None takes it out."""

    def changed(keywords: Sequence[Keyword]) -> tuple[Keyword, ...]:
        return tuple(new for keyword in keywords if (new := change(keyword)) is not None)

    return _rewritten(pack, address, changed)


def with_one_more(pack: Pack, address: str, keyword: Keyword) -> Pack:
    """At the end, so that the places of the others stay what they are."""
    return _rewritten(pack, address, lambda keywords: (*keywords, keyword))


def _rewritten(
    pack: Pack, address: str, changed: Callable[[tuple[Keyword, ...]], tuple[Keyword, ...]]
) -> Pack:
    about, _, code = address.partition(":")
    name, field, key = _WHERE[about]
    entries = (
        replace(entry, **{field: changed(getattr(entry, field))}) if getattr(entry, key) == code else entry
        for entry in getattr(pack, name)
    )
    rewritten: dict[str, Any] = {name: tuple(entries)}
    return replace(pack, **rewritten)


_WHERE = {
    TOPIC: ("topics", "keywords", "code"),
    KIND: ("kinds", "cues", "kind"),
    SIGNAL: ("signals", "any_of", "code"),
}


def same_phrase(one: str, other: str) -> bool:
    """Written the same but for case and blanks. Accents make another phrase."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def knowing(pack: Pack, words: str) -> list[tuple[Group, Keyword]]:
    """Which rules know these words: phrases that hold them, accents or not; at most a hundred."""
    wanted = fold(" ".join(words.split()))
    if not wanted:
        return []
    found = (
        (group, keyword)
        for group in every_group(pack)
        for keyword in group.keywords
        if wanted in fold(keyword.phrase.replace("_", " "))
    )
    return [pair for pair, _ in zip(found, range(100), strict=False)]
