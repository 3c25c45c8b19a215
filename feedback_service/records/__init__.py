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
from feedback_service.records.desk import (
    Absence,
    CaseTask,
    Extension,
    Mention,
    MovedPromise,
    Petitioner,
    Referral,
    SavedFilter,
    Warned,
)
from feedback_service.records.learning import (
    CaseLink,
    CaseSketch,
    Lesson,
    MeToo,
    Rehearsal,
    RoutingModel,
)
from feedback_service.records.media import (
    Broadcast,
    Bulletin,
    BulletinItem,
    BulletinSound,
    Placement,
    PlacementScan,
    PlanWork,
    PlatformToken,
    Post,
)
from feedback_service.records.people import Lock, Officer, PackVersion, Reading
from feedback_service.records.periods import ApiKey, PeriodReport, UnitReport
from feedback_service.records.published import (
    Confirming,
    Follower,
    PublicPhoto,
    PublicVersion,
    Rating,
    Removal,
)
from feedback_service.records.rights import BookImport, PersonRequest, RetentionRun, Tombstone
from feedback_service.records.sealing import keyring
from feedback_service.records.secrecy import AuditEntry, AuditLink, CaseBar, Erasing
from feedback_service.records.sign_in import AccessReview, OfficerSession, Passkey, RecoveryCode
from feedback_service.records.tally import Tally
from feedback_service.records.traffic import InboundEvent, Job, Notification
from feedback_service.records.watch import Alarm, DutyPhone, GatewayBeat, LedgerDay, Phone

__all__ = [
    "Absence",
    "AccessReview",
    "Alarm",
    "Answer",
    "ApiKey",
    "Attachment",
    "AuditEntry",
    "AuditLink",
    "Base",
    "BookImport",
    "Broadcast",
    "Bulletin",
    "BulletinItem",
    "BulletinSound",
    "Call",
    "CallBack",
    "CallImport",
    "CallSheet",
    "Case",
    "CaseBar",
    "CaseLink",
    "CaseReader",
    "CaseSketch",
    "CaseTask",
    "Confirming",
    "Contact",
    "DutyPhone",
    "Erasing",
    "Event",
    "Extension",
    "Follower",
    "GatewayBeat",
    "InboundEvent",
    "Job",
    "LedgerDay",
    "Lesson",
    "Lock",
    "MeToo",
    "Mention",
    "Message",
    "MovedPromise",
    "Note",
    "Notification",
    "Officer",
    "OfficerSession",
    "PackVersion",
    "Passkey",
    "PeriodReport",
    "PersonRequest",
    "Petitioner",
    "Phone",
    "Placement",
    "PlacementScan",
    "PlanWork",
    "PlatformToken",
    "Post",
    "Promise",
    "PublicPhoto",
    "PublicText",
    "PublicVersion",
    "Rating",
    "Reading",
    "ReceiptAlias",
    "Recording",
    "RecoveryCode",
    "Referral",
    "Rehearsal",
    "Removal",
    "RetentionRun",
    "RoutingModel",
    "SavedFilter",
    "Slip",
    "Tally",
    "Tombstone",
    "UnitReport",
    "UtcDateTime",
    "Warned",
    "keyring",
]
