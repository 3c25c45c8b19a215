"""Finds personal data in a text, so that it can be marked before anything is published. Pure.

First version: what has a fixed form. Phones (mobile and landline of Viet Nam, typed with blanks, dots, dashes
or the letter o for 0), e-mail addresses, identity numbers (CCCD 12 figures, CMND 9), number plates, bank
accounts, and names where a word before them says so (`tôi là`, `ông`). Spans are offsets in the
text as sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    IDENTITY = "identity"
    PLATE = "plate"
    ACCOUNT = "account"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    kind: PersonalData
    start: int
    end: int
    text: str


_GAP = r"[ .\-]{0,2}"
_ZERO = r"[0oO]"
_ACCOUNT_WORD = r"(?:stk|số\s+tài\s+khoản|so\s+tai\s+khoan|tài\s+khoản|tai\s+khoan|tk)\b[^\d\n]{0,25}"
_ID_WORD = (
    r"(?:cmnd|cccd|căn\s+cước|can\s+cuoc|chứng\s+minh|chung\s+minh|định\s+danh|dinh\s+danh)\b[^\d\n]{0,20}"
)

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.UNICODE)
# Mobile numbers: 10 figures after 0 or 84 (numbering plan of 2018); landlines of the province: 0262, 0257.
_MOBILE = re.compile(
    rf"(?<![\w+])(?:\+?84{_GAP}(?:0{_GAP})?|{_ZERO}{_GAP})[35789](?:{_GAP}[\doO]){{8}}(?![\d])"
)
_LANDLINE = re.compile(rf"(?<!\w){_ZERO}{_GAP}2{_GAP}\d{_GAP}\d(?:{_GAP}\d){{7}}(?!\d)")
# CCCD: province 001-096, then century and sex 0-3.
_CCCD = re.compile(r"(?<!\d)0(?:0[1-9]|[1-9]\d)[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\d)")
_OLD_ID = re.compile(rf"{_ID_WORD}(?P<core>\d(?:[ .]?\d){{8,11}})(?!\d)", re.IGNORECASE)
# 47E1-093.27, 47A 123.45, 51F-12345; the province's number stands first.
_PLATE = re.compile(r"(?<!\w)\d{2}[ -]?[A-Za-z]{1,2}\d?[ .\-]{0,3}\d{3}[ .]?\d{2}(?!\d)")
_OLD_PLATE = re.compile(r"(?<!\w)\d{2}[ -]?[A-Z]\d[ .\-]{1,3}\d{4}(?!\d)")
_ACCOUNT = re.compile(rf"\b{_ACCOUNT_WORD}(?P<core>\d(?:[ .]?\d){{5,18}})(?!\d)", re.IGNORECASE)

_UPPER = r"[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_NAME_PART = rf"{_UPPER}(?:['’]\s?{_UPPER})?[\wÀ-ỹ]*"
_NAME_WORD = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]ên|[Tt]ôi\s+là|[Ee]m\s+là|[Mm]ình\s+là|[Tt]ố\s+cáo|[Cc]háu)"
_NAME = re.compile(rf"\b{_NAME_WORD}\s+(?P<core>{_NAME_PART}(?:\s{_NAME_PART}){{1,4}})")
_NOT_A_NAME = re.compile(r"^(?:Phó|Trưởng|Chủ|Bí|Giám|Công|Ban|Ủy|Phòng|Ê|Kinh|Trung)\b")

# In order: what an earlier form has taken is not looked at again.
_FORMS: tuple[tuple[PersonalData, re.Pattern[str]], ...] = (
    (PersonalData.EMAIL, _EMAIL),
    (PersonalData.PLATE, _PLATE),
    (PersonalData.PLATE, _OLD_PLATE),
    (PersonalData.ACCOUNT, _ACCOUNT),
    (PersonalData.IDENTITY, _OLD_ID),
    (PersonalData.PHONE, _MOBILE),
    (PersonalData.PHONE, _LANDLINE),
    (PersonalData.IDENTITY, _CCCD),
    (PersonalData.NAME, _NAME),
)


def find_personal_data(text: str) -> tuple[Found, ...]:
    """What must be looked at before publishing, in the order of the text; spans never overlap."""
    taken: list[Found] = []
    for kind, pattern in _FORMS:
        for start, end in _spans(pattern, text):
            if not any(found.start < end and start < found.end for found in taken):
                taken.append(Found(kind, start, end, text[start:end]))
    return tuple(sorted(taken, key=lambda found: found.start))


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    group = "core" if "core" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        if not (pattern is _NAME and _NOT_A_NAME.match(match.group("core"))):
            yield match.span(group)
