"""A photo that went with a post is gone from its own address as soon as somebody takes it back."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.writing.evidence import paint_over, painted_copy
from feedback_service.handling.writing.painting import Box
from feedback_service.pack.model import Pack
from feedback_service.publishing.photos import Choice, make_copies
from feedback_service.publishing.posting.deciding import approve_post
from feedback_service.publishing.posting.pictures import choose_picture
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    propose_public_text,
)
from feedback_service.publishing.removals import remove_photo
from feedback_service.records import Attachment, Case, Officer, Post
from feedback_service.vocabulary import EvidenceRole, RemovalReason, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.pictures import a_picture
from tests.builders.posts import a_draft, rule_of
from tests.builders.published import ANSWER, SUMMARY, TITLE, an_answered_case


@pytest.fixture
def leader(session: Session) -> Officer:
    return an_officer(session, Role.LEADER, "")


@pytest.fixture
def case(session: Session, pack: Pack, leader: Officer) -> Case:
    found, writer = an_answered_case(session, pack), an_officer(session, Role.PUBLISHER, "")
    chosen = [Choice(a_picture(session, found, "brown").id, EvidenceRole.AFTER, "Sau khi đắp")]
    photos = (chosen, make_copies(session, found, chosen))
    draft_public_text(session, found, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW, photos)
    propose_public_text(session, found, writer, pack, NOW)
    approve_public_text(session, found, leader, pack, NOW)
    session.flush()
    return found


@pytest.fixture
def post(session: Session, pack: Pack, leader: Officer, case: Case) -> Post:
    made = a_draft(session, pack, "facebook", case)
    choose_picture(session, made, an_officer(session, Role.PUBLISHER, ""), 1, made.revision, pack)
    approve_post(session, made, leader, made.revision, None, rule_of(pack, "facebook"), pack, NOW)
    session.commit()
    return made


def address_of(post: Post) -> str:
    return f"/bai-dang/{post.id}-{post.photo_sha256[:12]}.jpg"


def test_a_photo_that_was_taken_from_the_text_is_gone(
    session: Session, client: FlaskClient, case: Case, post: Post, leader: Officer
) -> None:
    address = address_of(post)
    assert client.get(address).status_code == 200
    picture = session.scalars(select(Attachment)).one()
    remove_photo(session, case, leader, picture.id, RemovalReason.ON_REQUEST, "Có người xin gỡ", NOW)
    session.commit()
    assert client.get(address).status_code == 404


def test_a_photo_that_was_painted_over_is_gone(
    session: Session, client: FlaskClient, case: Case, post: Post, leader: Officer
) -> None:
    address, picture = address_of(post), session.scalars(select(Attachment)).one()
    paint_over(session, case, leader, picture, painted_copy(picture, [Box(0, 0, 500, 500)]), NOW)
    session.commit()
    assert client.get(address).status_code == 404
