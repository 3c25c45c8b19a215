"""The telephone's settings are checked at the start: a number that cannot be rung would be found out by a caller."""

from pathlib import Path

import pytest

from feedback_service.config import Config, ConfigurationError


def config(tmp_path: Path, **environ: str) -> Config:
    return Config.from_environment({"DATA_DIR": str(tmp_path), **environ})


def test_the_officers_number_may_be_written_with_blanks(tmp_path: Path) -> None:
    assert config(tmp_path, TWILIO_VOICE_DIAL="+84 911 111.111").twilio_voice_dial == "+84911111111"


@pytest.mark.parametrize("number", ["0911111111", "trực ban", "+0911111111", "+84"])
def test_a_number_that_cannot_be_rung_stops_the_start(tmp_path: Path, number: str) -> None:
    with pytest.raises(ConfigurationError, match="TWILIO_VOICE_DIAL"):
        config(tmp_path, TWILIO_VOICE_DIAL=number)


def test_a_greeting_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        config(tmp_path, VOICE_GREETING="chao.mp3")
