"""Mail against a server on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from feedback_service.carrier.mail import MailGateway, SmtpServer
from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    OutgoingMessage,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.vocabulary import DeliveryStatus
from tests.simulators.smtp import SmtpSimulator, running

MESSAGE = OutgoingMessage(
    12, 1, "y.bhok@example.org", "Trả lời hồ sơ EK-1234-567X", "Kính gửi ông/bà,\n", datetime.now(UTC)
)


@pytest.fixture
def smtp() -> Iterator[SmtpSimulator]:
    with running(SmtpSimulator()) as simulator:
        yield simulator


@pytest.fixture
def gateway(smtp: SmtpSimulator) -> MailGateway:
    server = SmtpServer.from_url(f"smtp://127.0.0.1:{smtp.port}")
    return MailGateway(server, "tiepnhan@eaknop.example", timeout=1.0)


def test_a_mail_arrives_with_its_accents(gateway: MailGateway, smtp: SmtpSimulator) -> None:
    outcome = gateway.send(MESSAGE)
    assert isinstance(outcome, Sent)
    assert (outcome.status, outcome.finished) == (DeliveryStatus.SENT, True)
    (mail,) = smtp.mails
    assert mail["Subject"] == "Trả lời hồ sơ EK-1234-567X"
    assert mail["To"] == "y.bhok@example.org"
    assert mail.get_content().splitlines() == ["Kính gửi ông/bà,"]


def test_every_attempt_has_the_same_message_id(gateway: MailGateway, smtp: SmtpSimulator) -> None:
    gateway.send(MESSAGE)
    gateway.send(MESSAGE)
    assert {mail["Message-ID"] for mail in smtp.mails} == {"<thong-bao-12@eaknop.example>"}


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("MAIL", "550 not you", ErrorClass.CONFIGURATION),
        ("RCPT", "550 no such user", ErrorClass.PERMANENT),
        ("RCPT", "451 later", ErrorClass.TEMPORARY),
        ("DATA", "554 no", ErrorClass.PERMANENT),
        (".", "452 disk full", ErrorClass.TEMPORARY),
        (".", "554 spam", ErrorClass.PERMANENT),
    ],
)
def test_refusals_are_told_apart(
    gateway: MailGateway, smtp: SmtpSimulator, verb: str, answer: str, error: ErrorClass
) -> None:
    smtp.answers[verb] = answer
    assert gateway.send(MESSAGE) == Refused(error, f"smtp_{answer[:3]}")
    assert smtp.mails == []


def test_a_connection_lost_before_the_words_were_given_is_no_doubt(
    gateway: MailGateway, smtp: SmtpSimulator
) -> None:
    smtp.answers["RCPT"] = ""
    assert isinstance(gateway.send(MESSAGE), Refused)


def test_a_connection_lost_after_the_words_were_given_is_unclear(
    gateway: MailGateway, smtp: SmtpSimulator
) -> None:
    smtp.answers["."] = ""
    assert isinstance(gateway.send(MESSAGE), Unclear)
    assert gateway.look_for(MESSAGE) == CannotTell("smtp_keeps_no_list", ever=False)


def test_where_nobody_listens_it_is_tried_later() -> None:
    away = MailGateway(SmtpServer.from_url("smtp://127.0.0.1:9"), "a@example.org", timeout=1.0)
    outcome = away.send(MESSAGE)
    assert isinstance(outcome, Refused)
    assert outcome.error_class == ErrorClass.TEMPORARY


def test_the_address_of_the_server_is_read_with_its_password() -> None:
    server = SmtpServer.from_url("smtps://tiepnhan%40xa:m%3At@mail.example")
    assert server == SmtpServer("mail.example", 465, True, "tiepnhan@xa", "m:t")
