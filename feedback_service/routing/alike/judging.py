"""How alike two messages are: their words, their place, their days, their sender. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from feedback_service.handling.places import is_certain
from feedback_service.pack.model import Pack
from feedback_service.routing.alike.shingles import share, shingles

SOON = timedelta(days=14)  # so long two reports of one thing usually lie apart
SUGGESTS, STRONG = 0.5, 0.7
SUGGESTS_HERE = 0.35  # of the same certain place and topic, within a fortnight: fewer words are enough


class Why(StrEnum):
    """What speaks for it, beside the words."""

    PLACE = "place"
    TOPIC = "topic"
    SOON = "soon"
    SENDER = "sender"  # shown only to who may know the sender


@dataclass(frozen=True, slots=True)
class Told:
    """A message as far as it is compared. `phone`: its fingerprint, "" where unknown or not to be known."""

    id: int
    folded: str
    area: str
    topic: str
    received_on: date
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` of the words, 0..1. `sure`: nearly surely the same, told twice by the same person."""

    id: int
    share: float
    why: frozenset[Why]

    @property
    def sure(self) -> bool:
        return self.share >= STRONG and {Why.SENDER, Why.PLACE, Why.SOON} <= self.why

    @property
    def strong(self) -> bool:
        return self.share >= STRONG


def likest(told: Told, others: Iterable[Told], pack: Pack, most: int) -> list[Likeness]:
    """The best of them, best first; the newest first of those that are as good."""
    own = shingles(told.folded)
    found = [found for other in others if (found := _judge(told, own, other, pack))]
    return sorted(found, key=lambda one: (not one.sure, -round(one.share, 2), -len(one.why), -one.id))[:most]


def _judge(told: Told, own: frozenset[str], other: Told, pack: Pack) -> Likeness | None:
    if _apart(told.area, other.area, pack):
        return None
    found, why = share(own, shingles(other.folded)), _reasons(told, other)
    here = {Why.PLACE, Why.TOPIC, Why.SOON} <= why and is_certain(told.area, pack)
    return Likeness(other.id, found, why) if found >= (SUGGESTS_HERE if here else SUGGESTS) else None


def _reasons(told: Told, other: Told) -> frozenset[Why]:
    speaks = {
        Why.PLACE: told.area == other.area != "",
        Why.TOPIC: told.topic == other.topic != "",
        Why.SOON: abs(told.received_on - other.received_on) <= SOON,
        Why.SENDER: told.phone == other.phone != "",
    }
    return frozenset(why for why, true in speaks.items() if true)


def _apart(one: str, other: str, pack: Pack) -> bool:
    """Two places that cannot be one. Nothing is known of a place without a code."""
    if one == other:
        return False
    first, second = pack.area_by_code.get(one), pack.area_by_code.get(other)
    if first is None or second is None:
        return False
    if first.former == second.former:
        return True
    inner, outer = (second, first) if first.former else (first, second)
    return inner.parent not in ("", outer.code)
