"""Real processes, killed without warning while people are sending."""

from dataclasses import replace

from sqlalchemy.orm import Session

from feedback_service.config import Config
from tests.resilience.books import each_is_one_case, each_was_told_once
from tests.resilience.conftest import StartCrowd, StartService
from tests.resilience.crowd import Form, Message, TextMessage
from tests.resilience.processes import kill, sender, web_master, web_worker
from tests.simulators.twilio import TwilioSimulator

PAIRS = 30


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
