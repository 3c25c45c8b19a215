"""The words of the field, each once. Standard library only; everything else may import this.

Kinds carry the codes of the commune's contract, because the law's words do not survive translation
(docs/glossary.md explains each). The other names follow Open311 and GOV.UK Notify where they have one.
"""

from feedback_service.vocabulary.cases import (
    OPEN_STATUSES,
    UNFINISHED,
    Channel,
    Clock,
    Counting,
    EvidenceRole,
    Kind,
    LateReason,
    Publication,
    Relation,
    Status,
    Visibility,
)
from feedback_service.vocabulary.indices import Measure
from feedback_service.vocabulary.learning import ModelState, RehearsalState
from feedback_service.vocabulary.people import PersonAsks, Role
from feedback_service.vocabulary.published import (
    Every,
    Material,
    MediumForm,
    PaperState,
    PostShape,
    PostState,
    RatedBy,
    RemovalReason,
    Removed,
    ReportState,
)
from feedback_service.vocabulary.traffic import (
    AlarmKind,
    CallBackReason,
    CallEnd,
    CallOutcome,
    CallSource,
    DeliveryStatus,
    ImportState,
    NoCaseReason,
)

__all__ = [
    "OPEN_STATUSES",
    "UNFINISHED",
    "AlarmKind",
    "CallBackReason",
    "CallEnd",
    "CallOutcome",
    "CallSource",
    "Channel",
    "Clock",
    "Counting",
    "DeliveryStatus",
    "Every",
    "EvidenceRole",
    "ImportState",
    "Kind",
    "LateReason",
    "Material",
    "Measure",
    "MediumForm",
    "ModelState",
    "NoCaseReason",
    "PaperState",
    "PersonAsks",
    "PostShape",
    "PostState",
    "Publication",
    "RatedBy",
    "RehearsalState",
    "Relation",
    "RemovalReason",
    "Removed",
    "ReportState",
    "Role",
    "Status",
    "Visibility",
]
