"""Citizens, officers and cases as tests need them; what a test does not name is ordinary."""

import itertools
import secrets
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

import feedback_service
from feedback_service.intake.receive import receive_submission
from feedback_service.intake.submission import Submission
from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Channel, Role
from tests.builders.stored_pack import StoredPack

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 2 March 2026, nine in the morning
BROKEN_ROAD = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa"
DENUNCIATION = "Tôi tố cáo ông trưởng thôn ăn chặn tiền hỗ trợ hộ nghèo, tôi có giấy tờ"
_numbers = itertools.count(1)


@cache
def shipped_pack() -> Pack:
    return load_files(Path(feedback_service.__file__).parent / "commune" / "ea-knop", NOW.date())


@cache
def _stored() -> StoredPack:
    return StoredPack.of(shipped_pack())


def load_pack(session: Session) -> Pack:
    """The shipped pack, in force in this database."""
    return _stored().load(session, NOW)


def a_submission(text: str = BROKEN_ROAD, **given: object) -> Submission:
    values = {
        "channel": Channel.WEB,
        "submission_id": f"test:{next(_numbers)}",
        "sent_at": NOW,
        "phone": "+84905123456",
        "phone_raw": "0905123456",
    }
    return Submission(text=text, **{**values, **given})  # type: ignore[arg-type]


def a_case(
    session: Session, pack: Pack, text: str = BROKEN_ROAD, now: datetime = NOW, **given: object
) -> Case:
    """A case through the one door, not committed yet."""
    case = receive_submission(session, a_submission(text, **given), pack, now).case
    session.flush()
    return case


def an_officer(session: Session, role: Role = Role.OFFICER, unit: str = "KT", **given: object) -> Officer:
    number = next(_numbers)
    values = {
        "email": f"can-bo-{number}@example.org",
        "name": f"Cán bộ {number}",
        "role": role,
        "unit_code": unit,
        "active": True,
        "demo": False,
        "fs_uniquifier": secrets.token_hex(16),
        "created_at": NOW,
    }
    officer = Officer(**{**values, **given})
    session.add(officer)
    session.flush()
    return officer
