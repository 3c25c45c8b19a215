"""Made-up officers for a trial: one for each role and unit, entered by one click. Never beside real ones."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, abort
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from feedback_service.config import ConfigurationError
from feedback_service.database import UNREACHABLE, db, is_down
from feedback_service.pack.model import Pack, Unit
from feedback_service.records import Officer
from feedback_service.staff.officers import UNIT_ROLES, home_unit
from feedback_service.vocabulary import Role

# Invented; given names and family names of the region, in no order that means anything.
NAMES = (
    "Trần Thị Lựu", "Lê Thị Mơ", "Y Bhok Êban", "Nguyễn Văn Tám", "H’Lan Niê", "Phạm Quốc Bảo",
    "Hoàng Thị Nụ", "Y Thuan Mlô", "Đỗ Minh Khoa", "H’Rin Kbuôr", "Vũ Đình Lâm", "Nông Thị Hiên",
    "Bùi Anh Đức", "Y Khoa Ayun", "Lương Thị Sen", "Đặng Hữu Phước", "H’Nuê Ksor", "Cao Xuân Thắng",
    "Triệu Thị Mai", "Y Djuang Hmŏk", "Ngô Thị Thảo", "Hà Văn Lực", "H’Bia Adrơng", "Mai Công Tuấn",
    "Võ Thị Diệp", "Y Sơn Byă", "Lý Thị Xuân", "Tạ Quang Huy", "H’Mer Rcăm", "Phan Bá Thành",
    "Đinh Thị Quế", "Y Phương Knul",
)  # fmt: skip
ABOVE_UNITS = (Role.CLERK, Role.PUBLISHER, Role.LEADER, Role.AUDITOR, Role.ADMIN)


def create_demo_officers(session: Session, pack: Pack, now: datetime) -> int:
    """Adds those that are missing and returns how many. Two leaders, since nobody approves his own words."""
    known = set(session.scalars(select(Officer.email).where(Officer.demo)))
    wanted = [_officer(number, *place, now=now) for number, place in enumerate(_places(pack))]
    missing = [officer for officer in wanted if officer.email not in known]
    session.add_all(missing)
    session.flush()
    return len(missing)


def working_units(pack: Pack) -> list[Unit]:
    """Units with officers of their own. Those above the units sit in the unit that holds sealed cases."""
    return [
        unit
        for unit in pack.units
        if not (unit.outside or unit.retired or unit.code == pack.commune.sealed_unit)
    ]


@dataclass(frozen=True, slots=True)
class DemoPlaces:
    """Who may be tried: those above the units, and for each unit its officer and its head."""

    above: tuple[Officer, ...]
    units: tuple[tuple[Unit, tuple[Officer, ...]], ...]


def demo_places(session: Session, pack: Pack) -> DemoPlaces:
    made_up = session.scalars(select(Officer).where(Officer.demo, Officer.active).order_by(Officer.id)).all()
    in_units = [officer for officer in made_up if officer.role in UNIT_ROLES]
    by_unit = ((unit, tuple(o for o in in_units if o.unit_code == unit.code)) for unit in pack.units)
    return DemoPlaces(
        above=tuple(officer for officer in made_up if officer.role not in UNIT_ROLES),
        units=tuple((unit, officers) for unit, officers in by_unit if officers),
    )


def demo_officer(session: Session, officer_id: int) -> Officer | None:
    """A made-up officer; never a real one, whatever the number."""
    officer = session.get(Officer, officer_id)
    return officer if officer and officer.demo and officer.active else None


def refuse_demo(session: Session) -> None:
    """Raises ConfigurationError when real officers work here: nobody may enter their desk by one click."""
    if not inspect(session.connection()).has_table(Officer.__tablename__):
        return  # before the first `flask db upgrade`
    if session.scalar(select(Officer.id).where(~Officer.demo).limit(1)) is not None:
        raise ConfigurationError("DEMO=1 is refused: this database holds officers who are not made up.")


def guard_demo(app: Flask) -> None:
    """Refuses at once, or, where the database is away, before the first request that finds it."""
    try:
        refuse_demo(db.session())
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        app.before_request(_refuse_later())


def _refuse_later() -> Callable[[], None]:
    checked = False

    def check() -> None:
        nonlocal checked
        if checked:
            return
        try:
            refuse_demo(db.session())
            checked = True
        except ConfigurationError:
            abort(503)
        except UNREACHABLE as error:
            if not is_down(error):
                raise

    return check


def _places(pack: Pack) -> Iterator[tuple[str, Role, str]]:
    """The name before the @, which stays the same when units are added, with role and unit."""
    for role in ABOVE_UNITS:
        yield role.value, role, home_unit(role, pack)
    yield "leader-2", Role.LEADER, home_unit(Role.LEADER, pack)
    for unit in working_units(pack):
        yield f"officer-{unit.code}".lower(), Role.OFFICER, unit.code
        yield f"head-{unit.code}".lower(), Role.HEAD, unit.code


def _officer(number: int, address: str, role: Role, unit: str, now: datetime) -> Officer:
    return Officer(
        email=f"{address}@demo.invalid",
        name=NAMES[number % len(NAMES)],
        role=role,
        unit_code=unit,
        active=True,
        demo=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=now,
    )
