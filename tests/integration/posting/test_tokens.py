"""What lets us in: a refresh token works once, and two workers never both use it."""

import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.connecting import connect
from feedback_service.publishing.posting.tokens import Shut, Wait, access_to, row_of, watch_tokens
from feedback_service.records import Alarm, PlatformToken, Post
from feedback_service.vocabulary import AlarmKind, PostState
from tests.builders.cases import NOW
from tests.builders.posts import IMPATIENT, Media, an_approved_post, zalo_at
from tests.simulators.faults import Fault
from tests.simulators.zalo import FIRST


def _alarms(session: Session) -> list[Alarm]:
    return list(
        session.scalars(select(Alarm).where(Alarm.kind == AlarmKind.PLATFORM, Alarm.ended_at.is_(None)))
    )


def test_the_first_token_of_the_settings_is_used_once(session: Session, pack: Pack, platforms: Media) -> None:
    zalo = zalo_at(platforms.zalo)
    first = access_to(zalo, NOW)
    assert first == access_to(zalo, NOW + timedelta(hours=2)) == platforms.zalo.access_token
    assert platforms.zalo.refreshed == [FIRST]


def test_a_pair_is_refreshed_before_it_runs_out(session: Session, pack: Pack, platforms: Media) -> None:
    zalo = zalo_at(platforms.zalo)
    access_to(zalo, NOW)
    second = access_to(zalo, NOW + timedelta(hours=24, minutes=57))
    assert second == platforms.zalo.access_token
    assert len(platforms.zalo.refreshed) == 2


def test_tokens_are_kept_encrypted(session: Session, pack: Pack, platforms: Media) -> None:
    access = access_to(zalo_at(platforms.zalo), NOW)
    table = PlatformToken.__table__
    raw = session.execute(select(table.c.access_token, table.c.refresh_token)).one()
    kept = " ".join(str(session.connection().exec_driver_sql("SELECT * FROM platform_tokens").one()))
    assert access == raw.access_token
    assert str(access) not in kept.replace(" ", "")


def test_two_workers_at_once_use_a_refresh_token_once(app: Flask, pack: Pack, platforms: Media) -> None:
    platforms.zalo.slowness = 0.2
    found: list[object] = []
    start = threading.Barrier(4)

    def worker() -> None:
        with app.app_context():
            start.wait()
            found.append(access_to(zalo_at(platforms.zalo), NOW))
            db.session.remove()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert platforms.zalo.refreshed == [FIRST]
    assert {one for one in found if not isinstance(one, Wait)} == {platforms.zalo.access_token}


def test_a_token_that_was_used_elsewhere_raises_an_alarm_and_is_not_tried_again(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.zalo.refresh_token = "somebody-else-has-the-next-one"
    zalo = zalo_at(platforms.zalo)
    assert access_to(zalo, NOW) == Shut("-14020")
    assert access_to(zalo, NOW + timedelta(hours=1)) == Shut("-14020")
    assert platforms.zalo.refreshed == [FIRST]
    assert [alarm.details["fault"] for alarm in _alarms(session)] == ["refresh"]


def test_a_post_waits_for_the_administrator_and_then_goes_out_once(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.zalo.refresh_token = "somebody-else-has-the-next-one"
    post = an_approved_post(session, pack, "zalo")
    end = platforms.work(minutes=30)
    session.expire_all()
    waiting = session.get_one(Post, post.id)
    assert (waiting.state, waiting.trouble) == (PostState.APPROVED, "-14020")
    zalo = zalo_at(platforms.zalo)
    assert connect(zalo, "zalo", platforms.zalo.code, "verifier", end) == ""
    platforms.work(end, minutes=30)
    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.POSTED
    assert len(platforms.zalo.articles) == 1 and not _alarms(session)


def test_an_expired_access_token_is_refreshed_and_the_call_made_once_more(
    session: Session, pack: Pack, platforms: Media
) -> None:
    access_to(zalo_at(platforms.zalo), NOW)
    platforms.zalo.expires = True
    post = an_approved_post(session, pack, "zalo")
    platforms.work(minutes=5)
    session.expire_all()
    assert session.get_one(Post, post.id).state == PostState.POSTED
    assert len(platforms.zalo.refreshed) == 2


def test_a_lost_answer_leaves_the_old_pair_to_be_tried_again(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.zalo.slowness = 1.0
    zalo = zalo_at(platforms.zalo, IMPATIENT)
    assert access_to(zalo, NOW) == Wait()
    platforms.zalo.slowness, platforms.zalo.refresh_token = 0.0, FIRST
    assert access_to(zalo, NOW + timedelta(minutes=1)) == Wait()
    assert access_to(zalo, NOW + timedelta(minutes=6)) == platforms.zalo.access_token


def test_a_refresh_token_that_runs_out_is_told_two_weeks_before(
    session: Session, pack: Pack, platforms: Media
) -> None:
    access_to(zalo_at(platforms.zalo), NOW)
    watch_tokens(session, now=NOW + timedelta(days=70))
    assert not _alarms(session)
    watch_tokens(session, now=NOW + timedelta(days=77))
    assert [alarm.details["fault"] for alarm in _alarms(session)] == ["refresh_soon"]


def test_a_page_that_is_near_its_limit_is_left_alone(session: Session, pack: Pack, platforms: Media) -> None:
    platforms.facebook.used, platforms.facebook.regain = 85, 20
    an_approved_post(session, pack)
    platforms.work(minutes=1)
    asked = len(platforms.facebook.asked)
    with transaction() as writing:
        assert row_of(writing, "facebook").paused_until == NOW + timedelta(minutes=20)
    second = an_approved_post(session, pack)
    platforms.work(NOW + timedelta(minutes=2), minutes=10)
    assert len(platforms.facebook.asked) == asked
    platforms.work(NOW + timedelta(minutes=21))
    session.expire_all()
    assert session.get_one(Post, second.id).state == PostState.POSTED


def test_a_revoked_page_token_ends_in_words_for_the_publisher(
    session: Session, pack: Pack, platforms: Media
) -> None:
    platforms.facebook.token = "another one"
    post = an_approved_post(session, pack)
    platforms.facebook.faults.append(Fault.BUSY)
    platforms.work(minutes=3)
    session.expire_all()
    failed = session.get_one(Post, post.id)
    assert (failed.state, failed.trouble) == (PostState.FAILED, "190")
