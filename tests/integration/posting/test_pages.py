"""The pages of posts: one writes, another lets out, what was typed stays, and connecting needs two presses."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import PlatformToken, Post
from feedback_service.vocabulary import PostState, Role
from tests.builders.cases import an_officer
from tests.builders.desk import at_desk, press
from tests.builders.posts import Media, a_draft, an_approved_post
from tests.builders.published import a_published_case

ROOM = "/can-bo/bai-dang"
CONNECT = "/can-bo/quan-tri/mang-xa-hoi"


def _at(app: Flask, session: Session, role: Role) -> FlaskClient:
    officer = an_officer(session, role, "")
    session.commit()
    return at_desk(app, officer)


@pytest.fixture
def publisher(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return _at(app, session, Role.PUBLISHER)


@pytest.fixture
def leader(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return _at(app, session, Role.LEADER)


@pytest.fixture
def admin(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return _at(app, session, Role.ADMIN)


def test_a_result_becomes_a_draft_and_another_one_lets_it_out(
    publisher: FlaskClient, leader: FlaskClient, session: Session, pack: Pack
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    made = press(publisher, f"{ROOM}/soan", ROOM, ma=case.code, noi="facebook")
    page = made.headers["Location"]
    post = session.scalars(select(Post)).one()
    assert "Bản nháp" in publisher.get(page).text
    own = press(publisher, f"{page}/duyet", page, revision=post.revision)
    assert own.status_code == 403
    assert press(leader, f"{page}/duyet", page, revision=post.revision).status_code == 303
    session.rollback()
    assert post.state == PostState.APPROVED


def test_what_was_typed_stays_when_it_is_refused(
    publisher: FlaskClient, session: Session, pack: Pack
) -> None:
    post = a_draft(session, pack)
    session.commit()
    page = f"{ROOM}/{post.id}"
    answer = press(publisher, f"{page}/luu", page, noi_dung="Không có đường dẫn", revision=post.revision)
    assert answer.status_code == 422
    assert "Không có đường dẫn" in answer.text


def test_a_second_saver_is_told(publisher: FlaskClient, session: Session, pack: Pack) -> None:
    post = a_draft(session, pack)
    session.commit()
    page = f"{ROOM}/{post.id}"
    press(publisher, f"{page}/luu", page, noi_dung=post.text + "\nMột.", revision=post.revision)
    answer = press(publisher, f"{page}/luu", page, noi_dung=post.text + "\nHai.", revision=post.revision)
    assert answer.status_code == 409
    assert "Hai." in answer.text


@pytest.mark.parametrize("shelf", ["cho-duyet", "cho-dang", "truc-trac", "da-dang", "da-go", "khac"])
def test_every_shelf_opens(publisher: FlaskClient, session: Session, pack: Pack, shelf: str) -> None:
    an_approved_post(session, pack)
    assert publisher.get(f"{ROOM}?muc={shelf}").status_code == 200


def test_the_picture_is_public_once_the_post_is_approved(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    draft, approved = a_draft(session, pack), an_approved_post(session, pack)
    session.commit()
    assert client.get(f"/bai-dang/{draft.id}-{draft.photo_sha256[:12]}.jpg").status_code == 404
    shown = client.get(f"/bai-dang/{approved.id}-{approved.photo_sha256[:12]}.jpg")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert client.get(f"/bai-dang/{approved.id}-000000000000.jpg").status_code == 404


def test_a_post_that_is_not_there_is_not_found(publisher: FlaskClient) -> None:
    assert publisher.get(f"{ROOM}/999").status_code == 404


def test_posting_by_hand_needs_the_link(publisher: FlaskClient, session: Session, pack: Pack) -> None:
    post = an_approved_post(session, pack)
    page = f"{ROOM}/{post.id}"
    assert "Lời để dán" in publisher.get(page).text
    assert press(publisher, f"{page}/dang-tay", page, duong_dan="ở trang xã").status_code == 422
    answer = press(publisher, f"{page}/dang-tay", page, duong_dan="https://facebook.com/eaknop/1")
    assert answer.status_code == 303
    session.expire_all()
    assert post.state == PostState.BY_HAND


def test_a_months_summary_without_results_says_so(publisher: FlaskClient) -> None:
    answer = press(publisher, f"{ROOM}/tong-hop", ROOM, noi="zalo-oa", ky="thang")
    assert "chưa có kết quả" in publisher.get(answer.headers["Location"]).text


def test_an_administrator_connects_with_two_presses(
    admin: FlaskClient, session: Session, pack: Pack, platforms: Media
) -> None:
    page = press(admin, f"{CONNECT}/zalo/ket-noi", CONNECT).text
    address = page.partition(f'href="{platforms.zalo.base}')[2].partition('"')[0]
    assert "code_challenge=" in address
    state = address.partition("state=")[2]
    back = f"{CONNECT}/zalo/ve?code=consent&state={state}"
    assert "Hoàn tất kết nối" in admin.get(back).text
    press(admin, f"{CONNECT}/zalo/xong", back, code="consent", state=state)
    token = session.scalars(select(PlatformToken)).one()
    assert token.access_token == platforms.zalo.access_token
    assert "Đăng được" in admin.get(CONNECT).text


def test_a_state_of_somebody_elses_making_connects_nothing(
    admin: FlaskClient, session: Session, pack: Pack, platforms: Media
) -> None:
    press(admin, f"{CONNECT}/zalo/ket-noi", CONNECT)
    press(admin, f"{CONNECT}/zalo/xong", CONNECT, code="consent", state="made up")
    assert session.scalars(select(PlatformToken)).all() == []


def test_secrets_stand_on_no_page(admin: FlaskClient, session: Session, pack: Pack, platforms: Media) -> None:
    an_approved_post(session, pack, "zalo")
    platforms.work(minutes=3)
    page = admin.get(CONNECT).text
    assert platforms.zalo.access_token not in page
    assert platforms.zalo.refresh_token not in page


def test_without_platforms_the_page_says_by_hand(admin: FlaskClient) -> None:
    assert "đăng tay" in admin.get(CONNECT).text
