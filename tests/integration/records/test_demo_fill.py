"""Demo cases beside those that are there."""

import random
from dataclasses import dataclass

from sqlalchemy.orm import Session

from feedback_service.demo.fill import _with_free_codes
from feedback_service.pack.model import Pack
from tests.builders.cases import a_case


@dataclass
class Retold:
    """A told case whose next codes are known."""

    code: str
    later: list[str]

    def rename(self, _chance: random.Random) -> None:
        self.code = self.later.pop(0)


def test_a_new_code_that_is_taken_as_well_is_replaced_again(session: Session, pack: Pack) -> None:
    first, second = a_case(session, pack), a_case(session, pack)
    told = [Retold(first.code, [second.code, "EK-0000-001X"]), Retold("EK-0000-001X", ["EK-0000-002X"])]
    freed = _with_free_codes(session, told, random.Random(1))  # type: ignore[arg-type]
    assert [one.code for one in freed] == ["EK-0000-001X", "EK-0000-002X"]
