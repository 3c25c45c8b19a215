"""Which tables the log watches, under which word, and what of them happens by itself and says nothing.

Not watched: rows that count (tallies, scans), what citizens wrote (their cases have events), and work of machines.
"""

from collections.abc import Mapping

from feedback_service.records.answer import PublicText
from feedback_service.records.base import Base
from feedback_service.records.case import CaseReader, Event
from feedback_service.records.desk import Absence
from feedback_service.records.learning import RoutingModel
from feedback_service.records.media import (
    Broadcast,
    Bulletin,
    BulletinSound,
    Placement,
    PlanWork,
    PlatformToken,
    Post,
)
from feedback_service.records.people import Officer, PackVersion, Reading
from feedback_service.records.periods import ApiKey, PeriodReport, UnitReport
from feedback_service.records.published import PublicCorrection, PublicVersion, Removal
from feedback_service.records.rights import BookImport, PersonRequest, RetentionRun, Tombstone
from feedback_service.records.secrecy import CaseBar
from feedback_service.records.sign_in import AccessReview, OfficerSession, Passkey, RecoveryCode
from feedback_service.records.watch import DutyPhone

FROZEN: Mapping[type[Base], tuple[str, tuple[str, ...]]] = {
    Event: ("event", ("case_id", "at", "officer_id", "action", "details")),
    Reading: ("reading", ("case_id", "at", "officer_id", "what", "reason")),
}
WATCHED: Mapping[type[Base], str] = {
    **{table: word for table, (word, _) in FROZEN.items()},
    PackVersion: "pack",
    Officer: "officer",
    OfficerSession: "session",
    Passkey: "passkey",
    RecoveryCode: "recovery_code",
    AccessReview: "access_review",
    Absence: "absence",
    PublicText: "public_text",
    PublicVersion: "public_version",
    PublicCorrection: "correction",
    Removal: "removal",
    CaseBar: "bar",
    CaseReader: "reader",
    PersonRequest: "person_request",
    Tombstone: "tombstone",
    RetentionRun: "retention",
    BookImport: "book_import",
    DutyPhone: "duty_phone",
    RoutingModel: "model",
    Bulletin: "bulletin",
    BulletinSound: "bulletin_sound",
    Broadcast: "broadcast",
    Post: "post",
    PlatformToken: "platform",
    Placement: "placement",
    PlanWork: "plan_work",
    PeriodReport: "period_report",
    UnitReport: "unit_report",
    ApiKey: "api_key",
}
# What happens by itself at every sign-in or click.
_ANYWHERE = frozenset(
    {
        *("last_login_at", "current_login_at", "last_login_ip", "current_login_ip", "fs_uniquifier"),
        *("totp_last_step", "seen_at", "done_rows", "report", "revision", "sign_count", "used_at"),
    }
)
_BY_ITSELF: Mapping[type[Base], frozenset[str]] = {
    ApiKey: frozenset({"last_used_on"}),
    UnitReport: frozenset({"reminded"}),
    # The worker's: how often it tried, what the platform counted.
    Post: frozenset(
        {
            *("attempts", "claimed_until", "remote_token", "trouble", "trouble_details"),
            *("views", "shares", "counted_at"),
        }
    ),
    # A new key is told; that somebody holds the right to fetch one, or that the platform is busy, is not.
    PlatformToken: frozenset(
        {
            *("details", "paused_until", "trouble"),
            *("expires_at", "refresh_expires_at", "refreshed_at"),
        }
    ),
}


def noise_of(table: type[Base]) -> frozenset[str]:
    """The columns whose change is no news."""
    return _ANYWHERE | _BY_ITSELF.get(table, frozenset())
