"""Which answered cases are worth telling, and why: a handful of plain signs, each shown, none secret.

Only a bounded number of the newest undecided cases is looked at, so it costs the same whatever the commune holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import published
from feedback_service.records import Attachment, Case, MeToo, PublicText
from feedback_service.vocabulary import EvidenceRole, Kind

LOOKED_AT = 200
NOT_LATELY = timedelta(days=60)
ASKED_SINCE = timedelta(days=180)
MANY, OFTEN = 3, 3
WELL = 3  # of four


class Sign(StrEnum):
    """Why a case is worth telling."""

    WELL_RATED = "well_rated"
    MANY_AFFECTED = "many_affected"
    BEFORE_AND_AFTER = "before_and_after"
    NOT_TOLD_LATELY = "not_told_lately"
    ASKED_OFTEN = "asked_often"


_WEIGHT = {
    Sign.ASKED_OFTEN: 3,
    Sign.MANY_AFFECTED: 3,
    Sign.BEFORE_AND_AFTER: 2,
    Sign.WELL_RATED: 2,
    Sign.NOT_TOLD_LATELY: 1,
}


@dataclass(frozen=True, slots=True)
class Worth:
    case: Case
    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        return sum(_WEIGHT[sign] for sign in self.signs)


def rank(cases: Sequence[Case], facts: "Facts") -> list[Worth]:
    """Weightiest first, of equal ones the newest; a case with no sign but a topic not told lately comes last. Pure."""
    found = [Worth(case, signs_of(case, facts)) for case in cases]
    return sorted((one for one in found if one.signs), key=lambda one: (-one.weight, -one.case.id))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the cases looked at. `asked`: how many questions there were by topic."""

    me_toos: Mapping[int, int]
    pictured: frozenset[int]
    told_lately: frozenset[str]
    asked: Mapping[str, int]


def signs_of(case: Case, facts: Facts) -> tuple[Sign, ...]:
    is_question = case.kind == Kind.HOI_DAP
    holds = {
        Sign.ASKED_OFTEN: is_question and facts.asked.get(case.topic_code, 0) >= OFTEN,
        Sign.MANY_AFFECTED: facts.me_toos.get(case.id, 0) >= MANY,
        Sign.BEFORE_AND_AFTER: case.id in facts.pictured,
        Sign.WELL_RATED: (case.rating or 0) >= WELL,
        Sign.NOT_TOLD_LATELY: bool(case.topic_code) and case.topic_code not in facts.told_lately,
    }
    return tuple(sign for sign, so in holds.items() if so)


def facts_of(session: Session, cases: Sequence[Case], today: date) -> Facts:
    """Four small queries by the cases' keys and by topic."""
    numbers = [case.id for case in cases]
    topics = {case.topic_code for case in cases if case.topic_code}
    me_toos = select(MeToo.case_id, func.count()).where(MeToo.case_id.in_(numbers)).group_by(MeToo.case_id)
    pictured = (
        select(Attachment.case_id)
        .where(
            Attachment.case_id.in_(numbers),
            Attachment.sealed.is_(False),
            Attachment.role.in_((EvidenceRole.BEFORE, EvidenceRole.AFTER)),
        )
        .group_by(Attachment.case_id)
        .having(func.count(Attachment.role.distinct()) > 1)
    )
    told = (
        select(PublicText.topic_code)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), PublicText.topic_code.in_(topics), PublicText.answered_on >= today - NOT_LATELY)
    )
    asked = select(Case.topic_code, func.count()).where(
        Case.kind == Kind.HOI_DAP, Case.topic_code.in_(topics), Case.received_on >= today - ASKED_SINCE
    )
    return Facts(
        me_toos={row[0]: row[1] for row in session.execute(me_toos)},
        pictured=frozenset(session.scalars(pictured)),
        told_lately=frozenset(session.scalars(told.distinct())),
        asked={row[0]: row[1] for row in session.execute(asked.group_by(Case.topic_code))},
    )
