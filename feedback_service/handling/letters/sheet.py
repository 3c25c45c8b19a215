"""What stands on an official paper, before it is DOCX or PDF. Pure: no library of either is needed here."""

import re
import unicodedata
from dataclasses import dataclass

from feedback_service.pack.model import Pack

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số:      "  # the archives clerk writes number and date after the signature (NĐ 30/2020 Đ15 k2)
DATE = "ngày      tháng      năm"
END = "./."
# Kinds of body that stand before a commune's name; the place of a paper is the name alone (NĐ 30/2020 Phụ lục I).
_RANKS = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_NOT_IN_XML = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs. `on_behalf` is the line above the title: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"; "" for none."""

    title: str
    on_behalf: str = ""
    name: str = ""
    hint: str = ""  # "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the body: the head's words, then rows of as many."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A công văn (`kind` empty: "V/v" stands under the number) or a paper with a name (PHIẾU CHUYỂN, BÁO CÁO).

    `agency` empty: a person's own paper (ĐƠN), without number, list of recipients and "./.". `symbol` is what follows
    the number: "UBND-VP", "PC-UBND". `kind` and `superior` are written in capitals whatever is given. An empty line
    in `body` is left out; a line that a citizen typed is only ever text.
    """

    body: tuple[str | Grid, ...]
    signing: Signing
    agency: str = ""
    superior: str = ""
    place: str = ""
    symbol: str = ""
    kind: str = ""
    about: str = ""
    to: tuple[str, ...] = ()  # "Kính gửi"
    recipients: tuple[str, ...] = ()  # "Nơi nhận", without "-" and ";"; the last: "Lưu: VT, VHXH"

    @property
    def dated(self) -> str:
        return f"{self.place}, {DATE}" if self.place else DATE[0].upper() + DATE[1:]


def agency_of(pack: Pack) -> str:
    """The issuing body in capitals as it stands on its papers, the commune's name on a line of its own."""
    whole, own = pack.commune.authority.vi, pack.commune.name.vi
    return (f"{whole.removesuffix(own).strip()}\n{own}" if whole.endswith(own) else whole).upper()


def place_of(pack: Pack) -> str:
    name = pack.commune.name.vi
    return next((name[len(rank) :] for rank in _RANKS if name.startswith(rank)), name)


def clean(text: str) -> str:
    """What XML can hold, in composed letters (fonts for print lack the combining ones), nothing turning direction."""
    return _NOT_IN_XML.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))


def lines_of(paper: Paper) -> list[str | Grid]:
    """The body as paragraphs, one to a typed line, "./." after the last word of an office's paper."""
    found: list[str | Grid] = []
    for part in paper.body:
        found.extend(
            [part]
            if isinstance(part, Grid)
            else [line.strip() for line in clean(part).split("\n") if line.strip()]
        )
    last = found[-1] if found else ""
    if paper.agency and isinstance(last, str) and last:
        found[-1] = last.removesuffix(END).rstrip(". ") + END
    return found


def recipients_of(paper: Paper) -> list[str]:
    """Each line of "Nơi nhận" with its mark: ";" after each, "." after the last."""
    kept = [clean(one).strip(" ;.-") for one in paper.recipients if one.strip()]
    return [f"- {one}{'.' if place == len(kept) else ';'}" for place, one in enumerate(kept, 1)]
