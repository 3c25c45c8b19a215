"""Folding the kept figures changes their number and never their sum."""

from collections import Counter
from datetime import timedelta
from threading import Thread

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.pack.model import Pack
from feedback_service.records import Tally
from feedback_service.records.tally import tally_row
from feedback_service.working.tallies import AT_ONCE, fold_tallies
from tests.builders.cases import NOW, a_case

DAY = NOW.date()


def a_row(n: int = 1, unit: str = "KT") -> Tally:
    return tally_row(("queue", "received", DAY, unit, "", "", "", "", False), n)


def figures(session: Session) -> Counter[tuple[object, ...]]:
    """What everybody reads: the sums."""
    about = (Tally.book, Tally.measure, Tally.day, Tally.unit_code, Tally.kind, Tally.channel, Tally.sealed)
    rows = session.execute(select(*about, func.sum(Tally.n)).group_by(*about))
    return Counter({tuple(row[:-1]): row[-1] for row in rows if row[-1]})


def count(session: Session) -> int:
    return session.scalar(select(func.count(Tally.id))) or 0


def test_many_rows_become_one_with_their_sum(session: Session) -> None:
    session.add_all([a_row(), a_row(), a_row(), a_row(-1), a_row(unit="VP")])
    session.commit()
    before = figures(session)
    assert fold_tallies("queue", now=NOW) == 4
    assert figures(session) == before
    assert count(session) == 2


def test_what_cancels_out_leaves_nothing(session: Session) -> None:
    session.add_all([a_row(), a_row(-1)])
    session.commit()
    fold_tallies("queue", now=NOW)
    assert count(session) == 0


def test_what_stands_alone_and_other_books_are_left_alone(session: Session) -> None:
    session.add(a_row())
    session.commit()
    assert fold_tallies("queue", now=NOW) == 0
    assert fold_tallies("month", now=NOW) == 0


def test_the_figures_of_real_cases_survive(session: Session, pack: Pack) -> None:
    for day in range(6):
        a_case(session, pack, now=NOW + timedelta(days=day % 2))
    session.commit()
    before, rows = figures(session), count(session)
    for book in ("queue", "month", "queue"):
        fold_tallies(book, now=NOW)
    assert figures(session) == before
    assert count(session) < rows


def test_more_rows_than_one_portion_are_folded_by_portions(session: Session) -> None:
    session.add_all([a_row() for _ in range(AT_ONCE + 1)])
    session.commit()
    fold_tallies("queue", now=NOW)
    fold_tallies("queue", now=NOW)
    assert (count(session), figures(session).total()) == (1, AT_ONCE + 1)


def test_nothing_is_lost_while_others_write_and_fold(app: Flask, session: Session) -> None:
    def write() -> None:
        with app.app_context():
            for _ in range(25):
                with transaction() as own:
                    own.add(a_row())

    def fold() -> None:
        with app.app_context():
            for _ in range(10):
                fold_tallies("queue", now=NOW)

    threads = [Thread(target=work) for work in (write, write, fold, fold)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert figures(session).total() == 50
