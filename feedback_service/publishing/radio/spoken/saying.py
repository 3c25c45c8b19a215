"""The whole text, in the order in which one reading would spoil the next: papers, phones, days, hours, amounts."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from feedback_service.publishing.radio.spoken.amounts import say_amounts, say_rest
from feedback_service.publishing.radio.spoken.days import say_days, say_hours
from feedback_service.publishing.radio.spoken.dialled import say_phones
from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner
from feedback_service.publishing.radio.spoken.papers import say_papers

_ROUND_THE_CLOCK = re.compile(r"(?<!\d)24/(?:24|7)(?:h|\s?giờ)?(?!\d)")
_AND = re.compile(r"\s+&\s+")
_ABOUT = re.compile(r"~\s?(?=\d)")
_HOURS_RUN = re.compile(r"(?<=\d)([h:g]\d{0,2})\s?[-–]\s?(?=\d{1,2}[h:g])")
_QUOTES = str.maketrans("", "", '“”"«»')


def say(text: str, manner: Manner = PLAIN) -> str:
    """Figures, signs and known short forms as words. What is not understood stays: it is never guessed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_QUOTES)
    text = _AND.sub(" và ", _ABOUT.sub("khoảng ", text))
    text = _ROUND_THE_CLOCK.sub("cả ngày đêm", text)
    text = say_papers(text, manner)
    text = expanded(text, manner.expansions)
    text = say_phones(text, manner)
    text = say_hours(_HOURS_RUN.sub(r"\1 đến ", text), manner)
    text = say_days(text, manner)
    text = say_rest(say_amounts(text, manner), manner)
    return re.sub(r"[ \t]+", " ", text).strip()


def expanded(text: str, forms: Mapping[str, str]) -> str:
    """Short forms written out, also where a number follows at once: QL26."""
    if not forms:
        return text
    return _any_of(tuple(forms), tail=r"(?![^\W\d_])").sub(
        lambda found: forms[found[0]] + (" " if text[found.end() : found.end() + 1].isdigit() else ""), text
    )


def pronounced(text: str, sounds: Mapping[str, str]) -> str:
    """Names as they sound, for a machine that reads aloud; people read the name itself."""
    return (
        _any_of(tuple(sounds), tail=r"(?!\w)").sub(lambda found: sounds[found[0]], text) if sounds else text
    )


@lru_cache(maxsize=8)
def _any_of(forms: tuple[str, ...], tail: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))}){tail}")
