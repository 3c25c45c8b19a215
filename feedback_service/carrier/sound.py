"""A voice message as it is fetched and kept, and the three ways in which fetching ends."""

from dataclasses import dataclass
from typing import Protocol

MP3, WAV = "audio/mpeg", "audio/wav"


@dataclass(frozen=True, slots=True)
class Sound:
    """`media_type` is what the bytes are, whatever the sender called them."""

    content: bytes
    media_type: str


class Recordings(Protocol):
    """Whoever keeps recordings for us."""

    def fetch(self, address: str) -> Sound:
        """Raises NotThereNow, NotToBeTaken."""

    def forget(self, source_id: str) -> None:
        """Deletes the provider's copy; one that is gone already is no error. Raises NotThereNow."""


class NotThereNow(Exception):
    """It may be had later: not written yet, or the provider is away. Says why, in a word."""


class NotToBeTaken(Exception):
    """It will never be taken: another host than the provider's, no sound, or too long. Says why, in a word."""


def sound_of(content: bytes) -> Sound:
    """Judged by its first bytes. Raises NotToBeTaken."""
    if content[:3] == b"ID3" or _is_mpeg_frame(content):
        return Sound(content, MP3)
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return Sound(content, WAV)
    raise NotToBeTaken("no_sound")


def _is_mpeg_frame(content: bytes) -> bool:
    """Eleven set bits, then a version and a layer that exist."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        return False
    return content[1] & 0x18 != 0x08 and content[1] & 0x06 != 0x00
