"""The part of the pack's model that is words: texts, phrases, short forms. Pure; taken from pack/model.py."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """A text that the public reads, in Vietnamese and in English."""

    vi: str
    en: str


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A phrase as people write it. `without` names phrases whose presence takes this one's meaning away.

    `off` is the reason for which it was switched off, "" while it works; `off_since` the day.
    """

    phrase: str
    weight: float = 1.0
    without: tuple[str, ...] = ()
    accents: bool = False  # counts only where the writer typed the accents
    off: str = ""
    off_since: date | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What people type short (`ko`) and what it stands for (`không`). Written out before comparing."""

    short: str
    full: str
