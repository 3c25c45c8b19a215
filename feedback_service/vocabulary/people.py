"""Who works here, and what a person may ask."""

from enum import StrEnum


class Role(StrEnum):
    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    PUBLISHER = "publisher"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"


class PersonAsks(StrEnum):
    """What somebody wants of the data held about them (Luật 91/2025/QH15, NĐ 356/2025 Đ5)."""

    SEE = "see"
    CORRECT = "correct"
    EXPORT = "export"
    ERASE = "erase"
