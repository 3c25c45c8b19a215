"""Realistic cases for a demonstration, told from the stories in the commune's folder."""

from feedback_service.demo.alarm import raise_demo_alarm
from feedback_service.demo.bulletins import compose_demo_bulletins
from feedback_service.demo.calls import take_demo_calls
from feedback_service.demo.desk import fill_demo_desk
from feedback_service.demo.fill import fill, is_empty
from feedback_service.demo.placed import fill_demo_placements
from feedback_service.demo.posts import fill_demo_posts
from feedback_service.demo.reports import fill_demo_reports
from feedback_service.demo.rooms import fill_demo_rooms
from feedback_service.demo.told_to_all import fill_demo_results

__all__ = [
    "compose_demo_bulletins",
    "fill",
    "fill_demo_desk",
    "fill_demo_placements",
    "fill_demo_posts",
    "fill_demo_reports",
    "fill_demo_results",
    "fill_demo_rooms",
    "is_empty",
    "raise_demo_alarm",
    "take_demo_calls",
]
