"""E-mail addresses, also those that are spelt: `ten a cong gmail cham com`, `ten (at) gmail.com`."""

import re
from collections.abc import Iterator

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.reading import Reading

_AT = re.compile(r"\s?(?:@|[(\[](?:at|a|a cong)[)\]])\s?|\s(?:a cong|a coong|at)\s")
_DOT = r"(?:\s?\.\s?|\s?[(\[](?:dot|cham)[)\]]\s?|\s(?:cham|dot)\s)"
_HOST = re.compile(
    rf"[\w\-]{{1,63}}(?:{_DOT}(?:[\w\-]{{1,63}}{_DOT})?(?:com|vn|net|org|edu|gov|info|[a-z]{{2,6}}))(?:\.[a-z]{{2,6}})*\b"
)
_KNOWN_HOST = re.compile(r"(?:gmail|yahoo|hotmail|outlook|icloud)\b")
_LONGEST_LOCAL = 64
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._+-")


def mails(reading: Reading) -> Spans:
    low = reading.low
    for at in _AT.finditer(low):
        start = _local_start(low, at.start())
        host = _host(low, at.end(), at.group().strip() == "@")
        if start < at.start() and host:
            yield start, host.end()


def _host(low: str, start: int, sure: bool) -> re.Match[str] | None:
    """Where only words stand for the sign, the provider has to be one that people know or end in .com, .vn."""
    host = _HOST.match(low, start)
    if host is None or (not sure and not re.search(r"(?:com|vn|net|org)$", host.group())):
        return _KNOWN_HOST.match(low, start)
    return host


def _local_start(low: str, end: int) -> int:
    start = end
    for place in _backwards(low, end):
        if low[place] not in _LOCAL:
            break
        start = place
    return start + (low[start : start + 1] == ".")


def _backwards(low: str, end: int) -> Iterator[int]:
    return iter(range(end - 1, max(-1, end - 1 - _LONGEST_LOCAL), -1))
