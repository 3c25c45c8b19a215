"""Two officers save the same draft at the same moment: one is first, the other is told and keeps his words."""

import os
from collections.abc import Sequence
from threading import Barrier, Thread

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case
from feedback_service.vocabulary import Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import at_desk

ROUNDS = int(os.environ.get("ROUNDS", "8"))  # ROUNDS=500 to be sure; a few say it too
Said = tuple[int, str]


def both_save(browsers: Sequence[FlaskClient], address: str, seen: int, texts: Sequence[str]) -> list[Said]:
    """What each is answered: status and page."""
    start, said = Barrier(len(browsers)), [(0, "")] * len(browsers)

    def save(who: int) -> None:
        start.wait()
        answered = browsers[who].post(address, data={"tra_loi": texts[who], "ban": seen})
        said[who] = answered.status_code, answered.text

    threads = [Thread(target=save, args=(who,)) for who in range(len(browsers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def draft_of(session: Session, case: Case) -> tuple[int, str]:
    session.rollback()
    asked = select(Answer.revision, Answer.text).where(Answer.case_id == case.id)
    revision, text = session.execute(asked).one_or_none() or (0, "")
    session.rollback()
    return revision, text


def test_of_two_drafts_at_once_one_is_kept_and_the_other_stays_in_its_box(
    app: Flask, session: Session, pack: Pack
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    case = a_case(session, pack)
    officers = [an_officer(session, Role.HEAD, case.unit_code) for _ in range(2)]
    session.commit()
    address = f"/can-bo/ho-so/{case.code}/nhap"
    browsers = [at_desk(app, officer) for officer in officers]
    for turn in range(ROUNDS):
        texts = [f"Lời của {who}, lượt {turn}" for who in range(2)]
        said = both_save(browsers, address, draft_of(session, case)[0], texts)
        first, second = sorted(range(2), key=lambda who: said[who][0])
        assert (said[first][0], said[second][0]) == (303, 409), turn
        assert texts[second] in said[second][1]
        assert draft_of(session, case)[1] == texts[first]
