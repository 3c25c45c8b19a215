"""One public text never stands twice on a platform, whatever breaks."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.claims import claim_next
from feedback_service.publishing.posting.sending import speak_to, work_at
from feedback_service.publishing.posting.writing import writing_of
from feedback_service.records import Post
from feedback_service.vocabulary import PostState
from tests.builders.cases import NOW
from tests.builders.posts import Media, an_approved_post
from tests.simulators.facebook import PAGE_ID
from tests.simulators.faults import Fault
from tests.simulators.zalo import NEVER

BROKEN = [Fault.ERROR_AFTER, Fault.SILENCE_AFTER, Fault.NONSENSE, Fault.HANG_UP]
REFUSED = [Fault.ERROR_BEFORE, Fault.SILENCE_BEFORE, Fault.HANG_UP_BEFORE, Fault.BUSY]
HOURS = 150  # minutes


@pytest.fixture
def platforms(platforms: Media) -> Media:
    """Here somebody is silent now and then."""
    platforms.hurry()
    return platforms


def _state(session: Session, post: Post) -> PostState:
    session.expire_all()
    return session.get_one(Post, post.id).state


def _standing(platforms: Media, provider: str) -> int:
    return len(platforms.zalo.standing() if provider == "zalo" else platforms.facebook.standing())


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_an_approved_post_goes_out_once(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    post = an_approved_post(session, pack, provider)
    platforms.work(minutes=5)
    assert _state(session, post) == PostState.POSTED
    assert _standing(platforms, provider) == 1


@pytest.mark.parametrize("fault", [*BROKEN, *REFUSED])
@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_whatever_the_platform_answers_it_stands_there_once(
    session: Session, pack: Pack, platforms: Media, provider: str, fault: Fault
) -> None:
    post = an_approved_post(session, pack, provider)
    simulator = platforms.zalo if provider == "zalo" else platforms.facebook
    simulator.faults.append(fault)
    platforms.work(minutes=HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert _standing(platforms, provider) == 1


@pytest.mark.parametrize("fault", BROKEN)
def test_an_article_that_breaks_off_at_every_step_is_shown_once(
    session: Session, pack: Pack, platforms: Media, fault: Fault
) -> None:
    post = an_approved_post(session, pack, "zalo")
    platforms.zalo.faults.extend([fault] * 4)
    platforms.work(minutes=2 * HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert len(platforms.zalo.standing()) == 1


@pytest.mark.parametrize("provider", ["zalo", "facebook"])
def test_a_worker_killed_between_sending_and_recording_costs_no_second_post(
    session: Session, pack: Pack, platforms: Media, provider: str
) -> None:
    post = an_approved_post(session, pack, provider)
    with transaction() as writing:
        claim = claim_next(writing, [provider], [post.medium_code], pack, NOW)
    assert claim is not None
    platform = platforms.app.extensions["carrier"].platform(provider)
    sent = session.get_one(Post, post.id, populate_existing=True)
    out = writing_of(sent)
    session.rollback()
    speak_to(platform, lambda access: platform.post(out, access), NOW)  # and nobody writes it down
    platforms.work(NOW + timedelta(minutes=6), HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert _standing(platforms, provider) == 1


def test_what_another_worker_has_in_hand_is_not_touched(
    session: Session, pack: Pack, platforms: Media
) -> None:
    an_approved_post(session, pack)
    with transaction() as writing:
        assert claim_next(writing, ["facebook"], ["facebook"], pack, NOW)
    with transaction() as writing:
        assert claim_next(writing, ["facebook"], ["facebook"], pack, NOW + timedelta(minutes=1)) is None


def test_a_worker_that_wakes_up_after_its_lease_posts_nothing(
    session: Session, pack: Pack, platforms: Media
) -> None:
    post = an_approved_post(session, pack)
    with transaction() as writing:
        slow = claim_next(writing, ["facebook"], ["facebook"], pack, NOW)
    assert slow is not None
    later = NOW + timedelta(minutes=6)
    with transaction() as writing:
        assert claim_next(writing, ["facebook"], ["facebook"], pack, later)
    work_at(slow, pack, NOW)
    assert not platforms.facebook.standing()
    platforms.work(later + timedelta(minutes=6), HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert len(platforms.facebook.standing()) == 1


def test_a_feed_that_shows_new_posts_late_does_not_make_a_second_one(
    session: Session, pack: Pack, platforms: Media
) -> None:
    an_approved_post(session, pack)
    platforms.facebook.faults.append(Fault.SILENCE_AFTER)
    platforms.facebook.hides = 2
    platforms.work(minutes=HOURS, step=2)
    assert len(platforms.facebook.standing()) == 1


def test_a_duplicate_is_looked_for_and_found(session: Session, pack: Pack, platforms: Media) -> None:
    post = an_approved_post(session, pack)
    with transaction() as writing:
        claim_next(writing, ["facebook"], ["facebook"], pack, NOW)
    platforms.facebook.refuses_same = True
    platforms.facebook.faults.append(Fault.ERROR_BEFORE)
    platforms.facebook.hides = 1
    platforms.work(NOW + timedelta(minutes=6), HOURS, step=3)
    assert _state(session, post) == PostState.POSTED


def test_a_post_that_nobody_saw_and_the_platform_calls_a_duplicate_stands_there_once(
    session: Session, pack: Pack, platforms: Media
) -> None:
    """Facebook took it, its answer was lost and its feed was late: posted again, it says 506, and it is found."""
    post = an_approved_post(session, pack)
    platforms.facebook.refuses_same = True
    platforms.facebook.faults.append(Fault.ERROR_AFTER)
    platforms.facebook.hides = 6
    platforms.work(minutes=HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert len(platforms.facebook.standing()) == 1
    assert platforms.facebook.asked.count(f"POST /{PAGE_ID}/photos") == 2


def test_slow_moderation_is_waited_for(session: Session, pack: Pack, platforms: Media) -> None:
    platforms.zalo.verifies = 6
    post = an_approved_post(session, pack, "zalo")
    platforms.work(minutes=HOURS, step=2)
    assert _state(session, post) == PostState.POSTED
    assert len(platforms.zalo.standing()) == 1


def test_a_lost_token_and_slow_moderation_together_show_one_article(
    session: Session, pack: Pack, platforms: Media
) -> None:
    """The first article comes to be after we have made another one: both are hidden, one is shown."""
    platforms.zalo.verifies = NEVER
    platforms.zalo.faults.append(Fault.SILENCE_AFTER)
    post = an_approved_post(session, pack, "zalo")
    end = platforms.work(minutes=HOURS, step=3)
    platforms.zalo.verifies = 0
    platforms.zalo.finish_all()
    platforms.work(end, HOURS, step=3)
    assert _state(session, post) == PostState.POSTED
    assert len(platforms.zalo.standing()) == 1


def test_a_verification_that_never_ends_is_said_to_be_slow_and_not_posted_again(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.zalo.verifies = NEVER
    post = an_approved_post(session, pack, "zalo")
    platforms.work(minutes=26 * 60, step=30)
    assert _state(session, post) == PostState.CHECKING
    assert session.get_one(Post, post.id).trouble == "slow"
    assert platforms.zalo.asked.count("/v2.0/article/create") == 1
