"""The people behind a petition, for the case page: their number for everybody, their names for who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.queries import has_looked
from feedback_service.handling.together.petitioners import MOST_NAMES, most_speakers, needs_speaker
from feedback_service.records import Case, Officer
from feedback_service.records.desk import Petitioner
from feedback_service.staff.permissions import Action, may


@dataclass(frozen=True, slots=True)
class People:
    """`names` is empty where the officer has not looked who wrote. `most`: how many may speak."""

    count: int
    named: int
    speaking: int
    most: int
    speaker_missing: bool
    names: Sequence[Petitioner]
    may_write: bool


def people_on(session: Session, case: Case, officer: Officer, now: datetime) -> People:
    of_case = Petitioner.case_id == case.id
    counted = select(func.count(), func.count().filter(Petitioner.speaks)).where(of_case)
    named, speaking = session.execute(counted).one()
    names: Sequence[Petitioner] = ()
    if named and has_looked(session, officer, case, now):
        asked = select(Petitioner).where(of_case).order_by(Petitioner.speaks.desc(), Petitioner.id)
        names = session.scalars(asked.limit(MOST_NAMES)).all()
    return People(
        count=case.people,
        named=named,
        speaking=speaking,
        most=most_speakers(case.people),
        speaker_missing=needs_speaker(case.people, speaking),
        names=names,
        may_write=may(officer, Action.SEE_SENDER, case),
    )
