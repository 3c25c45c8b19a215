"""The indexes that the queue walks along: one for each thing that an officer may look for."""

from sqlalchemy import Index, text

from feedback_service.vocabulary import OPEN_STATUSES, UNFINISHED

# Word for word as in the indexes: with a parameter in its place neither database would use them.
OPEN = "status IN ({})".format(", ".join(f"'{status.value}'" for status in OPEN_STATUSES))
# What the public is told of: how long the oldest has waited.
WAITING = "status IN ({}) AND visibility <> 'sealed' AND kind <> 'spam'".format(
    ", ".join(f"'{status.value}'" for status in UNFINISHED)
)

QUEUE_INDEXES = (
    Index(
        "ix_cases_waiting_since",
        "unit_code",
        "received_on",
        sqlite_where=text(WAITING),
        postgresql_where=text(WAITING),
    ),
    # The queue reads open cases of a unit, danger first, then by what is due; closed ones cost it nothing.
    *(
        Index(name, *columns, "danger", "due_on", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN))
        for name, columns in (
            ("ix_cases_open_by_unit", ("unit_code",)),
            ("ix_cases_open_by_officer", ("assigned_to",)),
            ("ix_cases_open_by_area", ("area_code",)),
            ("ix_cases_open_by_topic", ("topic_code",)),
            ("ix_cases_open_by_kind", ("kind",)),
            ("ix_cases_open_by_status", ("status",)),
            ("ix_cases_open", ()),
        )
    ),
    # What is looked for among all cases, open and closed: the newest first, or between two days.
    Index("ix_cases_received", "received_on", "id"),
    *(
        Index(f"ix_cases_{column}_received", column, "received_on", "id")
        for column in ("assigned_to", "area_code", "topic_code", "kind")
    ),
)
