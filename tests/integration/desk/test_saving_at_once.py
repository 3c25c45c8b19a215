"""Two officers save the same draft at the same moment: one is first, the other is told and keeps his words."""

import os
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import at_desk

ROUNDS = int(os.environ.get("ROUNDS", "8"))


def test_of_two_drafts_at_once_one_is_kept_and_the_other_stays_in_its_box(
    app: Flask, session: Session, pack: Pack
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    case = a_case(session, pack)
    officers: list[Officer] = [an_officer(session, Role.HEAD, case.unit_code) for _ in range(2)]
    session.commit()
    address, number = f"/can-bo/ho-so/{case.code}/nhap", case.id
    browsers = [at_desk(app, officer) for officer in officers]
    for turn in range(ROUNDS):
        session.rollback()
        answer = session.scalars(select(Answer).where(Answer.case_id == number)).one_or_none()
        seen, revision = (answer.revision if answer else 0), case.revision
        session.rollback()
        start, said = Barrier(2), [(0, "")] * 2

        def save(who: int, turn: int = turn, seen: int = seen, revision: int = revision) -> None:
            start.wait()
            answered = browsers[who].post(
                address,
                data={"tra_loi": f"Lời của {who}, lượt {turn}", "ban": seen, "revision": revision},
            )
            said[who] = answered.status_code, answered.text

        threads = [Thread(target=save, args=(who,)) for who in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first, second = sorted(range(2), key=lambda who: said[who][0])
        assert (said[first][0], said[second][0]) == (303, 409), turn
        assert f"Lời của {second}, lượt {turn}" in said[second][1]
        session.rollback()
        kept = session.scalars(select(Answer.text).where(Answer.case_id == number)).one()
        assert kept == f"Lời của {first}, lượt {turn}"
