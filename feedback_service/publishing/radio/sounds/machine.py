"""espeak-ng as a program beside us (GPL-3: called, not linked): text in, WAV out. No shell, fixed arguments."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

PROGRAM = "espeak-ng"
TIMEOUT_SECONDS = 120
_LOUDNESS = 70  # of 200; at its own 100 the loudest syllables are cut off
_BETWEEN_PARTS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Voice:
    """`name` and `speed` as the program knows them; `part_pause` in tenths of a second, after a blank line."""

    name: str
    speed: int
    part_pause: int


Speak = Callable[[str, Voice], bytes]  # text → WAV


class DoesNotSpeak(Exception):
    """The program is not there, took too long, or ended otherwise than well. Says why, in a word."""


def can_speak() -> bool:
    return shutil.which(PROGRAM) is not None


def speak(text: str, voice: Voice) -> bytes:
    """22,050 Hz mono. Raises DoesNotSpeak."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise DoesNotSpeak("absent")
    with TemporaryDirectory() as folder:
        script, sound = Path(folder) / "text", Path(folder) / "sound.wav"
        script.write_text(with_rests(text, voice.part_pause), encoding="utf-8")
        how = ["-v", voice.name, "-s", str(voice.speed), "-a", str(_LOUDNESS), "-b", "1", "-m"]
        _run([program, *how, "-f", str(script), "-w", str(sound)])
        try:
            return sound.read_bytes()
        except FileNotFoundError:
            raise DoesNotSpeak("silent") from None


def with_rests(text: str, part_pause: int) -> str:
    """SSML: by itself the program rests for a second after a part, whatever the station wants. Pure."""
    rest = f'\n<break time="{part_pause * 100}ms"/>\n'
    return rest.join(escape(part) for part in _BETWEEN_PARTS.split(text.strip()))


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
