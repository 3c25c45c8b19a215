"""Real processes, killed without warning while people are sending."""

import os
import signal
from dataclasses import replace

from sqlalchemy.orm import Session

from feedback_service.config import Config
from tests.resilience.books import each_is_one_case, each_was_told_once, wait_until
from tests.resilience.conftest import StartCrowd, StartService
from tests.resilience.crowd import Form, Message, TextMessage
from tests.servers.service import Service, children, command_of
from tests.simulators.twilio import TwilioSimulator

PAIRS = 75


def test_each_message_is_one_case_and_each_receipt_goes_out_once(
    config: Config,
    session: Session,
    start_service: StartService,
    twilio: TwilioSimulator,
    crowd: StartCrowd,
) -> None:
    messages = everybody_twice()
    with start_service(replace(config, demo=False)) as service:
        people = crowd(service.base, messages)
        for share, victim in (
            (0.1, web_worker),
            (0.3, web_master),
            (0.5, sender),
            (0.7, web_worker),
            (0.85, sender),
        ):
            people.wait_until_answered(share)
            kill(victim(service))
        people.wait_until_answered()
        assert set(people.statuses) <= {200, 303, 503}
        each_is_one_case(session, messages, people.answered)
        each_was_told_once(session, twilio, messages)


def everybody_twice() -> list[Message]:
    """Forms and texts in turn; each of them comes in a second time while the first may be under way."""
    pairs = [(Form(number), TextMessage(number)) for number in range(PAIRS)]
    return [message for form, text in pairs for message in (form, text, form, text)]


def web_master(service: Service) -> int:
    return program(service, "gunicorn")


def web_worker(service: Service) -> int:
    wait_until(lambda: children(web_master(service)))
    return children(web_master(service))[0]


def sender(service: Service) -> int:
    return program(service, "flask worker")


def program(service: Service, words: str) -> int:
    """Of those that the supervisor keeps running, the one with these words in its command."""

    def found() -> list[int]:
        return [child for child in children(service.process.pid) if words in command_of(child)]

    wait_until(found)
    return found()[0]


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
