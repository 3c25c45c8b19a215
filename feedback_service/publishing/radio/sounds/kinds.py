"""What kind of sound some bytes are, by what they begin with, whatever their name says. Pure."""

import wave
from io import BytesIO

MOST_BYTES = 50 * 1024 * 1024
MP3, WAV, OGG, M4A = "audio/mpeg", "audio/wav", "audio/ogg", "audio/mp4"
ENDINGS = {MP3: "mp3", WAV: "wav", OGG: "ogg", M4A: "m4a"}
_OGG_CODECS = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
_AUDIO_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash", b"3gp4", b"3gp5", b"3gp6")


def kind_of_sound(content: bytes) -> str | None:
    """Its media type, None for what is no sound that browsers play."""
    head = content[:64]
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return WAV
    if head[:4] == b"OggS" and any(codec in head for codec in _OGG_CODECS):
        return OGG
    if head[4:8] == b"ftyp" and head[8:12] in _AUDIO_BRANDS:
        return M4A
    return MP3 if head[:3] == b"ID3" or _is_mpeg_frame(head) else None


def seconds_of(content: bytes, media_type: str) -> int:
    """Of a WAV; 0 where it takes more than a look."""
    if media_type != WAV:
        return 0
    try:
        with wave.open(BytesIO(content)) as sound:
            return int(sound.getnframes() / (sound.getframerate() or 1) + 0.5)
    except (wave.Error, EOFError):
        return 0


def _is_mpeg_frame(head: bytes) -> bool:
    """Eleven set bits, a version, layer III, a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] & 0x18, head[1] & 0x06
    return version != 0x08 and layer == 0x02 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
