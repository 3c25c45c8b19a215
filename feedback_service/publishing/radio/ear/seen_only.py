"""What the eye reads and the ear does not: figures, signs, short forms, brackets, addresses of pages. All errors."""

import re
from collections.abc import Iterator

from feedback_service.publishing.radio.ear.finding import Ear, Rule
from feedback_service.publishing.radio.spoken import say

_WEB = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<!\w)[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|example|gov)\b\S*"
)
_TABLE = re.compile(r"^[ \t]*(?:[-–•*+]|\d+[.)]|[a-zđ]\))[ \t]+.*|.*(?:\t|\|).*", re.MULTILINE)
_BRACKETS = re.compile(r"\([^()\n]*\)|\[[^\]\n]*\]|\{[^}\n]*\}|[()\[\]{}]")
_FIGURES = re.compile(r"[\w.,:/%-]*\d(?:[\w.,:/%-]*[\w%])?")
_SLASH = re.compile(r"[^\W\d]+/[^\W\d]+|/")
_CAPITALS = re.compile(r"(?<!\w)(?=[^\W\d_]*[^\W\d_])(?:[^\W\d_]+(?:[&-][^\W\d_]+)*)(?!\w)")
_SIGNS = re.compile(r"[%&+=<>#@*_°~$^≥≤±×²³|\\]")


def seen_only(text: str, ear: Ear) -> Iterator[tuple[Rule, int, str, str]]:
    """(rule, start, the place, what to say instead). A place is told once, by what it is first."""
    taken: list[range] = []
    for rule, found in _places(text, ear):
        here = range(found.start(), found.end())
        if any(here.start < other.stop and other.start < here.stop for other in taken):
            continue
        taken.append(here)
        yield rule, here.start, found[0].strip(), _instead(rule, found[0], text, ear)


def _places(text: str, ear: Ear) -> Iterator[tuple[Rule, re.Match[str]]]:
    if ear.code_prefix:
        code = rf"\b{re.escape(ear.code_prefix)}[- ]?[A-Z0-9]{{4,8}}\b"
        yield from _each(Rule.CASE_CODE, re.compile(code, re.IGNORECASE), text, _has_figure_or_dash)
    yield from _each(Rule.WEB_ADDRESS, _WEB, text)
    yield from _each(Rule.TABLE, _TABLE, text)
    yield from _each(Rule.BRACKETS, _BRACKETS, text)
    yield from _each(Rule.FIGURES, _FIGURES, text)
    known = "|".join(re.escape(form) for form in ear.manner.expansions if _is_written_short(form))
    if known:
        yield from _each(Rule.SHORT_FORM, re.compile(rf"(?<!\w)(?:{known})(?!\w)"), text)
    yield from _each(Rule.SLASH, _SLASH, text)
    yield from _each(Rule.UNKNOWN_CAPITALS, _CAPITALS, text, lambda word: len(word) > 1 and word.isupper())
    yield from _each(Rule.SIGNS, _SIGNS, text)


def _each(
    rule: Rule, pattern: re.Pattern[str], text: str, wanted: object = None
) -> Iterator[tuple[Rule, re.Match[str]]]:
    for found in pattern.finditer(text):
        if not callable(wanted) or wanted(found[0]):
            yield rule, found


def _has_figure_or_dash(word: str) -> bool:
    return "-" in word or any(one.isdigit() for one in word)


def _is_written_short(form: str) -> bool:
    return any(one.isupper() for one in form) or not form.isalpha()


def _instead(rule: Rule, place: str, text: str, ear: Ear) -> str:
    if rule in (Rule.FIGURES, Rule.SHORT_FORM, Rule.SLASH):
        said = say(place, ear.manner)
        return said if said != place else ""
    if rule == Rule.BRACKETS and len(place) > 2 and place[0] == "(":
        return f", {place[1:-1].strip()},"
    return ""
