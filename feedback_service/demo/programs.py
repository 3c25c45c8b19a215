"""A program of somebody else in a demonstration: its key, and one case that it sent by Open311."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.open311.reading import read_posted
from feedback_service.intake.receive import receive_submission
from feedback_service.pack.model import Pack
from feedback_service.records import ApiKey, Officer
from feedback_service.staff.api_keys import make_key
from feedback_service.vocabulary import Role


def fill_demo_programs(session: Session, pack: Pack, now: datetime) -> None:
    """A second call changes nothing. The key is nobody's: its words are forgotten as soon as it is made."""
    asked = select(Officer).where(Officer.demo, Officer.role == Role.ADMIN)
    officer = session.scalars(asked.order_by(Officer.id)).first()
    if officer is None or not pack.topics or session.scalar(select(ApiKey.id).limit(1)):
        return
    key, _words = make_key(
        session, officer, "Ứng dụng phản ánh của tỉnh", "ungdung@example.org", now - timedelta(days=30)
    )
    key.last_used_on = now.date()
    topic = pack.topics[0]
    sent = {
        "service_code": topic.code,
        "description": f"{topic.name.vi}: gần trường học có chỗ cần xã đến xem, học sinh đi lại khó.",
        "address_string": "Gần cổng trường học",
    }
    at = now - timedelta(hours=3)
    receive_submission(session, read_posted(sent, f"open311:{key.id}:demo", pack, at, "vi"), pack, at)
