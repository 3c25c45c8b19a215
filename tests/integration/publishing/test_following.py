"""A phone follows a published result: asked first, told once of each thing, and nobody learns that it does."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase
from feedback_service.handling.following.asking import ask_to_follow
from feedback_service.handling.following.confirming import (
    MOST_TRIES,
    code_of,
    confirm_by_code,
    confirm_by_reply,
    says_yes,
    stop_following,
)
from feedback_service.handling.following.telling import tell_followers
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Follower, Notification, keyring
from feedback_service.vocabulary import Status
from tests.builders.cases import NOW, a_case
from tests.builders.published import a_published_case

PHONE = "+84905123456"


def texts(session: Session) -> list[str]:
    session.flush()
    asked = select(Notification.template).where(Notification.template.like("follow%"))
    return list(session.scalars(asked.order_by(Notification.id)))


def asked(session: Session, pack: Pack, phone: str = PHONE) -> tuple[Case, Follower]:
    case = a_published_case(session, pack)
    ask_to_follow(session, case.code, phone, "vi", pack, NOW)
    return case, session.scalars(select(Follower).where(Follower.case_id == case.id)).one()


def following(session: Session, pack: Pack) -> tuple[Case, Follower]:
    case, follower = asked(session, pack)
    assert confirm_by_code(session, case.code, PHONE, code_of(follower), NOW)
    return case, follower


def test_the_phone_is_asked_and_its_code_confirms(session: Session, pack: Pack) -> None:
    _, follower = following(session, pack)
    assert follower.confirmed_at == NOW
    assert texts(session) == ["follow_code"]
    assert keyring.fingerprint(PHONE) == follower.phone_fingerprint


def test_the_answer_co_confirms_what_was_asked_last(session: Session, pack: Pack) -> None:
    asked(session, pack)
    case = a_published_case(session, pack)
    ask_to_follow(session, case.code, PHONE, "vi", pack, NOW + timedelta(minutes=5))
    assert confirm_by_reply(session, keyring.fingerprint(PHONE), NOW + timedelta(minutes=6)) == case.code


def test_after_a_day_co_means_nothing(session: Session, pack: Pack) -> None:
    asked(session, pack)
    assert confirm_by_reply(session, keyring.fingerprint(PHONE), NOW + timedelta(days=2)) is None


@pytest.mark.parametrize(("body", "yes"), [("CO", True), ("Có!", True), ("co duong hu", False), ("", False)])
def test_only_the_bare_word_says_yes(body: str, yes: bool) -> None:
    assert says_yes(body) is yes


def test_guessing_the_code_ends_after_a_few_tries(session: Session, pack: Pack) -> None:
    case, follower = asked(session, pack)
    right = code_of(follower)
    for _ in range(MOST_TRIES):
        assert not confirm_by_code(session, case.code, PHONE, "x", NOW)
    assert not confirm_by_code(session, case.code, PHONE, right, NOW)


def test_a_number_is_asked_three_times_a_day_and_once_about_a_case(session: Session, pack: Pack) -> None:
    case, _ = asked(session, pack)
    ask_to_follow(session, case.code, PHONE, "vi", pack, NOW + timedelta(minutes=5))
    for _ in range(4):
        ask_to_follow(session, a_published_case(session, pack).code, PHONE, "vi", pack, NOW)
    assert texts(session) == ["follow_code"] * 3


def test_who_wants_no_notices_is_not_asked(session: Session, pack: Pack) -> None:
    stop_notices(session, PHONE, NOW)
    ask_to_follow(session, a_published_case(session, pack).code, PHONE, "vi", pack, NOW)
    assert texts(session) == []


def test_what_is_not_published_cannot_be_followed(session: Session, pack: Pack) -> None:
    with pytest.raises(NoSuchCase):
        ask_to_follow(session, a_case(session, pack).code, PHONE, "vi", pack, NOW)


def test_a_reopening_is_told_once(session: Session, pack: Pack) -> None:
    case, _ = following(session, pack)
    tell_followers(session, NOW)
    case.status = Status.IN_PROGRESS
    session.flush()
    tell_followers(session, NOW)
    tell_followers(session, NOW + timedelta(hours=1))
    assert texts(session) == ["follow_code", "follow_news"]
    case.status = Status.ANSWERED
    session.flush()
    tell_followers(session, NOW + timedelta(hours=2))
    assert texts(session) == ["follow_code", "follow_news", "follow_news"]


def test_who_said_huy_hears_no_more(session: Session, pack: Pack) -> None:
    case, _ = following(session, pack)
    stop_following(session, keyring.fingerprint(PHONE), NOW)
    case.status = Status.IN_PROGRESS
    session.flush()
    tell_followers(session, NOW)
    assert texts(session) == ["follow_code"]


def test_the_page_says_the_same_to_every_number(client: FlaskClient, session: Session, pack: Pack) -> None:
    case, _ = following(session, pack)
    session.commit()
    address = f"/ket-qua/{case.code}/theo-doi"
    known = client.post(address, data={"so_may": "0905 123 456"}).get_data(as_text=True)
    other = client.post(address, data={"so_may": "0905 123 457"}).get_data(as_text=True)
    assert known.replace("456", "457") == other


def test_the_page_takes_the_code(client: FlaskClient, session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    session.commit()
    address = f"/ket-qua/{case.code}/theo-doi"
    assert "Nhắn cho tôi" in client.get(address).get_data(as_text=True)
    assert client.post(address, data={"so_may": "0262 385"}).status_code == 422
    assert client.post(address, data={"so_may": "0905 123 456"}).status_code == 200
    wrong = client.post(f"{address}/ma", data={"so_may": "0905 123 456", "ma": "12"})
    assert wrong.status_code == 422
    figures = code_of(session.scalars(select(Follower)).one())
    done = client.post(f"{address}/ma", data={"so_may": "0905 123 456", "ma": figures})
    assert "Xong." in done.get_data(as_text=True)


def test_other_sites_cannot_ask_for_their_visitors(client: FlaskClient, session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    session.commit()
    address, header = f"/ket-qua/{case.code}/theo-doi", {"Sec-Fetch-Site": "cross-site"}
    assert client.post(address, data={"so_may": "0905123456"}, headers=header).status_code == 403


def test_a_number_that_never_answered_is_forgotten(session: Session, pack: Pack) -> None:
    asked(session, pack)
    tell_followers(session, NOW + timedelta(days=1))
    assert session.scalars(select(Follower)).all()
    tell_followers(session, NOW + timedelta(days=3))
    assert not session.scalars(select(Follower)).all()


def test_who_follows_is_remembered(session: Session, pack: Pack) -> None:
    following(session, pack)
    tell_followers(session, NOW + timedelta(days=300))
    assert session.scalars(select(Follower)).all()
