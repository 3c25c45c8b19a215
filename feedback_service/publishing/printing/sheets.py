"""What stands on a sheet: from the pack's channels and sentences, in one language or two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from feedback_service.pack.model import Pack, Text

_IMAGES = Path(__file__).parents[2] / "static" / "img"
STEPS = ("step-1", "step-2", "step-3")
_WAYS = ("hotline", "sms", "counter")  # what one can do without the internet; the QR code is for the rest


class Tongue(StrEnum):
    VIETNAMESE = "vi"
    BOTH = "song-ngu"


class Layout(StrEnum):
    LEAFLET = "leaflet"  # A5, two sides
    POSTER = "poster"  # A4
    BANNER = "banner"  # 80 × 180 cm


@dataclass(frozen=True, slots=True)
class Asked:
    """`placement` is the code in the QR's address; "" for a sheet that counts nowhere."""

    layout: Layout
    tongue: Tongue = Tongue.VIETNAMESE
    large: bool = False
    placement: str = ""


def sheet_of(pack: Pack, asked: Asked, base_url: str) -> Mapping[str, Any]:
    """The data of sheet.typ."""
    address = f"{base_url}/q/{asked.placement}" if asked.placement else f"{base_url}/gui"
    texts = {one.code: one.text for one in pack.prints}

    def said(text: Text | None) -> list[str]:
        if text is None:
            return [""]
        return [text.vi, text.en] if asked.tongue == Tongue.BOTH and text.en else [text.vi]

    return {
        "material": asked.layout.value,
        "large": asked.large,
        "both": asked.tongue == Tongue.BOTH,
        "title": f"{pack.commune.brand.vi}: {texts['slogan'].vi if 'slogan' in texts else ''}",
        "brand": said(pack.commune.brand),
        "authority": said(pack.commune.authority),
        "place": pack.commune.address.vi,
        "address": address.split("://", 1)[-1],
        "placement": asked.placement,
        "qr": _square(address),
        "brocade": _drawing("brocade.svg"),
        "mark": _drawing("mark.svg"),
        "steps": [said(texts[code]) for code in STEPS if code in texts],
        "emergency": [{"number": one.number, "name": said(one.name)} for one in pack.commune.emergency],
        "ways": _ways(pack, said),
        **{code: said(texts.get(code)) for code in ("slogan", "scan", "how", "danger", "signed", "privacy")},
    }


def _ways(pack: Pack, said: Any) -> Sequence[Mapping[str, Any]]:
    by_code = {one.code: one for one in pack.channels}
    shown = [by_code[code] for code in _WAYS if code in by_code]
    return [{"name": said(one.name), "value": one.value, "hours": said(one.hours)} for one in shown]


def _square(address: str) -> str:
    """Level Q: a quarter of it may be dirty or torn. The quiet zone is drawn by the layout."""
    out = BytesIO()
    segno.make(address, micro=False, error="q").save(out, kind="svg", border=0, xmldecl=False, nl=False)
    return out.getvalue().decode()


@cache
def _drawing(name: str) -> str:
    return (_IMAGES / name).read_text()
