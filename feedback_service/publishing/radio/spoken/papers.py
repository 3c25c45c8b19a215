"""Numbers of official papers: 04/QĐ-UBND is "Quyết định số không bốn của Ủy ban nhân dân" (NĐ 30/2020 Đ8)."""

import re

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner
from feedback_service.publishing.radio.spoken.numbers import cardinal, number

_KINDS = {
    "QĐ": "Quyết định", "NĐ": "Nghị định", "NQ": "Nghị quyết", "TT": "Thông tư", "CT": "Chỉ thị", "KH": "Kế hoạch",
    "TB": "Thông báo", "BC": "Báo cáo", "CV": "Công văn", "TTLT": "Thông tư liên tịch", "HD": "Hướng dẫn",
    "PC": "Phiếu chuyển", "GM": "Giấy mời", "TTr": "Tờ trình", "QH": "Luật",
}  # fmt: skip
_BODIES = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ",
    "TTCP": "Thanh tra Chính phủ", "BTC": "Bộ Tài chính", "BNV": "Bộ Nội vụ", "BTP": "Bộ Tư pháp",
    "BCA": "Bộ Công an", "BYT": "Bộ Y tế", "BXD": "Bộ Xây dựng", "VPCP": "Văn phòng Chính phủ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo", "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTTTT": "Bộ Thông tin và Truyền thông", "UBTVQH": "Ủy ban thường vụ Quốc hội",
}  # fmt: skip
_PAPER = re.compile(
    r"(?P<named>\b(?:Quyết định|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Kế hoạch|Thông báo|Báo cáo|Công văn|"
    r"Hướng dẫn|Luật)\s+)?(?P<word>\b[Ss]ố\s+)?(?<!\d)(?P<n>\d{1,5})(?:/(?P<year>\d{4}))?/"
    r"(?P<kind>[A-ZĐ]{2,4}r?)(?P<term>\d{1,2})?(?:-(?P<body>[A-ZĐ]{2,6}g?)(?:-[A-ZĐ]{2,6})?)?(?!\w)",
    re.IGNORECASE,
)


def say_papers(text: str, manner: Manner = PLAIN) -> str:
    """A kind or a body that is not known leaves the number as it is, for the check to ask about."""
    return _PAPER.sub(lambda found: _paper(found, manner), text)


def _paper(found: re.Match[str], manner: Manner) -> str:
    kind, body = _KINDS.get(found["kind"]), _body(found, manner)
    issued_by_number_alone = found["kind"] == "UBND"  # a công văn: 12/UBND-VP
    if body is None or (kind is None and not issued_by_number_alone):
        return found[0]
    named = found["named"] or f"{kind or 'Công văn'} "
    said = number(found["n"], manner) if len(found["n"]) != 2 else _two(found["n"], manner)
    year = f" năm {cardinal(int(found['year']), manner)}" if found["year"] else ""
    return f"{named}số {said}{year}{body}"


def _two(written: str, manner: Manner) -> str:
    """04 is said with its nought."""
    return f"không {cardinal(int(written[1]))}" if written[0] == "0" else cardinal(int(written), manner)


def _body(found: re.Match[str], manner: Manner) -> str | None:
    if found["kind"] in ("UBND", "HĐND"):
        return f" của {_BODIES[found['kind']]}"
    if found["kind"] == "QH" and found["term"]:
        return f" của Quốc hội khóa {cardinal(int(found['term']), manner)}"
    if not found["body"]:
        return ""
    name = _BODIES.get(found["body"]) or manner.expansions.get(found["body"])
    return f" của {name}" if name else None
