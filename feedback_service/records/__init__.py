"""The tables, plain typed SQLAlchemy 2. Importing this package registers them all."""

from feedback_service.records.aliases import ReceiptAlias
from feedback_service.records.answer import Answer, PublicText
from feedback_service.records.base import Base, UtcDateTime
from feedback_service.records.calls import Call, CallBack, CallImport, CallSheet, Recording, Slip
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
from feedback_service.records.learning import (
    CaseLink,
    CaseSketch,
    Lesson,
    MeToo,
    Rehearsal,
    RoutingModel,
)
from feedback_service.records.people import Lock, Officer, PackVersion, Reading
from feedback_service.records.sealing import keyring
from feedback_service.records.tally import Tally
from feedback_service.records.traffic import InboundEvent, Job, Notification
from feedback_service.records.watch import Alarm, DutyPhone, GatewayBeat, LedgerDay, Phone

__all__ = [
    "Alarm",
    "Answer",
    "Attachment",
    "Base",
    "Call",
    "CallBack",
    "CallImport",
    "CallSheet",
    "Case",
    "CaseLink",
    "CaseReader",
    "CaseSketch",
    "Contact",
    "DutyPhone",
    "Event",
    "GatewayBeat",
    "InboundEvent",
    "Job",
    "LedgerDay",
    "Lesson",
    "Lock",
    "MeToo",
    "Message",
    "Note",
    "Notification",
    "Officer",
    "PackVersion",
    "Phone",
    "Promise",
    "PublicText",
    "Reading",
    "ReceiptAlias",
    "Recording",
    "Rehearsal",
    "RoutingModel",
    "Slip",
    "Tally",
    "UtcDateTime",
    "keyring",
]
