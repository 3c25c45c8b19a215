"""When a story tells a whole hamlet which house is meant, though no name stands in it. Pure.

Nghị định 356/2025/NĐ-CP and Luật 91/2025/QH15 count as personal data what identifies a person together with
something else: in a thôn of forty houses there is one widow with three children.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from feedback_service.folding import fold
from feedback_service.pack.model import Area, Pack


class Trait(StrEnum):
    """What the neighbours know a house by."""

    ALONE_STANDING = "alone_standing"
    WIDOWED = "widowed"
    DISABLED = "disabled"
    ILL = "ill"
    HURT = "hurt"
    FIRST_NAME = "first_name"
    CHILDREN = "children"
    AGE = "age"
    DEATH = "death"
    POOR = "poor"


_KIN = r"(?:ông|bà|anh|chị|chú|cô|bác|thầy|cậu|dì|em|cháu|bé|cụ|thằng|ama|amí)"
_NUMBER = r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_SIGNS = {
    Trait.ALONE_STANDING: r"(?:nhà|hộ|người|gia đình) (?:\w+ ){0,3}duy nhất|duy nhất (?:một|1) (?:nhà|hộ)"
    r"|nhà (?:đầu|cuối|giữa) (?:thôn|buôn|xóm|đường|hẻm)|nhà (?:cạnh|sau|đối diện|sát) (?:nhà văn hóa|trường|chợ)",
    Trait.WIDOWED: r"góa|goá|đơn thân|mẹ con (?:chị|cô|bà)|chồng (?:mất|chết)|vợ (?:mất|chết)|mồ côi|ly hôn",
    Trait.DISABLED: r"khuyết tật|tàn tật|bại (?:liệt|não)|\bmù\b|\bcâm\b|\bđiếc\b|\bcụt\b|liệt (?:giường|nửa|hai)"
    r"|tâm thần|thương binh|da cam|tự kỷ|xe lăn",
    Trait.ILL: r"ung thư|\bhiv\b|bệnh lao|lao phổi|chạy thận|suy thận|viêm gan|động kinh|bệnh tim|đột quỵ|tai biến"
    r"|bệnh hiểm nghèo|nghiện|cai nghiện|sảy thai|mang thai|\bbầu\b",
    Trait.HURT: r"bạo lực gia đình|đánh (?:vợ|chồng|con)|xâm hại|hiếp|dâm ô|bị chồng|bỏ nhà đi|tự tử|tự sát",
    Trait.CHILDREN: rf"{_NUMBER} (?:người |đứa )?(?:con|cháu)(?: nhỏ)?\b|sinh đôi|sinh ba|con út|con một",
    Trait.AGE: r"\b\d{1,3} tuổi|sinh năm \d{4}|lớp \d{1,2}[a-z]?\b",
    Trait.DEATH: r"đuối nước|chết đuối|tai nạn chết|vừa mất|mới mất|qua đời",
    Trait.POOR: r"hộ nghèo|hộ cận nghèo|nhà tạm|nhà dột|nhà tình nghĩa|bảo trợ xã hội",
}
_PATTERNS = {trait: re.compile(sign) for trait, sign in _SIGNS.items()}
_CALLED = re.compile(rf"\b{_KIN} (\w{{2,7}})\b", re.IGNORECASE)
_OFFICES = frozenset(("Chủ", "Trưởng", "Phó", "Bí", "Hồ", "Tổ", "Giám", "Hiệu"))
_WORD = re.compile(r"\w+")
# Enough alone; of the others it takes two: many are eight years old, few are eight and blind.
_TELLING = frozenset(
    (Trait.ALONE_STANDING, Trait.WIDOWED, Trait.DISABLED, Trait.ILL, Trait.HURT, Trait.FIRST_NAME)
)


def identifies_household(text: str, areas: Iterable[Area], pack: Pack) -> tuple[Trait, ...]:
    """By what the neighbours would know the house; empty where no small hamlet is named or nothing tells.

    `areas` are those that the reader sees beside the text; the ones that the text names are looked for here.
    """
    if not any(is_small(area, pack) for area in (*areas, *areas_named(text, pack))):
        return ()
    traits = _traits(unicodedata.normalize("NFC", text))
    return traits if len(traits) > 1 or _TELLING & {*traits} else ()


def is_small(area: Area, pack: Pack) -> bool:
    """A thôn or buôn with fewer houses than the commune's `small_hamlet`, or nobody knows how many."""
    return area.is_hamlet and (area.households or 0) < pack.commune.small_hamlet


def areas_named(text: str, pack: Pack) -> tuple[Area, ...]:
    """Thôn and buôn whose name or alias stands in the text, with accents or without."""
    said = f" {' '.join(_WORD.findall(fold(text)))} "
    return tuple(
        area
        for area in pack.areas
        if area.is_hamlet and not area.retired and any(name in said for name in _names(area))
    )


def _names(area: Area) -> tuple[str, ...]:
    return tuple(f" {fold(name)} " for name in (area.name.vi, *area.aliases))


def _traits(text: str) -> tuple[Trait, ...]:
    low = text.casefold()
    found = {trait for trait, pattern in _PATTERNS.items() if pattern.search(low)}
    if any(name[0].isupper() and name not in _OFFICES for name in _CALLED.findall(text)):
        found.add(Trait.FIRST_NAME)
    return tuple(trait for trait in Trait if trait in found)
