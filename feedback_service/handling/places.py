"""What may be said of a place. Pure."""

from feedback_service.pack.model import Pack


def is_certain(area: str, pack: Pack) -> bool:
    """Whether the code names one place: not a whole former commune, not a name that stands in several of them."""
    known = pack.area_by_code.get(area)
    return known is not None and not (known.ambiguous or known.former)
