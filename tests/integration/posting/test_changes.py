"""What becomes of posts when the public text behind them is corrected, withdrawn or sealed."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import approve_correction
from feedback_service.publishing.posting.deciding import (
    approve_post,
    mended_by_hand,
    posted_by_hand,
    send_round,
)
from feedback_service.publishing.posting.drafting import draft_summary
from feedback_service.publishing.posting.summaries import Span
from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.publishing.versions import correct_public_text
from feedback_service.records import Case, Post, PublicText, Removal
from feedback_service.vocabulary import PostState, RemovalReason, Removed, Role, Visibility
from tests.builders.cases import NOW, an_officer
from tests.builders.posts import BASE, Media, a_draft, an_approved_post, rule_of
from tests.builders.published import ANSWER, SUMMARY, TITLE, a_published_case
from tests.simulators.faults import Fault

OTHER = "Cầu thôn 7 đã thay ván mới"
BETTER = "Đường thôn 5 đã đắp lại lề"


def corrected(
    session: Session, pack: Pack, case: Case, at: datetime, title: str = TITLE, answer: str = ANSWER
) -> None:
    writer, leader = an_officer(session, Role.PUBLISHER, ""), an_officer(session, Role.LEADER, "")
    correct_public_text(session, case, writer, title, SUMMARY, answer, "Ghi lại cho đúng", pack, at)
    approve_correction(session, case, leader, pack, at)
    session.commit()


def withdrawn(session: Session, case: Case, at: datetime) -> None:
    leader = an_officer(session, Role.LEADER, "")
    withdraw_public_text(session, case, leader, RemovalReason.WRONG, "Ghi nhầm nơi", at)
    session.commit()


def state_of(session: Session, post: Post) -> PostState:
    session.expire_all()
    return session.get_one(Post, post.id).state


def words_at(platforms: Media) -> list[str]:
    """All that anybody can read on both platforms."""
    return [str(one.form) for one in platforms.zalo.standing()] + [
        one["message"] for one in platforms.facebook.standing()
    ]


def a_summary(session: Session, pack: Pack, provider: str = "zalo") -> Post:
    """Approved; of the day on which the cases of these tests were answered."""
    day = session.scalars(select(PublicText.answered_on)).first()
    assert day
    writer, leader = an_officer(session, Role.PUBLISHER, ""), an_officer(session, Role.LEADER, "")
    rule = rule_of(pack, provider)
    post = draft_summary(session, Span(day, day), rule, writer.id, BASE, pack, NOW)
    approve_post(session, post, leader, post.revision, None, rule, pack, NOW)
    session.commit()
    return post


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_corrected_answer_is_put_right_where_it_stands(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, provider, case)
    end = platforms.work(minutes=5)
    corrected(session, pack, case, end, answer="Phòng Kinh tế đã đắp lại lề dài 45 mét.")
    platforms.work(end, minutes=2)
    assert state_of(session, post) == PostState.POSTED
    assert ["45 mét" in words and "40 mét" not in words for words in words_at(platforms)] == [True]
    assert not session.get_one(Post, post.id).trouble


def test_a_corrected_title_is_no_longer_read_on_a_picture_either(
    session: Session, pack: Pack, platforms: Media
) -> None:
    """Facebook keeps a post's picture, so the post is put up anew; a person need not do anything."""
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "facebook", case)
    end = platforms.work(minutes=5)
    session.expire_all()
    before = post.remote_id
    corrected(session, pack, case, end, title=BETTER)
    platforms.work(end, minutes=4)
    assert state_of(session, post) == PostState.POSTED
    assert [BETTER in words for words in words_at(platforms)] == [True]
    assert before not in platforms.facebook.posts and post.remote_id in platforms.facebook.posts
    assert Removed.POST not in [line.what for line in session.scalars(select(Removal))]


def test_a_correction_before_the_hour_is_read_by_somebody_again(
    session: Session, pack: Pack, platforms: Media
) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "facebook", case)
    corrected(session, pack, case, NOW, title=BETTER)
    platforms.work(minutes=3)
    assert not platforms.facebook.posts
    assert state_of(session, post) == PostState.DRAFT and BETTER in post.text


def test_an_update_that_is_not_answered_is_made_again(session: Session, pack: Pack, platforms: Media) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "zalo", case)
    end = platforms.work(minutes=5)
    platforms.zalo.faults.extend([Fault.ERROR_BEFORE, Fault.BUSY])
    corrected(session, pack, case, end, title=BETTER)
    platforms.work(end, minutes=120, step=5)
    assert state_of(session, post) == PostState.POSTED
    assert [BETTER in words for words in words_at(platforms)] == [True]


def test_what_was_posted_by_hand_is_put_right_by_hand(session: Session, pack: Pack, platforms: Media) -> None:
    case = a_published_case(session, pack)
    post = a_draft(session, pack, "", case)
    leader = an_officer(session, Role.LEADER, "")
    approve_post(session, post, leader, post.revision, None, rule_of(pack, ""), pack, NOW)
    posted_by_hand(session, post, "https://eaknop.example.vn/1", NOW)
    corrected(session, pack, case, NOW, title=BETTER)
    platforms.work()
    session.expire_all()
    assert (post.trouble, post.title) == ("changed_on_site", BETTER)
    mended_by_hand(session, post)
    assert (post.trouble, post.state) == ("", PostState.BY_HAND)


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_summary_that_lost_a_result_goes_and_comes_back_as_a_draft_of_the_rest(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    case, _ = a_published_case(session, pack), a_published_case(session, pack, title=OTHER)
    post = a_summary(session, pack, provider)
    end = platforms.work(minutes=5)
    assert [TITLE in words for words in words_at(platforms)] == [True]
    withdrawn(session, case, end)
    platforms.work(end, minutes=3)
    assert words_at(platforms) == []
    assert state_of(session, post) == PostState.DRAFT
    assert OTHER in post.text and TITLE not in post.text and not post.remote_id
    assert [line.what for line in session.scalars(select(Removal))].count(Removed.POST) == 1


def test_a_summary_that_lost_its_only_result_is_gone(session: Session, pack: Pack, platforms: Media) -> None:
    case = a_published_case(session, pack)
    post = a_summary(session, pack)
    end = platforms.work(minutes=5)
    withdrawn(session, case, end)
    platforms.work(end, minutes=3)
    assert words_at(platforms) == []
    assert state_of(session, post) == PostState.TAKEN_DOWN


def test_an_approved_summary_does_not_tell_what_was_withdrawn(
    session: Session, pack: Pack, platforms: Media
) -> None:
    case, _ = a_published_case(session, pack), a_published_case(session, pack, title=OTHER)
    post = a_summary(session, pack)
    withdrawn(session, case, NOW)
    platforms.work(minutes=5)
    assert not platforms.zalo.articles
    assert state_of(session, post) == PostState.DRAFT and TITLE not in post.text


def test_a_corrected_title_is_put_right_in_a_summary(session: Session, pack: Pack, platforms: Media) -> None:
    case = a_published_case(session, pack)
    post = a_summary(session, pack)
    end = platforms.work(minutes=5)
    corrected(session, pack, case, end, title=BETTER)
    platforms.work(end, minutes=3)
    assert [BETTER in words and TITLE not in words for words in words_at(platforms)] == [True]
    assert state_of(session, post) == PostState.POSTED


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_case_that_was_sealed_after_the_approval_is_not_posted(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, provider, case)
    case.visibility = Visibility.SEALED
    session.commit()
    platforms.work(minutes=10)
    assert not platforms.zalo.articles and not platforms.facebook.posts
    assert state_of(session, post) == PostState.TAKEN_DOWN


def test_an_article_that_is_still_hidden_is_never_shown_once_its_case_is_sealed(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.zalo.verifies = 2
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "zalo", case)
    end = platforms.work(minutes=2)
    case.visibility = Visibility.SEALED
    session.commit()
    platforms.work(end, minutes=30)
    assert not platforms.zalo.articles
    assert platforms.zalo.asked.count("/v2.0/article/update") == 0
    assert state_of(session, post) == PostState.TAKEN_DOWN


def test_what_was_sent_round_is_closed_when_its_article_is_withdrawn(
    session: Session, pack: Pack, platforms: Media
) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "zalo", case)
    end = platforms.work(minutes=5)
    session.expire_all()
    round_sent = send_round(session, post, an_officer(session, Role.LEADER, ""), True, end)
    session.commit()
    end = platforms.work(end, minutes=3)
    withdrawn(session, case, end)
    platforms.work(end, minutes=3)
    assert state_of(session, round_sent) == state_of(session, post) == PostState.TAKEN_DOWN


def test_a_picture_of_a_withdrawn_result_is_gone_at_once(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    post = an_approved_post(session, pack, "facebook", case)
    address = f"/bai-dang/{post.id}-{post.photo_sha256[:12]}.jpg"
    assert client.get(address).status_code == 200
    withdrawn(session, case, NOW)
    assert client.get(address).status_code == 404
