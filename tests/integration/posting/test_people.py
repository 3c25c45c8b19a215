"""Two people, no personal data, the address in each text, and what happens when the public text changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, PersonalDataFound, SecondPersonNeeded
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.counting import count_posts
from feedback_service.publishing.posting.deciding import (
    approve_post,
    posted_by_hand,
    send_round,
    take_down_post,
)
from feedback_service.publishing.posting.drafting import draft_result, draft_summary, rewrite_post
from feedback_service.publishing.posting.facts import AddressMissing, NotPublished, TooLongForPlatform
from feedback_service.publishing.posting.summaries import Span
from feedback_service.publishing.posting.weekly import propose_weekly
from feedback_service.records import Notification, Post, PublicText, Removal
from feedback_service.vocabulary import PostState, Publication, RemovalReason, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.posts import BASE, Media, a_draft, an_approved_post, rule_of
from tests.builders.published import a_published_case, an_answered_case


def _approve(session: Session, pack: Pack, post: Post, provider: str = "facebook") -> None:
    leader = an_officer(session, Role.LEADER, "")
    approve_post(session, post, leader, post.revision, None, rule_of(pack, provider), pack, NOW)


def _rewrite(session: Session, post: Post, text: str, title: str = "") -> None:
    writer = an_officer(session, Role.PUBLISHER, "")
    rewrite_post(session, post, writer, title, "", text, post.revision)


@pytest.mark.parametrize("provider", ["zalo", "facebook", ""])
def test_a_post_carries_the_public_address_and_nothing_of_the_citizens_words(
    session: Session, pack: Pack, provider: str
) -> None:
    case = a_published_case(session, pack)
    post = a_draft(session, pack, provider, case)
    assert f"{BASE}/ket-qua/{case.code}" in post.text
    assert case.text not in post.text


def test_one_result_is_drafted_once_for_each_medium(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    assert a_draft(session, pack, "zalo", case).id == a_draft(session, pack, "zalo", case).id
    assert a_draft(session, pack, "facebook", case).id != a_draft(session, pack, "zalo", case).id


def test_what_is_not_published_cannot_be_posted(session: Session, pack: Pack) -> None:
    case = an_answered_case(session, pack)
    with pytest.raises(NotPublished):
        draft_result(session, case.code, pack.posts[0], an_officer(session), BASE, pack, NOW)


def test_nobody_approves_his_own_post(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    post.author_id = writer.id
    with pytest.raises(SecondPersonNeeded):
        approve_post(session, post, writer, post.revision, None, rule_of(pack, "facebook"), pack, NOW)


def test_a_phone_in_a_post_is_found_before_it_goes_out(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack)
    _rewrite(session, post, f"{post.text}\nGọi anh Nam 0905 123 456")
    with pytest.raises(PersonalDataFound):
        _approve(session, pack, post)


def test_a_post_without_the_public_address_is_refused(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack)
    with pytest.raises(AddressMissing):
        _rewrite(session, post, "Đường đã sửa.")


def test_a_title_that_the_platform_would_cut_is_refused(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack, "zalo")
    _rewrite(session, post, post.text, "Đường " * 30)
    with pytest.raises(TooLongForPlatform):
        _approve(session, pack, post, "zalo")


def test_two_writers_are_told_of_each_other(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack)
    seen = post.revision
    _rewrite(session, post, post.text + "\nThêm.")
    with pytest.raises(ChangedMeanwhile):
        rewrite_post(session, post, an_officer(session), "", "", post.text, seen)


def test_nothing_goes_out_by_night(session: Session, pack: Pack, platforms: Media) -> None:
    post = an_approved_post(session, pack)
    night = NOW.replace(hour=15, minute=30)  # UTC: half past ten in the evening
    platforms.work(night, minutes=3)
    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.APPROVED
    platforms.work(NOW + timedelta(days=1))
    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.POSTED


def test_a_post_waits_for_the_hour_that_its_approver_chose(
    session: Session, pack: Pack, platforms: Media
) -> None:
    post, leader = a_draft(session, pack), an_officer(session, Role.LEADER, "")
    at = NOW + timedelta(hours=2)
    approve_post(session, post, leader, post.revision, at, rule_of(pack, "facebook"), pack, NOW)
    session.commit()
    platforms.work(NOW, minutes=119)
    assert not platforms.facebook.posts
    platforms.work(at)
    assert len(platforms.facebook.posts) == 1


def test_words_changed_after_the_approval_do_not_go_out(
    session: Session, pack: Pack, platforms: Media
) -> None:
    post = an_approved_post(session, pack)
    post.text += " và thêm một câu"
    session.commit()
    platforms.work()
    session.expire_all()
    assert session.get_one(Post, post.id).trouble == "changed"
    assert not platforms.facebook.standing()


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_withdrawn_result_is_taken_down_and_traced(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    post = an_approved_post(session, pack, provider)
    end = platforms.work(minutes=5)
    text = session.get_one(PublicText, post.public_text_id)
    text.state = Publication.WITHDRAWN
    session.commit()
    platforms.work(end, minutes=2)
    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.TAKEN_DOWN
    assert not platforms.facebook.posts
    assert not platforms.zalo.articles
    assert session.scalars(select(Removal)).one().public_text_id == text.id


def test_a_result_withdrawn_before_it_is_posted_never_goes_out(
    session: Session, pack: Pack, platforms: Media
) -> None:
    post = an_approved_post(session, pack)
    session.get_one(PublicText, post.public_text_id).state = Publication.WITHDRAWN
    session.commit()
    platforms.work(minutes=3)
    assert not platforms.facebook.posts


def test_an_officer_takes_a_post_down_with_a_reason(session: Session, pack: Pack, platforms: Media) -> None:
    post = an_approved_post(session, pack)
    end = platforms.work(minutes=2)
    session.expire_all()
    leader = an_officer(session, Role.LEADER, "")
    take_down_post(session, post, leader, RemovalReason.WRONG, "Ảnh sai", pack, end)
    session.commit()
    platforms.work(end, minutes=2)
    assert not platforms.facebook.posts


def test_an_article_is_sent_round_once(session: Session, pack: Pack, platforms: Media) -> None:
    post = an_approved_post(session, pack, "zalo")
    end = platforms.work(minutes=5)
    session.expire_all()
    leader = an_officer(session, Role.LEADER, "")
    send_round(session, post, leader, True, end)
    send_round(session, post, leader, True, end)
    session.commit()
    platforms.work(end, minutes=3)
    assert platforms.zalo.sent_round == [session.get_one(Post, post.id).remote_id]


def test_posting_by_hand_keeps_where_it_stands(session: Session, pack: Pack) -> None:
    post = a_draft(session, pack, "")
    _approve(session, pack, post, "")
    posted_by_hand(session, post, "https://eaknop.example.vn/tin/1", NOW)
    assert (post.state, post.remote_url) == (PostState.BY_HAND, "https://eaknop.example.vn/tin/1")


def test_a_summary_tells_the_results_of_its_days(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    day = session.scalars(select(PublicText.answered_on)).one()
    officer = an_officer(session, Role.PUBLISHER, "")
    assert day is not None
    post = draft_summary(session, Span(day, day), rule_of(pack, "zalo"), officer.id, BASE, pack, NOW)
    assert case.code not in post.text
    assert "Đường thôn 5 sạt lở" in post.text
    assert post.about["lead"] not in post.text
    assert f"{BASE}/ket-qua?tu={day}&den={day}" in post.text


def test_the_weeks_summary_is_proposed_by_itself_once(session: Session, pack: Pack) -> None:
    a_published_case(session, pack)
    an_officer(session, Role.PUBLISHER, "")
    for _ in range(2):
        propose_weekly(session, now=NOW + timedelta(days=7))
    assert [post.state for post in session.scalars(select(Post))] == [PostState.DRAFT]


def test_the_publisher_is_told_what_to_do(session: Session, pack: Pack, platforms: Media) -> None:
    platforms.facebook.token = "another one"
    an_officer(session, Role.PUBLISHER, "")
    an_approved_post(session, pack)
    platforms.work(minutes=3)
    mails = session.scalars(select(Notification).where(Notification.template == "post_failed")).all()
    assert mails
    assert "kết nối lại" in mails[0].body


def test_views_and_shares_are_fetched(session: Session, pack: Pack, platforms: Media) -> None:
    one, two = an_approved_post(session, pack, "zalo"), an_approved_post(session, pack)
    platforms.work(minutes=5)
    count_posts(now=NOW + timedelta(hours=1))
    session.expire_all()
    assert (session.get_one(Post, one.id).views, session.get_one(Post, two.id).shares) == (41, 2)
