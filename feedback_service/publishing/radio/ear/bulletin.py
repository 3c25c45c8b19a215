"""The whole check: each part by itself, people in it, and the bulletin as one hears it from end to end."""

from collections.abc import Iterator, Sequence

from feedback_service.publishing.radio.ear.finding import Ear, Finding, Rule
from feedback_service.publishing.radio.ear.hard_to_hear import hard_to_hear
from feedback_service.publishing.radio.ear.reading_time import Pace, reading_seconds
from feedback_service.publishing.radio.ear.seen_only import seen_only


def check_bulletin(parts: Sequence[str], ear: Ear, pace: Pace) -> list[Finding]:
    """In the order of the text, the errors of a part before its warnings; what is of no part comes last."""
    found = [finding for number, text in enumerate(parts) for finding in check_part(number, text, ear)]
    return [*found, *_of_the_whole(parts, ear, pace)]


def check_part(number: int, text: str, ear: Ear) -> list[Finding]:
    if not text.strip():
        return [Finding(Rule.EMPTY_PART, number)]
    found = [
        Finding(one, number, start, words, instead) for one, start, words, instead in seen_only(text, ear)
    ]
    found += _people(number, text, ear)
    heard = [
        Finding(one, number, start, words, instead) for one, start, words, instead in hard_to_hear(text, ear)
    ]
    found += [one for one in heard if one.rule != Rule.NO_SOUND or not _inside(one, found)]
    return sorted(found, key=lambda one: (not one.is_error, one.start))


def _inside(one: Finding, others: Sequence[Finding]) -> bool:
    return any(other.start <= one.start < other.start + len(other.text) for other in others)


def _people(number: int, text: str, ear: Ear) -> Iterator[Finding]:
    for words in dict.fromkeys(ear.private(text)):
        yield Finding(Rule.PERSON, number, max(text.find(words), 0), words)


def _of_the_whole(parts: Sequence[str], ear: Ear, pace: Pace) -> Iterator[Finding]:
    whole = "\n".join(parts)
    for phone in ear.phones:
        if whole.count(phone) == 1:
            yield Finding(Rule.HEARD_ONCE, None, 0, phone)
    seconds = reading_seconds(parts, pace)
    if seconds < ear.shortest_seconds:
        yield Finding(Rule.SHORT, None)
    elif seconds > ear.longest_seconds:
        yield Finding(Rule.LONG, None)
