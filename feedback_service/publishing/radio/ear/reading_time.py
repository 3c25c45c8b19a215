"""How long a text takes to read out, at the station's own speed.

Vietnamese announcers speak about 264 syllables a minute; loudspeakers outdoors echo, and 150 to 180 are understood.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from feedback_service.publishing.radio.ear.sentences import sentences, syllables


@dataclass(frozen=True, slots=True)
class Pace:
    """`speed` in syllables a minute; a rest after each sentence and each part, in tenths of a second."""

    speed: int = 165
    sentence_pause: int = 4
    part_pause: int = 15


def reading_seconds(parts: Iterable[str], pace: Pace) -> int:
    """Rounded to whole seconds."""
    texts = [text for text in parts if text.strip()]
    spoken = sum(map(syllables, texts)) * 60 / pace.speed
    rests = sum(len(sentences(text)) for text in texts) * pace.sentence_pause + len(texts) * pace.part_pause
    return round(spoken + rests / 10)
