"""What a newcomer finds in each room of a demonstration, once the cases are there."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.demo.alarm import raise_demo_alarm
from feedback_service.demo.bulletins import compose_demo_bulletins
from feedback_service.demo.calls import take_demo_calls
from feedback_service.demo.desk import fill_demo_desk
from feedback_service.demo.placed import fill_demo_placements
from feedback_service.demo.posts import fill_demo_posts
from feedback_service.demo.programs import fill_demo_programs
from feedback_service.demo.reports import fill_demo_reports
from feedback_service.demo.told_to_all import fill_demo_results
from feedback_service.pack.model import Pack

_ROOMS = (
    raise_demo_alarm,
    take_demo_calls,
    fill_demo_programs,
    fill_demo_desk,
    fill_demo_results,
    fill_demo_placements,
    fill_demo_posts,
    fill_demo_reports,
    compose_demo_bulletins,
)


def fill_demo_rooms(session: Session, pack: Pack, now: datetime) -> None:
    """In their order: bulletins and posts tell of what was published."""
    for fill in _ROOMS:
        fill(session, pack, now)
