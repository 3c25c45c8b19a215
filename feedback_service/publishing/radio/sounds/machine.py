"""espeak-ng as a program beside us (GPL-3: called, not linked): text in, WAV out. No shell, fixed arguments."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = "espeak-ng"
TIMEOUT_SECONDS = 120
Speak = Callable[[str, str, int], bytes]  # text, voice, speed → WAV


class DoesNotSpeak(Exception):
    """The program is not there, took too long, or ended otherwise than well. Says why, in a word."""


def can_speak() -> bool:
    return shutil.which(PROGRAM) is not None


def speak(text: str, voice: str, speed: int) -> bytes:
    """22,050 Hz mono. Raises DoesNotSpeak."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise DoesNotSpeak("absent")
    with TemporaryDirectory() as folder:
        script, sound = Path(folder) / "text", Path(folder) / "sound.wav"
        script.write_text(text, encoding="utf-8")
        _run([program, "-v", voice, "-s", str(speed), "-b", "1", "-f", str(script), "-w", str(sound)])
        try:
            return sound.read_bytes()
        except FileNotFoundError:
            raise DoesNotSpeak("silent") from None


def _run(arguments: list[str]) -> None:
    """A fixed list of arguments, no shell; the voice is one that the pack's schema lets through."""
    try:
        subprocess.run(  # noqa: S603
            arguments, check=True, timeout=TIMEOUT_SECONDS, stdin=subprocess.DEVNULL, capture_output=True
        )
    except subprocess.TimeoutExpired:
        raise DoesNotSpeak("too_slow") from None
    except (subprocess.CalledProcessError, OSError):
        raise DoesNotSpeak("failed") from None
