"""The tables, plain typed SQLAlchemy 2. Importing this package registers them all."""

from feedback_service.records.answer import Answer, PublicText
from feedback_service.records.base import Base, UtcDateTime
from feedback_service.records.case import (
    Attachment,
    Case,
    CaseReader,
    Contact,
    Event,
    Message,
    Note,
    Promise,
)
from feedback_service.records.people import Lock, Officer, PackVersion, Reading
from feedback_service.records.sealing import keyring
from feedback_service.records.tally import Tally
from feedback_service.records.traffic import InboundEvent, Job, Notification

__all__ = [
    "Answer",
    "Attachment",
    "Base",
    "Case",
    "CaseReader",
    "Contact",
    "Event",
    "InboundEvent",
    "Job",
    "Lock",
    "Message",
    "Note",
    "Notification",
    "Officer",
    "PackVersion",
    "Promise",
    "PublicText",
    "Reading",
    "Tally",
    "UtcDateTime",
    "keyring",
]
