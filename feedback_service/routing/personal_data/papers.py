"""Numbers on a person's papers: căn cước (12 figures), chứng minh (9), passport, insurance; land and its certificate.

The identity number of 12 figures begins with the province (001 to 096), then century and sex (Nghị định
137/2015/NĐ-CP, article 13), so it is known without a word before it. Nine figures need one.
"""

import re

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.phones import figures_of
from feedback_service.routing.personal_data.reading import Reading

_WORD = (
    r"\b(?:cmnd|cmtnd|cmt|cccd|can cuoc|chung minh|dinh danh|tuy than|gplx|bang lai|giay phep lai xe|ddcn|cc)"
    r"\b[^0-9\n]{0,25}(?:[0-9]{1,2} nam )?"
)
_AFTER_WORD = re.compile(rf"{_WORD}(?<![0-9])(?P<core>[0-9o](?:[ .\-]{{0,2}}[0-9o]){{7,11}})(?![0-9a-z])")
_TWELVE = re.compile(r"(?<![\w.+])(?<![0-9] )[0o](?:[ .\-]?[0-9o]){11}(?![0-9a-z])")
_TWELVE_FIGURES = re.compile(r"0(?:0[1-9]|[1-9][0-9])[0-3][0-9]{8}")
_PASSPORT = re.compile(
    r"\b(?:ho chieu|passport)\b[^0-9\n]{0,12}?\b(?P<core>[a-z] ?[0-9]{4} ?[0-9]{3,4})(?![0-9])"
)
_INSURED = re.compile(
    r"\b(?:the|ma|so) (?:so )?(?:bhyt|bhxh|bao hiem(?: y te| xa hoi)?)[^0-9\n]{0,15}?"
    r"\b(?P<core>(?:[a-z]{2} ?)?[0-9](?:[ .\-]?[0-9]){9,14})(?![0-9])"
)

# What else a household is known by: books and cards of the poor, of the disabled; the tax number of a person.
_BOOK = re.compile(
    r"\b(?:so(?: ho)?(?: can)? ngheo|so vay|so me|so tiet kiem|so ho khau|khuyet tat[^0-9\n]{0,15}|thuong tat|so hieu)"
    r"(?: la)?(?: so| ma)?[ :]{1,2}(?P<core>(?:[a-z]{1,3}[ \-]?)?[0-9]{2,}[0-9a-z.\-/]*[0-9a-z])"
)
_TAX = re.compile(
    r"\b(?:mst|ma so thue|ma so)(?: ca nhan| ho)?(?: la)?[ :]{1,2}(?P<core>[0-9]{10}(?:-[0-9]{3})?)(?![0-9])"
)
_FEWEST_IN_BOOK = 4

_ONE = r"[0-9]{1,5}(?:[a-z]\b)?"
_SOME = rf"(?:so )?{_ONE}(?:(?:, ?| va | ?\+ ?){_ONE}){{0,5}}"
_SHEET = rf"(?:so )?(?:to )?(?:to|tbd)(?: ?(?:ban do|bd))? ?(?:so )?{_ONE}"
_PLOT = rf"(?:so )?thua(?: dat)? ?{_SOME}"
_BY_PLOT = re.compile(
    rf"\b(?:{_PLOT}(?:[ ,;/\-]{{1,3}}(?:thuoc |cua |o |tren )?{_SHEET})?|{_SHEET}[ ,;/\-]{{1,3}}(?:thuoc |cua )?{_PLOT}"
    rf"|{_SOME} to (?:ban do )?(?:so )?{_ONE})(?![0-9])"
)
_PAPER = (
    r"\b(?:bia(?: do| hong| dat)?|so do|so hong|so me|gcn(?:qsdd)?|giay chung nhan|seri|serial|so phat hanh|so vao so"
    r"|giu so|cam so)\b"
)
_BY_PAPER = re.compile(
    rf"{_PAPER}[^0-9\n]{{0,25}}?(?<![\w])"
    r"(?P<core>(?!so|to|la|ma|tu|ve|o )[a-z]{1,2}[ .\-]{0,2}[0-9]{2,3} ?[0-9]{2,5})(?![0-9])"
)
_SERIAL = re.compile(r"(?<![\w\-])(?:[A-D][A-Z] [0-9]{3} ?[0-9]{3}(?:[0-9]{2})?|C[HST] [0-9]{5})(?![\w\-])")


_PLOT_WORDS = re.compile(r"\b(?:to|tbd|so|dat)\b")


def identities(reading: Reading) -> Spans:
    for match in reading.near_figures(_AFTER_WORD):
        if len(figures_of(match["core"])) in {9, 11, 12}:
            yield match.span("core")
    for match in reading.near_figures(_TWELVE):
        if _in_groups(match.group()) and _TWELVE_FIGURES.fullmatch(figures_of(match.group())):
            yield match.span()
    for match in reading.near_figures(_BOOK):
        if len(figures_of(match["core"])) >= _FEWEST_IN_BOOK:
            yield match.span("core")
    for form in (_PASSPORT, _INSURED, _TAX):
        yield from (match.span("core") for match in reading.near_figures(form))


def land(reading: Reading) -> Spans:
    """Parcel with its sheet (`thửa 123 tờ bản đồ 45`) and the certificate's number (`BK 123456`)."""
    for match in reading.near_figures(_BY_PLOT):
        if _PLOT_WORDS.search(match.group()):
            yield match.span()
    yield from (match.span("core") for match in reading.near_figures(_BY_PAPER))
    yield from (match.span() for match in reading.near_figures(_SERIAL, capitals=True))


def _in_groups(piece: str) -> bool:
    """In groups of three or more, or each figure alone: two figures left over belong to something else."""
    sizes = {len(group) for group in re.split(r"[ .\-]", piece)}
    return min(sizes) >= 3 or sizes == {1}
