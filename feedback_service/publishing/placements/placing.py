"""Placements: made, taken down, counted. A code that is printed is never given to another place."""

import re
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.folding import fold
from feedback_service.records import Officer, Placement, PlacementScan
from feedback_service.vocabulary import Material

LONGEST_CODE = 20
LONGEST_NAME = 200
MOST_COPIES = 100_000
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CodeTaken(Fact):
    status = 422
    said = _l("Mã này đã dùng cho một chỗ khác, kể cả chỗ đã gỡ. Xin chọn mã khác.")


class CodeUnreadable(Fact):
    status = 422
    said = _l("Mã chỉ gồm chữ không dấu, số và gạch nối, nhiều nhất 20 ký tự.")


class NoSuchPlacement(Fact):
    status = 404
    said = _l("Không có chỗ này.")


def place(
    session: Session,
    officer: Officer,
    name: str,
    code: str,
    material: Material,
    area_code: str,
    copies: int,
    now: datetime,
) -> Placement:
    """`code` "": made from the name. Raises CodeUnreadable, CodeTaken."""
    code = code.strip().lower() or code_from(name)
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise CodeUnreadable
    if session.scalar(select(Placement.id).where(Placement.code == code)) is not None:
        raise CodeTaken
    made = Placement(
        code=code,
        name=name.strip()[:LONGEST_NAME],
        material=material,
        area_code=area_code,
        copies=copies,
        made_at=now,
        officer_id=officer.id,
    )
    session.add(made)
    session.flush()
    return made


def code_from(name: str) -> str:
    """ "Chợ Ea Knốp" → "cho-ea-knop"; short, since it is printed under the square."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:LONGEST_CODE].strip("-")


def retire(session: Session, number: int, now: datetime) -> Placement:
    """Taken down. Its address goes on leading to the form: an old leaflet still lies on somebody's table."""
    found = session.get(Placement, number)
    if found is None:
        raise NoSuchPlacement
    found.retired_at = found.retired_at or now
    return found


def count_scan(session: Session, code: str, day: date) -> bool:
    """Whether there is such a place; whoever hangs no more is counted too, since somebody still reads it."""
    number = session.scalar(select(Placement.id).where(Placement.code == code))
    if number is None:
        return False
    session.add(PlacementScan(placement_id=number, day=day, n=1))
    return True
