"""How this commune speaks: words that differ from region to region, and what its people have to be told to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Manner:
    """`zero_ten`: "linh" or "lẻ" (105); `thousand`: "nghìn" or "ngàn".

    `expansions`: what a short form stands for. `sounds`: how a name is said that is not Vietnamese.
    `dialled`: numbers of few figures that are read figure by figure wherever they stand ("1022", "113").
    """

    zero_ten: str = "linh"
    thousand: str = "nghìn"
    expansions: Mapping[str, str] = field(default_factory=dict)
    sounds: Mapping[str, str] = field(default_factory=dict)
    dialled: frozenset[str] = frozenset()


PLAIN = Manner()
