"""Procedures as the public reads them, and which of them some words are about. Pure.

They are the pack's, so nothing of a case can be in them; what a unit has not filled in is left away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from feedback_service.folding import fold
from feedback_service.language import words
from feedback_service.pack.model import Pack, Procedure
from feedback_service.search import words_of

# Words of nearly every question at the counter, folded: they say nothing about which procedure is meant.
_EVERYDAY_WORDS = """
a ai anh bao can cach cai cap cho co con cua da dang de den di duoc em gi giay giup hoi khi khong ky la lam mat may minh
mot nao ngay nguoi nhu nhung o phai ra roi sao the theo thi thu tien toi trong tu tuc va ve viec voi xa xin
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
_ENOUGH = 0.5  # of the telling words of a procedure's name


@dataclass(frozen=True, slots=True)
class ProcedureShown:
    """In the reader's language. "" and () where the unit said nothing; `days` 0 likewise."""

    code: str
    url: str
    name: str
    topic_code: str
    topic: str
    unit: str
    papers: tuple[str, ...]
    fee: str
    days: int
    same_day: bool
    where: str
    note: str
    article: str
    unverified: bool


def shown(procedure: Procedure, pack: Pack) -> ProcedureShown:
    topic, unit = pack.topic_by_code.get(procedure.topic), pack.unit_by_code.get(procedure.unit)
    return ProcedureShown(
        code=procedure.code,
        url=f"/hoi-dap/thu-tuc/{procedure.code}",
        name=words(procedure.name),
        topic_code=procedure.topic,
        topic=words(topic.name) if topic else "",
        unit=words(unit.name) if unit else "",
        papers=tuple(words(paper) for paper in procedure.papers),
        fee=words(procedure.fee),
        days=procedure.days,
        same_day=procedure.same_day,
        where=words(procedure.where),
        note=words(procedure.note),
        article=procedure.article,
        unverified=procedure.unverified,
    )


def find_procedure(code: str, pack: Pack) -> Procedure | None:
    return next((one for one in pack.procedures if one.code == code), None)


def list_procedures(query: str, topic: str, pack: Pack) -> list[Procedure]:
    """All of the topic; with a query only those in which each of its words begins one."""
    wanted = words_of(query)
    return [
        one
        for one in pack.procedures
        if (not topic or one.topic == topic) and _has_all(wanted, _words_in(one, pack.version))
    ]


def procedures_meant(text: str, pack: Pack, most: int) -> list[Procedure]:
    """For what somebody is writing: those of whose name enough is said, the most telling first."""
    said = frozenset(words_of(text)) - _EVERYDAY
    rated = [(_rate(said, one, pack.version), -place, one) for place, one in enumerate(pack.procedures)]
    best = sorted((one for one in rated if one[0] >= _ENOUGH), key=lambda one: one[:2], reverse=True)
    return [one for _, _, one in best[:most]]


def _rate(said: frozenset[str], procedure: Procedure, version: int) -> float:
    name = _name_words(procedure, version)
    shared = len(name & said)
    return shared / len(name) if shared > 1 or shared == len(name) > 0 else 0.0


@lru_cache(maxsize=512)
def _name_words(procedure: Procedure, version: int) -> frozenset[str]:
    """Of both languages together would ask for too much: of the Vietnamese name."""
    return frozenset(words_of(procedure.name.vi)) - _EVERYDAY - {"dang", "chung"}


@lru_cache(maxsize=512)
def _words_in(procedure: Procedure, version: int) -> tuple[str, ...]:
    held = (procedure.name, procedure.fee, procedure.where, procedure.note, *procedure.papers)
    spoken = " ".join((*(text.vi for text in held), *(text.en for text in held)))
    return tuple(dict.fromkeys(fold(spoken).replace(",", " ").split()))


def _has_all(wanted: Iterable[str], held: tuple[str, ...]) -> bool:
    return all(any(word.startswith(one) for word in held) for one in wanted)
