"""The words that a text may begin with (contract: SMS that citizens send). Pure.

Forgiving: accents, case, blanks and punctuation do not matter, `o` counts as zero and `i`, `l` as one. But the whole
text must be the command: "huy dong von trai phep" begins with one and is a complaint.
"""

import re
from dataclasses import dataclass
from functools import cache

from feedback_service.folding import fold
from feedback_service.intake.codes import read_code

_SEP = r"[\s.,:;\-_/#]*"
_DIGIT = "[0-9oil]"
_END = r"[^a-z0-9]*"
_TC, _BS, _DG = r"(?:tc|tra ?cuu)", r"(?:bs|bo ?sung)", r"(?:dg|danh ?gia)"
_NOT_SOLVED = r"(?:chua(?: (?:giai quyet|xong|duoc))?|khong xong|ko xong)"
_BEFORE_CODE = r"(?:(?:ma|so|ma so|ho so|ma ho so)\b" + _SEP + ")?"
_PLAIN = {
    "HUY": re.compile(rf"(?:huy|dung|ngung|stop|tu ?choi|(?:huy|dung|thoi) nhan tin|unsubscribe){_END}"),
    "TIEPTUC": re.compile(rf"(?:tiep ?tuc|start|unstop|nhan lai tin){_END}"),
    "TROGIUP": re.compile(rf"(?:(?:tro ?giup|help|huong dan|cu phap){_END}|\?+)"),
}
# The longer first: "rat khong hai long" ends with "hai long".
_RATINGS = {
    "rat khong hai long": 1,
    "rat chua hai long": 1,
    "rat hai long": 4,
    "khong hai long": 2,
    "ko hai long": 2,
    "chua hai long": 2,
    "hai long": 3,
}
_RATING = rf"([1-4](?: ?(?:diem|sao|/ ?4))?|{'|'.join(_RATINGS)})"
_SURE_DIGITS = 4  # a code with fewer figures may be anything


@dataclass(frozen=True, slots=True)
class Command:
    """`code` as printed, None where none was given or it cannot be one; `given` what was typed for it, "" for none.

    `rest` the words to add (BS), the rating 1 to 4 (DG), or what is not solved (CHUA); "" where nothing was given.
    """

    word: str
    code: str | None = None
    rest: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class _Forms:
    code: re.Pattern[str]
    status: re.Pattern[str]
    nearly: re.Pattern[str]
    add: re.Pattern[str]
    rate: re.Pattern[str]
    rate_first: re.Pattern[str]
    not_solved: re.Pattern[str]
    named: re.Pattern[str]


def read_command(body: str, prefix: str) -> Command | None:
    """None for everything that is no command, which is then a message for the commune."""
    plain, forms = fold(body), _forms(prefix)
    for word, form in _PLAIN.items():
        if form.fullmatch(plain):
            return None if _is_dung_with_accent(plain, body) else Command(word)
    for read in (_status, _adding, _rating, _not_solved):
        command = read(plain, body, forms, prefix)
        if command:
            return command
    return None


def codes_in(body: str, prefix: str) -> tuple[str, ...]:
    """Codes that a text names, written with their prefix and with the right check letter."""
    found = (read_code(match[0], prefix) for match in _forms(prefix).named.finditer(fold(body)))
    return tuple(dict.fromkeys(code for code in found if code))


def _is_dung_with_accent(plain: str, body: str) -> bool:
    """ "Đúng" says yes and "đừng" asks us not to: only "dừng" stops notices."""
    return plain.startswith("dung") and "đ" in body.casefold()


def _status(plain: str, body: str, forms: _Forms, prefix: str) -> Command | None:
    """With a code, with something that was meant for one, with nothing; or a code alone."""
    if re.fullmatch(_TC + _END, plain):
        return Command("TC")
    match = forms.status.fullmatch(plain)
    if match:
        return Command("TC", read_code(match["code"], prefix), given=match["code"])
    match = forms.nearly.fullmatch(plain)
    if match and sum(map(str.isdigit, match["code"])) >= _SURE_DIGITS:
        return Command("TC", given=match["code"].strip())
    match = forms.code.fullmatch(plain)
    # Without its prefix a code may be a number of any kind: then the check letter must be right.
    if match and (match["prefix"] or read_code(match["code"], prefix)):
        return Command("TC", read_code(match["code"], prefix), given=match["code"])
    return None


def _adding(plain: str, body: str, forms: _Forms, prefix: str) -> Command | None:
    match = forms.add.match(plain)
    if match is None:
        return None
    return Command("BS", read_code(match["code"], prefix), _after(plain[match.end() :], body), match["code"])


def _after(plain_rest: str, body: str) -> str:
    """The citizen's own words with their accents: the end of the text as sent, as many letters as are left."""
    wanted = len(plain_rest.replace(" ", ""))
    at = len(body)
    while wanted > 0 and at > 0:
        at -= 1
        wanted -= len(fold(body[at]))
    return body[at:].lstrip(" \t\n.,:;-_/#").strip()


def _rating(plain: str, body: str, forms: _Forms, prefix: str) -> Command | None:
    match = forms.rate.fullmatch(plain) or forms.rate_first.fullmatch(plain)
    if match is None:
        return None
    given = match["code"] or ""
    said = next((one for one in (match["rating"], match["other"]) if one), "")
    return Command("DG", read_code(given, prefix) if given else None, _as_number(said), given)


def _not_solved(plain: str, body: str, forms: _Forms, prefix: str) -> Command | None:
    """ "CHUA EK-4827-193K", with what is wrong behind it, or "DG EK-4827-193K CHUA". A bare "chưa" may be anything."""
    if re.fullmatch(_DG + _SEP + _NOT_SOLVED + _END, plain):
        return Command("CHUA")
    match = forms.not_solved.match(plain)
    if match is None:
        return None
    given = match["code"] or match["second"]
    return Command("CHUA", read_code(given, prefix), _after(plain[match.end() :], body), given)


def _as_number(said: str) -> str:
    if said[:1].isdigit():
        return said[0] if said[0] in "1234" else ""
    return str(_RATINGS[said]) if said in _RATINGS else ""


@cache
def _forms(prefix: str) -> _Forms:
    start = rf"(?P<prefix>{re.escape(prefix.lower())}{_SEP})"
    digits = rf"{_DIGIT}(?:{_SEP}{_DIGIT}){{6}}"
    code = rf"(?P<code>{start}?{digits}{_SEP}[a-z])(?![a-z0-9])"
    nearly = rf"(?P<code>{start}?{_DIGIT}(?:{_SEP}{_DIGIT}){{4,9}}(?:{_SEP}[a-z]{{1,2}})?)"
    rating = rf"(?:(?P<rating>{_RATING[1:-1]})|(?P<other>[0-9]{{1,2}}))"
    return _Forms(
        code=re.compile(_BEFORE_CODE + code + _END),
        status=re.compile(_TC + _SEP + _BEFORE_CODE + code + _END),
        nearly=re.compile(_TC + _SEP + _BEFORE_CODE + nearly + _END),
        add=re.compile(_BS + _SEP + _BEFORE_CODE + code),
        rate=re.compile(_DG + rf"(?:{_SEP}{_BEFORE_CODE}{code})?(?:{_SEP}{rating})?" + _END),
        rate_first=re.compile(_DG + _SEP + rating + _SEP + code + _END),
        not_solved=re.compile(
            rf"{_NOT_SOLVED}{_SEP}{_BEFORE_CODE}{code}"
            rf"|{_DG}{_SEP}{_BEFORE_CODE}{code.replace('<code>', '<second>').replace('<prefix>', '<start>')}{_SEP}"
            rf"{_NOT_SOLVED}(?![a-z0-9])"
        ),
        named=re.compile(rf"(?<![a-z0-9]){start}{digits}{_SEP}[a-z](?![a-z0-9])"),
    )
