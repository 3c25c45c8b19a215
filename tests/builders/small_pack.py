"""A commune with nothing but what a test names."""

from feedback_service.pack.model import Commune, DeadlineRule, Pack, Text
from tests.builders.calendars import VIETNAM, a_calendar


def a_commune() -> Commune:
    name = Text("xã Thử", "Test commune")
    return Commune(
        code="xa-thu",
        name=name,
        authority=name,
        brand=name,
        province=name,
        address=name,
        code_prefix="XT",
        sms_name="xa Thu",
        time_zone=VIETNAM.key,
        hotline="",
        sms_number="",
        email="",
        website="",
        emergency=(),
        triage_unit="VP",
        sealed_unit="LD",
        publishing_unit="VHXH",
    )


def a_pack_with_deadlines(*rules: DeadlineRule) -> Pack:
    return Pack(
        commune=a_commune(),
        units=(),
        topics=(),
        kinds=(),
        signals=(),
        deadlines=rules,
        calendar=a_calendar(),
        areas=(),
        channels=(),
        media=(),
        triage_threshold=0.5,
    )
