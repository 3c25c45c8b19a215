"""The question that is left where a text names a thôn that several former communes have. Pure."""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass

from feedback_service.folding import fold
from feedback_service.pack.model import Area, Pack, Text


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """`name`: "Thôn 1"; `choices`: each thôn of that name; `formers`: the former communes that they lie in."""

    name: Text
    choices: tuple[Area, ...]
    formers: tuple[Area, ...]

    @property
    def numbered(self) -> str:
        """As short as can be, for a receipt that costs one text: "1 Thị Trấn, 2 Ea Tih"."""
        return ", ".join(f"{number} {_spoken(former)}" for number, former in enumerate(self.formers, start=1))


def question_about(codes: Iterable[str], pack: Pack) -> PlaceQuestion | None:
    """Where all thôn that are named are namesakes of one name; None where it is clear, or were several places."""
    named = [pack.area_by_code[code] for code in codes if code in pack.area_by_code]
    hamlets = [own for area in named if area.is_hamlet for own in _namesakes(area, pack)]
    if len(hamlets) < 2 or len({area.called for area in hamlets}) != 1 or not hamlets[0].called:
        return None
    formers = tuple(pack.area_by_code[area.parent] for area in hamlets)
    return PlaceQuestion(pack.area_by_code[hamlets[0].called].name, tuple(hamlets), formers)


def _namesakes(area: Area, pack: Pack) -> list[Area]:
    return [pack.area_by_code[f"{former}-{area.code}"] for former in area.within] or [area]


def answered(text: str, question: PlaceQuestion, numbers: bool) -> str:
    """The code of the thôn that a short reply means, "" for none: "2", "ea tih", "2 Ea Tih", "thon 1 ea tih".

    `numbers`: whether the choices were numbered for whoever replies.
    """
    said = fold(text).strip(" .,!)(")
    name = fold(question.name.vi)
    said = said.removeprefix(name).strip(" ,") or said
    for number, (area, former) in enumerate(zip(question.choices, question.formers, strict=True), start=1):
        called = {fold(one) for one in (former.name.vi, *former.aliases)}
        if said in called or re.sub(r"^(?:o|xa|ben|thuoc) ", "", said) in called:
            return area.code
        if numbers and re.fullmatch(rf"(?:so )?{number}\W*(.*)", said):
            rest = re.sub(rf"^(?:so )?{number}\W*", "", said)
            if not rest or rest in called:
                return area.code
    return ""


def _spoken(former: Area) -> str:
    return string.capwords(former.aliases[0] if former.aliases else former.name.vi)
