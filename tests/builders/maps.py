"""A commune that has named a map, and knows where some of its areas are."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.pack.current import current_pack, store_pack
from feedback_service.pack.model import Pack

TILES_HOST = "https://tiles.example.org"
WHOSE = "© Bản đồ <b>mẫu</b>"


def name_a_map(session: Session, pack: Pack, now: datetime, **places: tuple[float, float]) -> Pack:
    """`places`: (latitude, longitude) by the area's code, with _ for each dash. Not committed yet."""
    known = {code.replace("_", "-"): place for code, place in places.items()}
    areas = tuple(
        replace(area, latitude=known[area.code][0], longitude=known[area.code][1])
        if area.code in known
        else area
        for area in pack.areas
    )
    commune = replace(pack.commune, map_tiles=f"{TILES_HOST}/{{z}}/{{x}}/{{y}}.png", map_attribution=WHOSE)
    store_pack(session, replace(pack, commune=commune, areas=areas), "test", now)
    return current_pack(session)
