"""The telephone of this installation: who keeps its recordings, and how its news are read."""

from collections.abc import Mapping

from flask import current_app

from feedback_service.carrier import twilio_voice
from feedback_service.carrier.sound import Recordings
from feedback_service.carrier.twilio_account import sending_token
from feedback_service.carrier.twilio_recordings import TwilioRecordings
from feedback_service.carrier.voice import CallNews
from feedback_service.config import Config

_READERS = {twilio_voice.PROVIDER: twilio_voice.read_news}


def this_keeper() -> Recordings:
    config: Config = current_app.config["SERVICE"]
    token = sending_token(config.twilio_auth_token)
    return TwilioRecordings(config.twilio_account_sid, token, config.twilio_api_base)


def read_news(provider: str, form: Mapping[str, str]) -> CallNews | None:
    """None where the form names no call. Raises KeyError for a provider without a telephone."""
    return _READERS[provider](form)
