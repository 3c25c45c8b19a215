"""A picture that was approved with the text stands in `media_url`, clean, and is gone when it is taken back."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.pack.model import Pack
from feedback_service.publishing.photos import Choice, make_copies
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    propose_public_text,
)
from feedback_service.publishing.removals import remove_photo
from feedback_service.records import Case, PublicPhoto
from feedback_service.vocabulary import EvidenceRole, RemovalReason, Role
from tests.builders.cases import an_officer
from tests.builders.pictures import AUTHOR, a_picture
from tests.builders.published import ANSWER, SUMMARY, TITLE, an_answered_case
from tests.integration.open311.georeport_client import Client

TODAY = now()


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    """Told with a picture from before and one from after."""
    found = an_answered_case(session, pack, now=TODAY)
    writer = an_officer(session, Role.PUBLISHER, "")
    chosen = (
        Choice(a_picture(session, found, "brown").id, EvidenceRole.BEFORE, "Lúc mới sạt"),
        Choice(a_picture(session, found, "green").id, EvidenceRole.AFTER, "Đã đắp lại"),
    )
    photos = (chosen, make_copies(session, found, chosen))
    draft_public_text(session, found, writer, TITLE, SUMMARY, ANSWER, 0, pack, TODAY, photos)
    propose_public_text(session, found, writer, pack, TODAY)
    approve_public_text(session, found, an_officer(session, Role.LEADER, ""), pack, TODAY)
    session.commit()
    return found


def media_url(georeport: Client, case: Case) -> str:
    (told,) = georeport.read(georeport.get(f"requests/{case.code}"))
    (listed,) = georeport.read(georeport.get("requests"))
    assert told["media_url"] == listed["media_url"]
    return told["media_url"] or ""


def test_the_first_picture_is_fetched_where_media_url_says(georeport: Client, case: Case) -> None:
    answer = georeport.http.get(urlsplit(media_url(georeport, case)).path)
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
    picture = Image.open(BytesIO(answer.data))
    assert max(picture.size) == 1200
    assert not picture.getexif() and "comment" not in picture.info
    assert AUTHOR.encode() not in answer.data and b"0905888777" not in answer.data


def test_an_update_shows_how_it_looks_now(georeport: Client, case: Case) -> None:
    (told,) = georeport.read(georeport.get("servicerequestupdates"))
    assert told["media_url"].endswith(f"/ket-qua/{case.code}/anh/2.jpg")
    assert georeport.http.get(urlsplit(told["media_url"]).path).status_code == 200


def test_a_picture_that_was_taken_back_is_in_no_answer(
    georeport: Client, session: Session, pack: Pack, case: Case
) -> None:
    before = urlsplit(media_url(georeport, case)).path
    for photo in session.scalars(select(PublicPhoto)).all():
        remove_photo(
            session,
            case,
            an_officer(session, Role.LEADER, ""),
            photo.attachment_id,
            RemovalReason.RIGHTS,
            "Chủ ảnh yêu cầu.",
            TODAY,
        )
    session.commit()
    assert media_url(georeport, case) == ""
    assert georeport.http.get(before).status_code in (404, 410)
