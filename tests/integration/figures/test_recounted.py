"""Through a random life of cases the kept figures stay equal to a recount over all of them."""

import random
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Tally
from feedback_service.records.tally import figures_of
from feedback_service.vocabulary import Channel, Kind, LateReason, Publication, Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer

_ABOUT = (
    Tally.book,
    Tally.measure,
    Tally.day,
    Tally.unit_code,
    Tally.kind,
    Tally.topic_code,
    Tally.channel,
    Tally.area_code,
    Tally.sealed,
)


def kept(session: Session) -> Counter[tuple[Any, ...]]:
    session.flush()
    rows = session.execute(select(*_ABOUT, func.sum(Tally.n)).group_by(*_ABOUT))
    return Counter({tuple(row[:-1]): row[-1] for row in rows if row[-1]})


def recounted(session: Session) -> Counter[tuple[Any, ...]]:
    session.expire_all()
    return Counter(
        key for case in session.scalars(select(Case)) for key in figures_of(partial(getattr, case))
    )


class Life:
    """What may happen to cases, by lot. What a rule forbids does not happen."""

    def __init__(self, session: Session, pack: Pack, seed: int) -> None:
        self.session, self.pack, self.lot, self.now = session, pack, random.Random(seed), NOW
        self.leader, self.writer = (
            an_officer(session, Role.LEADER, "LD"),
            an_officer(session, Role.LEADER, "LD"),
        )
        self.cases = [a_case(session, pack)]

    def step(self) -> None:
        self.now += timedelta(days=self.lot.randrange(9))
        deed = self.lot.choice(
            (
                *(self._receive, self._receive, self._answer, self._answer, self._reopen, self._rate),
                *(self._refuse, self._withdraw, self._merge, self._move, self._seal, self._publish),
                self._explain,
            )
        )
        try:
            deed(self.lot.choice(self.cases))
        except Fact:
            return
        self.session.flush()

    def _receive(self, _: Case) -> None:
        channel = self.lot.choice(list(Channel))
        self.cases.append(a_case(self.session, self.pack, now=self.now, sent_at=self.now, channel=channel))

    def _answer(self, case: Case) -> None:
        submit_answer(self.session, case, self.writer, "Đã sửa.", 0, self.pack, self.now)
        approve_answer(self.session, case, self.leader, self.pack, self.now)

    def _reopen(self, case: Case) -> None:
        reopen_case(self.session, case, "vẫn hỏng", self.pack, self.now)

    def _rate(self, case: Case) -> None:
        case.rating, case.solved = self.lot.choice([1, 4]), self.lot.choice([True, False, None])
        case.rated_on = self.now.date()

    def _refuse(self, case: Case) -> None:
        refuse_case(self.session, case, self.leader, "đã có tòa", self.pack, self.now)

    def _withdraw(self, case: Case) -> None:
        withdraw_case(self.session, case, self.pack, self.now)

    def _merge(self, case: Case) -> None:
        merge_cases(self.session, case, self.lot.choice(self.cases), self.leader, self.pack, self.now)

    def _move(self, case: Case) -> None:
        case.unit_code, case.kind = self.lot.choice(["KT", "VP"]), self.lot.choice(list(Kind))
        case.topic_code = self.lot.choice([topic.code for topic in self.pack.topics[:3]])

    def _seal(self, case: Case) -> None:
        case.visibility = self.lot.choice([Visibility.SEALED, Visibility.LISTED])

    def _publish(self, case: Case) -> None:
        case.publication = self.lot.choice([Publication.PUBLISHED, Publication.WITHDRAWN])

    def _explain(self, case: Case) -> None:
        case.late, case.late_because = True, self.lot.choice(list(LateReason)).value


@pytest.mark.parametrize("seed", range(3))
def test_after_any_life_the_kept_figures_are_a_recount(session: Session, pack: Pack, seed: int) -> None:
    life = Life(session, pack, seed)
    for _ in range(60):
        life.step()
    assert kept(session) == recounted(session)
    assert len(life.cases) > 5
