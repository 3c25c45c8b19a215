"""What can be heard and is hard to follow: long sentences, many numbers, words from papers. Warnings mostly."""

import re
from collections.abc import Iterator
from itertools import pairwise

from feedback_service.publishing.radio.ear.finding import Ear, Rule
from feedback_service.publishing.radio.ear.sentences import Sentence, numbers_in, sentences, syllables
from feedback_service.publishing.radio.ear.sounding import may_be_vietnamese

MOST_NUMBERS, MOST_CLAUSES = 3, 4
_ENDLESS = 1.6  # times the longest sentence: nobody has the breath
_PASSIVE = re.compile(r"\b(?:bị|được)\s+(?:[^\W\d_]+\s+){1,6}bởi\b", re.IGNORECASE)
_LOOK = re.compile(
    r"\b(?:(?:nêu|kể|nói|ghi) (?:ở )?trên|dưới đây|bên dưới|ở trên|như sau|kèm theo|đính kèm|bấm vào|nhấn vào"
    r"|quét mã|đường dẫn|đường link|xem (?:hình|bảng|trang|mục|phụ lục)|phụ lục|tại mục|khoản \w+ [Đđ]iều)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PAIRS_TO_HEAR = 3  # the same two words so often in one sentence


def hard_to_hear(text: str, ear: Ear) -> Iterator[tuple[Rule, int, str, str]]:
    """(rule, start, the place, what to say instead)."""
    before = ""
    for sentence in sentences(text):
        yield from _of_sentence(sentence, ear)
        start = _start(sentence)
        if before and start == before:
            yield Rule.SAME_START, sentence.start, sentence.text, ""
        before = start
    yield from _in_words(text, ear)


def _of_sentence(sentence: Sentence, ear: Ear) -> Iterator[tuple[Rule, int, str, str]]:
    at, text, length = sentence.start, sentence.text, sentence.syllables
    spoken_phone = any(phone in text for phone in ear.phones)
    if length > ear.longest * _ENDLESS and not spoken_phone:
        yield Rule.ENDLESS, at, text, ""
    elif length > ear.longest and not spoken_phone:
        yield Rule.LONG_SENTENCE, at, text, ""
    if numbers_in(_without_phones(text, ear)) > MOST_NUMBERS:
        yield Rule.MANY_NUMBERS, at, text, ""
    if _without_phones(text, ear).count(",") > MOST_CLAUSES:
        yield Rule.MANY_CLAUSES, at, text, ""
    if text[-1] not in ".!?…:;":
        yield Rule.NO_END, at, text, ""
    if twice := _said_again(text):
        yield Rule.SAME_WORDS, at, twice, ""


def _without_phones(text: str, ear: Ear) -> str:
    for phone in ear.phones:
        text = text.replace(phone, "")
    return text


def _start(sentence: Sentence) -> str:
    """The first three syllables: the same ones twice running sound like a list read out."""
    return " ".join(word.casefold() for word in _WORD.findall(sentence.text)[:3])


def _said_again(text: str) -> str:
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs = [f"{one} {other}" for one, other in pairwise(words) if not numbers_in(f"{one} {other}")]
    return next((pair for pair in pairs if pairs.count(pair) >= _PAIRS_TO_HEAR), "")


def _in_words(text: str, ear: Ear) -> Iterator[tuple[Rule, int, str, str]]:
    for found in _PASSIVE.finditer(text):
        yield Rule.PASSIVE, found.start(), found[0], ""
    for found in _LOOK.finditer(text):
        yield Rule.CANNOT_LOOK, found.start(), found[0], ""
    for stiff, plain in ear.stiff.items():
        for found in re.finditer(rf"(?<!\w){re.escape(stiff)}(?!\w)", text, re.IGNORECASE):
            yield Rule.STIFF, found.start(), found[0], plain
    yield from _unsounded(text, ear)


def _unsounded(text: str, ear: Ear) -> Iterator[tuple[Rule, int, str, str]]:
    """A name that is not Vietnamese and stands in no list: whoever reads aloud will guess."""
    hidden = text
    for form in sorted((*ear.manner.sounds, *ear.manner.expansions), key=len, reverse=True):
        hidden = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda found: " " * len(found[0]), hidden)
    seen: set[str] = set()
    for found in _WORD.finditer(hidden):
        word = found[0]
        if word in seen or may_be_vietnamese(word) or (word.isupper() and len(word) > 1):
            continue
        if syllables(word) and len(word) > 1:
            seen.add(word)
            yield Rule.NO_SOUND, found.start(), word, ""
