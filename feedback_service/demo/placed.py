"""What hangs and lies in the commune of a demonstration, and what was done for the plan by hand."""

import random
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.placements.placing import place
from feedback_service.publishing.plan_work.writing_down import Deed, write_down
from feedback_service.records import Officer, Placement, PlacementScan
from feedback_service.vocabulary import Material, MediumForm, Role

_PLACES = (
    ("Quầy số 1, nơi nhận hồ sơ", Material.LEAFLET, 400, 6),
    ("Chợ xã", Material.LEAFLET, 300, 3),
    ("Trạm y tế", Material.POSTER, 2, 2),
    ("Nhà văn hóa thôn", Material.POSTER, 12, 1),
    ("Cổng trụ sở", Material.BANNER, 1, 4),
)
_DEEDS = (
    (MediumForm.LEAFLET, "Phát tờ rơi ở chợ phiên", 300, None, 75),
    (MediumForm.LEAFLET, "Phát tờ rơi ở họp thôn", 120, 40, 20),
    (MediumForm.RADIO, "Xe loa đi các buôn xa", 3, 90, 48),
)
_DAYS = 60


def fill_demo_placements(session: Session, pack: Pack, now: datetime) -> None:
    """A second call changes nothing."""
    publisher = session.scalars(select(Officer).where(Officer.demo, Officer.role == Role.PUBLISHER)).first()
    if publisher is None or session.scalar(select(Placement.id).limit(1)) is not None:
        return
    chance, today = random.Random(7), local_day(now, pack)  # noqa: S311  a demonstration, no secret
    for name, material, copies, a_day in _PLACES:
        made = place(session, publisher, name, "", material, "", copies, now - timedelta(days=_DAYS))
        for ago in range(_DAYS):
            n = chance.randint(0, 2 * a_day)
            if n:
                session.add(PlacementScan(placement_id=made.id, day=today - timedelta(days=ago), n=n))
    for form, what, amount, minutes, ago in _DEEDS:
        medium = next((one for one in pack.media if one.form == form), None)
        if medium:
            deed = Deed(medium.code, today - timedelta(days=ago), what, amount, minutes)
            write_down(session, publisher, deed, pack, today, now)
