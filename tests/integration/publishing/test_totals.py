"""Kinds that are never listed appear in totals alone, and no row is so small that it points at somebody."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.pack.model import Pack
from feedback_service.reporting.figures import FEWEST
from feedback_service.vocabulary import Visibility
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, a_case


def figures(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/thong-ke.json").get_json()
    return found


def test_denunciations_are_no_row_of_their_own(client: FlaskClient, session: Session, pack: Pack) -> None:
    moment = now()
    cases = [a_case(session, pack, DENUNCIATION, moment, sent_at=moment) for _ in range(6)]
    for _ in range(6):
        a_case(session, pack, BROKEN_ROAD, moment, sent_at=moment)
    session.commit()
    assert {case.visibility for case in cases} == {Visibility.SEALED}
    told = figures(client)
    topics = {case.topic_code for case in cases} - {""}
    assert cases[0].kind.value not in {row["code"] for row in told["kinds"]}
    assert not topics & {row["code"] for row in told["topics"]}


def test_no_row_below_five_stands_alone(client: FlaskClient, session: Session, pack: Pack) -> None:
    moment = now()
    for amount, text in ((7, BROKEN_ROAD), (2, "Đèn đường thôn 3 hỏng đã hai tuần, tối lắm")):
        for _ in range(amount):
            a_case(session, pack, text, moment, sent_at=moment)
    session.commit()
    told = figures(client)
    known = {
        "kinds": {rule.kind.value for rule in pack.kinds},
        "topics": set(pack.topic_by_code),
        "areas": set(pack.area_by_code),
    }
    small = [
        (group, row["code"])
        for group, codes in known.items()
        for row in told[group]
        if row["code"] in codes and max(row["carried"] + row["received"], row["answered"]) < FEWEST
    ]
    assert small == []
