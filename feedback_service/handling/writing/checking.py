"""What an answer is looked at for before it goes. Pure: the words, and what the caller knows of the case.

Only two things stop it: personal data of somebody else, and a field that nobody filled in. The rest is told, and the
officer who knows better sends it all the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from feedback_service.folding import fold
from feedback_service.handling.writing.filling import unfilled

LONGEST = 120  # words: more is not read to the end on a phone
MOST_SEGMENTS = 3
_SHOWN = 6


class Finding(StrEnum):
    PERSONAL = "personal"
    UNFILLED = "unfilled"
    NO_STEP = "no_step"
    STIFF = "stiff"
    LONG = "long"
    COSTLY = "costly"
    QUESTION = "question"
    IMPOLITE = "impolite"


STOPS = frozenset({Finding.PERSONAL, Finding.UNFILLED})


@dataclass(frozen=True, slots=True)
class Remark:
    """`words` are pieces of the text that it is about; for STIFF "stiff → plain"; for LONG and COSTLY a number."""

    finding: Finding
    words: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        return self.finding in STOPS


@dataclass(frozen=True, slots=True)
class Known:
    """What the check has to know beside the text. `personal`: pieces that the finder marked and that are not ours.

    `asked`: whether the citizen's own words ask something. `segments` of the SMS; 0 where none is sent.
    """

    personal: tuple[str, ...] = ()
    plainer: Mapping[str, str] | None = None
    asked: bool = False
    segments: int = 0


def check_answer(text: str, known: Known) -> tuple[Remark, ...]:
    """What stops first, then what warns."""
    return tuple(
        remark
        for remark in (
            _with(Finding.PERSONAL, known.personal),
            _with(Finding.UNFILLED, unfilled(text)),
            None if names_next_step(text) else Remark(Finding.NO_STEP),
            None if not known.asked or answers_question(text) else Remark(Finding.QUESTION),
            _with(Finding.STIFF, tuple(stiff_words(text, known.plainer or {}))),
            _over(Finding.LONG, len(text.split()), LONGEST),
            _over(Finding.COSTLY, known.segments, MOST_SEGMENTS),
            None if is_polite(text) else Remark(Finding.IMPOLITE),
        )
        if remark
    )


def asks_something(text: str) -> bool:
    """Whether the citizen put a question."""
    return "?" in text or _ASKS.search(fold(text)) is not None


def answers_question(text: str) -> bool:
    """Marked as an answer ("Trả lời: …"), or in words that only an answer has: được, cần, gồm, lệ phí, điều … ."""
    return _ANSWERS.search(fold(text)) is not None


def names_next_step(text: str) -> bool:
    """A day or a span of days, or somebody who does it, in a sentence that speaks of doing; or that it is done."""
    folded = fold(text)
    if _DONE.search(folded):
        return True
    when = _DAY.search(folded) or _SPAN.search(folded)
    return bool(_STEP.search(folded) and (when or _WHO.search(folded)))


def stiff_words(text: str, plainer: Mapping[str, str]) -> Iterator[str]:
    """Officialese in the text, each once, with what one would say instead. The longest phrase first."""
    low = f" {' '.join(text.casefold().split())} "
    for stiff in sorted(plainer, key=len, reverse=True):
        if re.search(rf"\b{re.escape(stiff.casefold())}\b", low):
            low = low.replace(stiff.casefold(), " ")
            yield f"{stiff} → {plainer[stiff]}"


def is_polite(text: str) -> bool:
    """Speaks to somebody: ông, bà, anh, chị, cô, bác, bà con; and neither commands nor blames."""
    folded = fold(text)
    return bool(_ADDRESSED.search(folded)) and not _RUDE.search(folded)


def _with(finding: Finding, words: Iterable[str]) -> Remark | None:
    found = tuple(words)
    return Remark(finding, found[:_SHOWN]) if found else None


def _over(finding: Finding, count: int, most: int) -> Remark | None:
    return Remark(finding, (str(count),)) if count > most else None


_DAY = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\b|\bngay \d{1,2}\b"
    r"|\b(hom nay|ngay mai|thu (hai|ba|tu|nam|sau|bay)|chu nhat)\b"
)
_SPAN = re.compile(r"\b(trong|sau|toi da|cham nhat)\s+(vong\s+)?\d+\s+(ngay|gio|tuan|thang)\b")
_STEP = re.compile(
    r"\b((viec|buoc) tiep theo|se|cho (xe|nguoi)|cu|lap|va|sua|don|lam|thay|kiem tra|tra loi|xong truoc|truoc ngay"
    r"|hen|(moi|xin) (ong|ba)|mang|nop|den|lien he|giao)\b"
)
_WHO = re.compile(
    r"\b(viec tiep theo|giao cho"
    r"|(ong|ba|anh|chi|to|doi|phong|trung tam) \w+ .{0,40}\b(phu trach|lam|sua|tra loi))\b"
)
_DONE = re.compile(
    r"\bda (lam|sua|don|va|thay|giai quyet|xu ly|khac phuc|nao vet|tra|lap|thong) (\w+ ){0,2}(xong|ngay|lai)\b"
    r"|\bda (xong|cho (xe|nguoi|doi))\b"
)
_ASKS = re.compile(
    r"\b(cho hoi|xin hoi|hoi la|khi nao|bao gio|o dau|lam sao|the nao|nhu the nao|tai sao|vi sao|bao nhieu|can giay gi"
    r"|duoc khong|co phai|phai khong|bao lau|ai giai quyet|how|when|where|why|what)\b"
)
_ANSWERS = re.compile(
    r"\b(tra loi|duoc|khong duoc|can|gom|le phi|phai nop|thoi gian|vi|ly do|theo dieu|dieu \d+|luat|mien phi|chua"
    r"|co the)\b"
)
_ADDRESSED = re.compile(r"\b(ong|ba|anh|chi|co|chu|bac|em|ba con|quy vi|ban)\b")
_RUDE = re.compile(
    r"\b(yeu cau (ong|ba|anh|chi|cong dan)|khong duoc y kien|do (ong|ba|anh|chi) khong chiu|tu chiu"
    r"|cam (ong|ba|anh|chi))\b"
)
