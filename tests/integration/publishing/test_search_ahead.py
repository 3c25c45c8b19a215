"""The ids of the rows with certain words, from the newest on, whatever the word."""

import pytest
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import PublicText
from feedback_service.search_ahead import Ahead, look_ahead
from tests.builders.public_texts import published_texts


@pytest.fixture
def ids(session: Session, pack: Pack) -> list[int]:
    """Newest first; each title says "viec so <number>"."""
    published_texts(session, pack, 12)
    session.flush()
    return sorted((row.id for row in session.query(PublicText)), reverse=True)


@pytest.mark.parametrize("frequent", [0, 1_000], ids=["walked", "known"])
def test_pages_of_ids_go_on_either_way(session: Session, ids: list[int], frequent: int) -> None:
    older = look_ahead(session, "public_texts", "viec so", ids[3], False, False, frequent)
    assert older == Ahead(tuple(ids[4:]), False)
    newer = look_ahead(session, "public_texts", "viec so", ids[3], True, False, frequent)
    assert newer == Ahead(tuple(reversed(ids[:3])), False)


def test_a_beginning_counts_where_the_word_itself_stands_nowhere(session: Session, ids: list[int]) -> None:
    assert look_ahead(session, "public_texts", "vie", None, False, False).ids == tuple(ids)
    assert look_ahead(session, "public_texts", "viec 1", None, False, False).ids == (ids[-2],)
