"""The text that a machine reads, and how names sound for whoever reads the script. Pure."""

import unicodedata
from collections.abc import Sequence

from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.parts import Part, whole_text
from feedback_service.publishing.radio.spoken import pronounced
from feedback_service.publishing.radio.voice import manner_of


def for_machines(parts: Sequence[Part], pack: Pack) -> str:
    """UTF-8 in composed letters, names as they sound, a blank line between parts: for the station's machine."""
    return unicodedata.normalize("NFC", pronounced(whole_text(parts), manner_of(pack).sounds))


def sounds_in(parts: Sequence[Part], pack: Pack) -> list[tuple[str, str]]:
    """(name, how it sounds) of the names that stand in it."""
    text, found = whole_text(parts), []
    for name, sound in sorted(manner_of(pack).sounds.items(), key=lambda one: -len(one[0])):
        if pronounced(text, {name: ""}) != text:
            found.append((name, sound))
            text = pronounced(text, {name: ""})
    return sorted(found)
