"""The part of the pack's model that knows places. Pure; everybody takes it from pack/model.py."""

from dataclasses import dataclass, replace

from feedback_service.pack.model_words import Text


@dataclass(frozen=True, slots=True)
class Area:
    """A thôn or buôn, or (`former`) one of the communes that were merged. `aliases` are names in speech.

    `kind` "road" or "landmark": not where people live but what they name. `within`: the former communes that each
    have a thôn of this name; each of those is an area too (`Pack.area_by_code`), `called` after this one.
    """

    code: str
    name: Text
    parent: str = ""  # code of the former commune
    former: bool = False
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False  # the same name stands in several former communes: ask, do not guess
    households: int = 0  # 0: not known
    remote: bool = False  # vùng sâu, vùng xa: longer limits for legal complaints
    retired: bool = False
    unverified: bool = False
    kind: str = ""
    within: tuple[str, ...] = ()
    called: str = ""
    latitude: float | None = None  # WGS 84, of its middle: for the map of results
    longitude: float | None = None

    @property
    def is_hamlet(self) -> bool:
        return not (self.former or self.kind)


def area_in(area: Area, former: Area) -> Area:
    return replace(
        area,
        code=f"{former.code}-{area.code}",
        name=Text(f"{area.name.vi}, {former.name.vi}", f"{area.name.en}, {former.name.en}"),
        parent=former.code,
        remote=area.remote or former.remote,
        ambiguous=False,
        within=(),
        called=area.code,
        latitude=None,  # the name's own middle says nothing of the thôn that stand in other communes
        longitude=None,
    )
