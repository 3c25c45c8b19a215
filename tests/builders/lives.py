"""Cases to which things happen by lot, one after the other, as the days go on. What a rule forbids does not happen."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import refuse_case, withdraw_case
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.limits.lateness import explain_lateness
from feedback_service.handling.promises import local_day
from feedback_service.handling.rating.rate import Said, rate_answer
from feedback_service.handling.rating.reopening import reopen_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    propose_public_text,
    withdraw_public_text,
)
from feedback_service.records import Case
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.sealing import seal_case
from feedback_service.routing.transfer import transfer_case
from feedback_service.settings.rights.forgetting import emptied, forget_case
from feedback_service.vocabulary import Channel, Kind, LateReason, RatedBy, RemovalReason, Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer

TEXTS = (
    BROKEN_ROAD,
    "Xin hỏi làm giấy khai sinh cần giấy tờ gì",
    "Rác đổ tràn ra đường ở thôn 3 hôi quá",
    DENUNCIATION,
)
Deed = Callable[[Case], object]


class Life:
    """From `now` on; `goes_on` commits."""

    def __init__(self, session: Session, pack: Pack, seed: int, now: datetime = NOW) -> None:
        self.session, self.pack, self.chance, self.now = session, pack, random.Random(seed), now
        self.leader, self.writer = (
            an_officer(session, Role.LEADER, "LD"),
            an_officer(session, Role.LEADER, "LD"),
        )
        self.clerk, self.publisher = (
            an_officer(session, Role.CLERK, "VP"),
            an_officer(session, Role.PUBLISHER),
        )
        self.cases = [a_case(session, pack, now=now, sent_at=now)]

    def goes_on(self, times: int, until: datetime | None = None) -> None:
        for _ in range(times):
            self.now += timedelta(hours=self.chance.choice((1, 5, 19, 50)))
            if until and self.now >= until:
                break
            self.does(self.chance.choice(self.deeds()), self.chance.choice(self.cases))
        self.session.commit()

    def does(self, deed: Deed, case: Case) -> None:
        before = self.session.begin_nested()
        try:
            deed(case)
            self.session.flush()
            before.commit()
        except Fact:
            before.rollback()

    def deeds(self) -> list[Deed]:
        often = [self.comes, self.sorted, self.answered]
        rare = [self.moves, self.ends, self.sealed, self.merged, self.reopened, self.taken_back, self.erased]
        return [*often, *often, *often, self.rated, self.rated, self.published, self.published, *rare]

    def comes(self, _: Case) -> None:
        given: dict[str, Any] = {
            "sent_at": self.now,
            "channel": self.chance.choice((Channel.WEB, Channel.SMS)),
        }
        self.cases.append(a_case(self.session, self.pack, self.chance.choice(TEXTS), now=self.now, **given))

    def sorted(self, case: Case) -> None:
        given: dict[str, Any] = {
            "unit": self.chance.choice(("KT", "VHXH", "VP")),
            "kind": self.chance.choice((Kind.PHAN_ANH, Kind.HOI_DAP, Kind.KIEN_NGHI)),
            "topic": case.topic_code,
            "area": self.chance.choice(("thon-5", "", None)),
        }
        confirm_routing(self.session, case, self.leader, self.pack, self.now, **given, reason="xem lại")

    def moves(self, case: Case) -> None:
        unit = self.chance.choice(("KT", "VHXH", "DIENLUC"))
        transfer_case(self.session, case, self.clerk, unit, "đúng việc", self.pack, self.now)

    def answered(self, case: Case) -> None:
        because = self.chance.choice(list(LateReason)).value
        explain_lateness(self.session, case, self.writer, f"vì {because}", self.now, because)
        submit_answer(self.session, case, self.writer, "Đã làm xong.", 0, self.pack, self.now)
        approve_answer(self.session, case, self.leader, self.pack, self.now + timedelta(minutes=5))

    def rated(self, case: Case) -> None:
        said = Said(RatedBy.LINK, self.chance.choice((True, False, None)), self.chance.choice((1, 2, 3, 4)))
        rate_answer(self.session, case, said, self.pack, self.now)

    def published(self, case: Case) -> None:
        words = ("Đường đã sửa xong", "Đoạn đường bị sạt sau mưa.", "Xã đã đắp lại lề đường.")
        draft_public_text(self.session, case, self.publisher, *words, 0, self.pack, self.now)
        propose_public_text(self.session, case, self.publisher, self.pack, self.now)
        approve_public_text(self.session, case, self.leader, self.pack, self.now + timedelta(minutes=5))

    def taken_back(self, case: Case) -> None:
        withdraw_public_text(self.session, case, self.leader, RemovalReason.WRONG, "ghi nhầm việc", self.now)

    def ends(self, case: Case) -> None:
        if self.chance.random() < 0.5:
            withdraw_case(self.session, case, self.pack, self.now)
        else:
            refuse_case(self.session, case, self.leader, "trùng việc đã trả lời", self.pack, self.now)

    def sealed(self, case: Case) -> None:
        if self.chance.random() < 0.3:
            seal_case(self.session, case, self.leader, "có trẻ em", self.pack, self.now)

    def merged(self, case: Case) -> None:
        merge_cases(self.session, self.chance.choice(self.cases), case, self.leader, self.pack, self.now)

    def reopened(self, case: Case) -> None:
        if case.status == Status.ANSWERED:
            reopen_case(self.session, case, "vẫn hỏng", self.pack, self.now)

    def erased(self, case: Case) -> None:
        """Words and sender go; what is over stays in every figure."""
        if case.closed_on:
            forget_case(self.session, case, "closed_cases", emptied, self.now)

    @property
    def today(self) -> date:
        return local_day(self.now + timedelta(minutes=10), self.pack)
