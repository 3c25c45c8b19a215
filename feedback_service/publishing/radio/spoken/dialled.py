"""Telephone numbers, figure by figure with a pause: 4-3-3, as people say them here."""

import re

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner
from feedback_service.publishing.radio.spoken.numbers import digits

_NUMBER = re.compile(
    r"(?<![\w.,/])(?:\(?(?:\+84|0)[\d .()-]{7,15}\d|1[89]00[ .]?\d{2,4}(?:[ .]?\d{2,3})?)(?![\w/])"
)
_SHORT = re.compile(
    r"(?P<cue>\b(?:[Gg]ọi|[Gg]ọi số|[Ss]ố|[Tt]ổng đài|[Đđ]ường dây nóng|[Nn]hánh|[Bb]ấm|[Đđ]ầu số))(?P<gap>\s+)"
    r"(?P<number>1\d{2,4})\b(?![.,/]\d)"
)
_LEAST, _MOST = 9, 11


def phone_words(written: str) -> str:
    """ "0262 300 0199": "không hai sáu hai, ba không không, không một chín chín"."""
    plain = re.sub(r"\D", "", written.replace("+84", "0", 1))
    return ", ".join(digits(group) for group in _groups(plain))


def say_phones(text: str, manner: Manner = PLAIN) -> str:
    text = _NUMBER.sub(_number, text)
    text = _SHORT.sub(lambda found: f"{found['cue']}{found['gap']}{digits(found['number'])}", text)
    if manner.dialled:
        known = "|".join(sorted(map(re.escape, manner.dialled), key=len, reverse=True))
        text = re.sub(rf"(?<![\w.,/])(?:{known})(?![\w/]|[.,]\d)", lambda found: phone_words(found[0]), text)
    return text


def _number(found: re.Match[str]) -> str:
    plain = re.sub(r"\D", "", found[0].replace("+84", "0", 1))
    if plain.startswith("0") and not _LEAST <= len(plain) <= _MOST:
        return found[0]
    return phone_words(found[0])


def _groups(plain: str) -> list[str]:
    if len(plain) <= 4:
        return [plain]
    if plain.startswith("1"):
        return [plain[:4], plain[4:]]
    return [group for group in (plain[:4], plain[4:7], plain[7:]) if group]
