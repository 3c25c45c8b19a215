"""Cases that ended before their days were counted come into the figures by night."""

from functools import partial

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Tally
from feedback_service.records.tally import figures_of, tally_row
from feedback_service.reporting.figures import figures
from feedback_service.working.counting_days import count_days
from tests.builders.cases import NOW
from tests.builders.published import a_published_case
from tests.integration.figures.test_definitions import APRIL, MARCH
from tests.integration.figures.test_recounted import kept, recounted


def as_before(session: Session) -> None:
    """As the tables stood after the migration: nobody had counted the days."""
    session.execute(update(Case).values(days_taken=None, rated_on=None))
    session.expire_all()
    session.execute(delete(Tally))
    for case in session.scalars(select(Case)):
        session.add_all(tally_row(key, 1) for key in figures_of(partial(getattr, case)))
    session.commit()


def test_by_night_all_that_is_known_of_them_is_counted(session: Session, pack: Pack) -> None:
    for _ in range(3):
        case = a_published_case(session, pack)
        case.rating = 3
        record(session, case, "rated", NOW, rating=3)
    as_before(session)
    assert figures(session, MARCH, APRIL).total.published == 0
    assert (count_days(now=NOW), count_days(now=NOW)) == (3, 0)
    session.expire_all()
    total = figures(session, MARCH, APRIL).total
    assert (total.published, total.days, total.ratings) == (3, {0: 3}, (0, 3, 0, 0))
    assert kept(session) == recounted(session)


def test_one_that_was_reopened_meanwhile_is_not_counted(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    as_before(session)
    case.answered_on = case.closed_on = None
    session.commit()
    assert count_days(now=NOW) == 0
    assert kept(session) == recounted(session)
