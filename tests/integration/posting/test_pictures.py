"""The picture of a post: a drawn card, or a photo that was approved with the public text."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, ChangeNotAllowed
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.deciding import approve_post
from feedback_service.publishing.posting.facts import PictureGone
from feedback_service.publishing.posting.pictures import CARD, choose_picture, offered
from feedback_service.records import Attachment, Post
from feedback_service.vocabulary import PostState, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.posts import Media, a_draft, an_approved_post, rule_of
from tests.integration.publishing.test_photos import published_with


def with_photo(session: Session, pack: Pack, provider: str = "facebook") -> tuple[Post, list[Attachment]]:
    """A draft with the second of two photos."""
    case, pictures = published_with(session, pack, "brown", "green")
    post = a_draft(session, pack, provider, case)
    choose_picture(session, post, an_officer(session, Role.PUBLISHER, ""), 2, post.revision, pack)
    return post, pictures


def let_out(session: Session, pack: Pack, post: Post, provider: str = "facebook") -> None:
    leader = an_officer(session, Role.LEADER, "")
    approve_post(session, post, leader, post.revision, None, rule_of(pack, provider), pack, NOW)
    session.commit()


def test_the_card_is_a_picture_that_both_platforms_take(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    post = an_approved_post(session, pack)
    shown = client.get(f"/bai-dang/{post.id}-{post.photo_sha256[:12]}.jpg").data
    opened = Image.open(BytesIO(shown))
    assert (opened.format, opened.size) == ("JPEG", (1200, 630))
    assert len(shown) < 1_000_000


def test_a_photo_of_the_result_may_go_in_place_of_the_card(session: Session, pack: Pack) -> None:
    post, _ = with_photo(session, pack)
    assert [one.chosen for one in offered(session, post, pack)] == [False, True]
    choose_picture(session, post, an_officer(session), CARD, post.revision, pack)
    assert [one.chosen for one in offered(session, post, pack)] == [False, False]


def test_the_communes_own_site_goes_without_a_card(session: Session, pack: Pack) -> None:
    post, _ = with_photo(session, pack, "")
    assert post.photo_sha256
    choose_picture(session, post, an_officer(session), CARD, post.revision, pack)
    assert post.photo_sha256 == ""


@pytest.mark.parametrize("number", [-1, 3, 99])
def test_a_photo_that_is_not_there_is_not_chosen(session: Session, pack: Pack, number: int) -> None:
    post, _ = with_photo(session, pack)
    with pytest.raises(PictureGone):
        choose_picture(session, post, an_officer(session), number, post.revision, pack)


def test_a_picture_is_chosen_before_the_approval_and_by_who_saw_the_newest(
    session: Session, pack: Pack
) -> None:
    post, _ = with_photo(session, pack)
    with pytest.raises(ChangedMeanwhile):
        choose_picture(session, post, an_officer(session), 1, post.revision - 1, pack)
    let_out(session, pack, post)
    with pytest.raises(ChangeNotAllowed):
        choose_picture(session, post, an_officer(session), 1, post.revision, pack)


def test_a_sealed_photo_stops_the_approval(session: Session, pack: Pack) -> None:
    post, pictures = with_photo(session, pack)
    pictures[1].sealed = True
    with pytest.raises(PictureGone):
        let_out(session, pack, post)


def test_a_photo_that_was_sealed_after_the_approval_does_not_go_out(
    session: Session, pack: Pack, platforms: Media, client: FlaskClient
) -> None:
    post, pictures = with_photo(session, pack)
    let_out(session, pack, post)
    photo = post.photo_sha256
    pictures[1].sealed = True
    session.commit()
    assert client.get(f"/bai-dang/{post.id}-{photo[:12]}.jpg").status_code == 404
    platforms.work(minutes=3)
    session.expire_all()
    assert not platforms.facebook.posts
    assert (post.state, post.photo_sha256 == photo) == (PostState.DRAFT, False)


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_photo_that_is_sealed_later_is_replaced_by_the_card(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    post, pictures = with_photo(session, pack, provider)
    let_out(session, pack, post, provider)
    photo = post.photo_sha256
    end = platforms.work(minutes=5)
    session.expire_all()
    first = post.remote_id
    pictures[1].sealed = True
    session.commit()
    platforms.work(end, minutes=5)
    session.expire_all()
    assert post.state == PostState.POSTED and post.photo_sha256 != photo
    assert (post.remote_id == first) is (provider == "zalo")  # Facebook keeps a picture as long as its post
    assert len(platforms.facebook.posts) + len(platforms.zalo.articles) == 1
    covers = [one.form["cover"]["photo_url"] for one in platforms.zalo.articles.values()]
    assert all(post.photo_sha256[:12] in cover for cover in covers)


def test_the_page_offers_the_photos(app: Flask, session: Session, pack: Pack) -> None:
    case, _ = published_with(session, pack, "brown")
    post, publisher = a_draft(session, pack, "facebook", case), an_officer(session, Role.PUBLISHER, "")
    session.commit()
    page, client = f"/can-bo/bai-dang/{post.id}", at_desk(app, publisher)
    assert f"/ket-qua/{case.code}/anh/1.jpg" in client.get(page).text
    card = post.photo_sha256
    assert press(client, f"{page}/anh", page, anh="1", revision=post.revision).status_code == 303
    session.expire_all()
    assert post.photo_sha256 != card
    assert press(client, f"{page}/anh", page, anh="x", revision=post.revision).status_code == 409
