"""House addresses: `số nhà 12 đường Trần Phú`, `số 5 thôn 3`, `thôn 3, số 5`, `12/4 Trần Phú`, accents or not.

A street or a thôn alone is no address: it tells nobody's door. Neither is the number of a bridge or a pump.
"""

import re
from collections.abc import Iterator

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.reading import Reading
from feedback_service.routing.personal_data.streets import STREETS

_DOOR = r"[a-z]?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,4}(?![\w.,]?[0-9])(?!\w)"
_HAMLET = r"(?:thon|buon|xom|ap|tdp|to dan pho|khoi(?: pho)?|to)"
_ROAD = r"(?:duong|pho|hem|ngo|ngach|kiet|quoc lo|ql|tinh lo|tl)"
_NUMBER_WORD = r"(?:so nha|nha so|so|nha|sn)"
_TO_HAMLET = (
    rf"(?:[ ,]{{1,3}}{_ROAD} [0-9]{{1,3}})?(?:[ ,]{{1,3}}to [0-9]{{1,2}})?"
    rf"[ ,]{{1,3}}(?:o )?{_HAMLET} (?:[0-9]{{1,2}}\b)?"
)

_HOUSE = re.compile(
    rf"\b(?:so nha|nha so|sn)[ :.]{{0,2}}(?:so )?{_DOOR}(?:[ ,]{{1,3}}{_ROAD} [0-9]{{1,3}}\b)?"
)
_IN_HAMLET = re.compile(rf"\b{_NUMBER_WORD} ?{_DOOR}{_TO_HAMLET}")
_HAMLET_FIRST = re.compile(  # on the text with capitals: a hamlet's name has them, or it is a number
    rf"\b(?i:{_HAMLET}) (?:[0-9]{{1,2}}|[A-Z]\w{{1,7}}(?: [A-Z]\w{{1,7}}){{0,2}})"
    rf"[ ,]{{1,3}}(?i:{_NUMBER_WORD} ?{_DOOR})"
)
_ON_ROAD = re.compile(rf"\b(?:so|nha|{_ROAD}) {_DOOR}[ ,]{{1,3}}{_ROAD}(?: [0-9]{{1,3}}\b(?!/))?")
_BARE = re.compile(r"(?<![\w/.,\-])[a-z]?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3} (?=[a-z])")

_NAME = re.compile(
    r"(?:[ ,]{0,2}(?:duong|pho|hem|ngo|thon|buon|xom|khoi))?(?:[ ]?(?:[A-Z]\w{0,7})(?=\W|$)){1,4}"
)
_KNOWN = re.compile(r"[ ,]{0,2}(?P<name>[a-z']{1,8}(?: [a-z0-9']{1,8}){0,4})")
_ROADS = frozenset(("duong", "pho", "hem", "ngo"))
_LANE = re.compile(r"\b(?:hem|ngo|ngach|kiet) $")
_STREET = re.compile(r"(?:duong|pho) ")
_DAY = re.compile(
    r"\b(?:ngay|hom|sang|chieu|toi|den|tu|dip|le|thang|trua|qua|duong|mung|khoang|ti le)\W{0,2}$"
)
_NO_HOUSE = re.compile(
    r"\b(?:ubnd|tru so|cong an|truong|buu dien|benh vien|y te|van phong|hoi truong|chi bo|tram|cot|gieng|cong"
    r"|cau|ho|dap|doi|nhom|lo|bai|tuyen|cay|diem|bom|lop|chot|muong|kenh|quyet dinh|van ban|bien ban|to|hai|ba|may)"
    r" (?:ban |dien |xa |bom |nuoc |so )?$"
)
_ONE_FIGURE = 2  # with its blank
_LOOK_BACK = 24


def addresses(reading: Reading) -> Spans:
    for form in (_IN_HAMLET, _HOUSE, _HAMLET_FIRST, _ON_ROAD):
        for match in reading.near_figures(form, capitals=form is _HAMLET_FIRST):
            end = _end(reading, form, match)
            if end and not _is_no_house(reading.low, match):
                yield match.start(), end
    for match in reading.near_figures(_BARE):
        end = _street_end(reading, match)
        if end and not _NO_HOUSE.search(reading.low, max(0, match.start() - _LOOK_BACK), match.start()):
            yield match.start(), end


def _end(reading: Reading, form: re.Pattern[str], match: re.Match[str]) -> int:
    """0 where a name should follow and none does: `nhà 2 thôn kia` is no address."""
    end = _with_name(reading, match.end())
    if form is _HOUSE or form is _HAMLET_FIRST:
        return end
    return end if end > match.end() or reading.low[end - 1].isdigit() else 0


def _is_no_house(low: str, match: re.Match[str]) -> bool:
    before = _NO_HOUSE.search(low, max(0, match.start() - _LOOK_BACK), match.start())
    return before is not None and not match.group().startswith(("so nha", "nha so"))


def _with_name(reading: Reading, start: int) -> int:
    """On to the end of the street's name, where it is written with capitals or one that streets bear."""
    known = _known_street(reading.low, start)
    name = _NAME.match(reading.plain, start)
    return known or (name.end() if name else start)


def _street_end(reading: Reading, match: re.Match[str]) -> int:
    """End of the street's name after a bare number, 0 where none stands there."""
    dated = "/" in match.group() and _DAY.search(reading.low, max(0, match.start() - 12), match.start())
    sure = (
        "/" in match.group()
        or reading.plain[match.end()].isupper()
        or _STREET.match(reading.low, match.end())
    )
    lane = "/" not in match.group() and _LANE.search(reading.low, max(0, match.start() - 6), match.start())
    if dated or lane or not sure:
        return 0
    return _known_street(reading.low, match.end() - 1) or _new_street(reading, match)


def _new_street(reading: Reading, match: re.Match[str]) -> int:
    """`15 đường Nơ Trang Gưh`: a street that no list knows; one figure alone would count streets."""
    street = _STREET.match(reading.low, match.end())
    name = street and len(match.group()) > _ONE_FIGURE and _NAME.match(reading.plain, street.end() - 1)
    return name.end() if name else 0


def _stretches(begins: tuple[int, ...], count: int) -> Iterator[tuple[int, int]]:
    """The longest name first."""
    for first in begins:
        for past in range(count, first, -1):
            yield first, past


def _known_street(low: str, start: int) -> int:
    words = _KNOWN.match(low, start)
    if words is None:
        return 0
    parts = words["name"].split(" ")
    begins = (0, 1) if parts[0] in _ROADS else (0,)
    for first, past in _stretches(begins, len(parts)):
        if " ".join(parts[first:past]) in STREETS:
            return words.start("name") + len(" ".join(parts[:past]))
    return 0
