"""Bank accounts: after a word for one, beside the name of a bank, or where money was sent."""

import re

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.reading import Reading

_BANKS = (
    "vietcombank|vcb|agribank|agri|vietinbank|viettinbank|ctg|bidv|techcombank|techcom|tcb|mbbank|mb bank|mb|acb"
    "|vpbank|vp bank|sacombank|scb|tpbank|tp bank|vib|shb|hdbank|ocb|msb|seabank|lienvietpostbank|lpbank|lpb"
    "|eximbank|nam a bank|kienlongbank|kien long|pvcombank|bac a bank|abbank|cake|timo|dong a bank|napas|ngan hang"
)
_NUMBER = r"(?:711a)?[0-9](?:[ .\-]?[0-9]){5,18}(?![0-9])"
_WORD = r"\b(?:stk|so tk|so tai khoan|tai khoan|tk|account|acc|so the)\b"
_AFTER_WORD = re.compile(rf"{_WORD}(?P<between>[^0-9\n]{{0,30}})(?<![\w])(?P<core>{_NUMBER})")
_AFTER_BANK = re.compile(rf"\b(?:{_BANKS})\b(?P<between>[^0-9\n]{{0,20}})(?<![\w])(?P<core>{_NUMBER})")
_BEFORE_BANK = re.compile(rf"(?<![\w.,])(?P<core>{_NUMBER})(?P<between>[^0-9\n\w]{{1,4}})(?:{_BANKS})\b")
_SENT = re.compile(
    r"\b(?:chuyen|chuyen khoan|ck|nop tien|gui tien|bank)\b(?P<between>[^0-9\n]{0,40})"
    rf"(?<![\w])(?P<core>{_NUMBER})"
)
_INTO = re.compile(rf"\b(?:vao|qua|toi|sang)(?P<between> (?:so )?)(?P<core>{_NUMBER})")
_GROUPED = re.compile(
    r"(?<![\w.,\-])(?<![0-9] )(?P<core>[0-9]{3,4}(?: [0-9]{3,5}){2,4})(?P<between>)(?![\w\-])"
)
_LONG = re.compile(r"(?<![\w.,\-])(?P<core>[0-9]{13,19})(?P<between>)(?![\w\-])")
_OTHERWISE = re.compile(r"\b(?:sdt|dt|dien thoai|goi|zalo|cccd|cmnd|can cuoc|dinh danh|momo)\b")
_MONEY = re.compile(r"[ .]*(?:dong|vnd|d|k|trieu|tr|ty|nghin|ngan(?! hang))\b")
_SPENT = re.compile(r"\b(?:tru|mat|con|so du|rut|them|cong)\b")
_ROUND = re.compile(r"[1-9][0-9 .]*000")
_NOT_FIGURES = re.compile(r"[^0-9]")

_SENT_LENGTH = 11
_IDENTITY = re.compile(r"0(?:0[1-9]|[1-9][0-9])[0-3][0-9]{8}")
_SHORTEST = {
    _AFTER_WORD: 6,
    _AFTER_BANK: 8,
    _BEFORE_BANK: 8,
    _SENT: _SENT_LENGTH,
    _LONG: 13,
    _INTO: 12,
    _GROUPED: 13,
}


def accounts(reading: Reading) -> Spans:
    for form, shortest in _SHORTEST.items():
        for match in reading.near_figures(form):
            if _is_account(reading.low, match, shortest):
                yield match.span("core")


def _is_account(low: str, match: re.Match[str], shortest: int) -> bool:
    """Where no word for an account stands, twelve figures may be an identity number: those are left to it."""
    figures = _NOT_FIGURES.sub("", match["core"])
    if len(figures) < shortest or _OTHERWISE.search(match["between"]):
        return False
    if shortest >= _SENT_LENGTH and (_IDENTITY.fullmatch(figures) or figures.startswith("0084")):
        return False
    return not _is_money(low, match, figures)


def _is_money(low: str, match: re.Match[str], figures: str) -> bool:
    if _MONEY.match(low, match.end("core")):
        return True
    return len(figures) <= 9 and bool(_ROUND.fullmatch(match["core"]) or _SPENT.search(match["between"]))
