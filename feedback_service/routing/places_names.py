"""The names of a pack's places made ready to be recognised where they are typed otherwise. Compiled once a pack."""

import weakref
from dataclasses import dataclass, field

from feedback_service.pack.model import Pack
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_words import phrase_words, same_spelling


@dataclass(slots=True)
class Names:
    """`numbered`: by the word before the number, then by the number, codes. `spelt`: by the first word of a name
    ("thon", "xom", "duong"), the other words and the code.
    """

    numbered: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)
    spelt: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, words: tuple[str, ...], code: str) -> None:
        *before, last = words
        if not before:
            return
        if last.isdecimal():
            by_number = self.numbered.setdefault(before[-1], {})
            by_number[int(last)] = tuple(dict.fromkeys((*by_number.get(int(last), ()), code)))
        else:
            self.spelt.setdefault(words[0], []).append((words[1:], code))


_compiled: dict[int, tuple[weakref.ref[Pack], Names]] = {}


def names_of(pack: Pack) -> Names:
    """Of this very pack; made on first use and dropped together with it."""
    kept = _compiled.get(id(pack))
    if kept is not None and kept[0]() is pack:
        return kept[1]
    names, key = _compile(pack), id(pack)
    _compiled[key] = (weakref.ref(pack, lambda _: _compiled.pop(key, None)), names)
    return names


def _compile(pack: Pack) -> Names:
    """Only whole names, not the aliases that stand without "thôn" or "đường": a letter more or less makes those
    everyday words."""
    names, short = Names(), lexicon_of(pack).abbreviations
    for area in pack.areas:
        if not area.retired and not area.former:
            numbers = [alias for alias in area.aliases if alias[-1:].isdigit()]
            for name in dict.fromkeys((area.name.vi, *numbers)):
                words = tuple(map(same_spelling, phrase_words(name, short)))
                if words:
                    names.add(words, area.code)
    return names
