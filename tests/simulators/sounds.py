"""Recordings with nothing on them: real files of their kind, small."""

import io
import wave

_MP3_FRAME = bytes([0xFF, 0xFB, 0x10, 0xC4]) + bytes(
    100
)  # MPEG-1 Layer III, 32 kbit/s, 44.1 kHz, one channel
_MP3_FRAMES_A_SECOND = 38
_WAV_RATE = 8000


def mp3(seconds: int) -> bytes:
    return _MP3_FRAME * _MP3_FRAMES_A_SECOND * max(seconds, 1)


def wav(seconds: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_WAV_RATE)
        sound.writeframes(bytes(2 * _WAV_RATE * max(seconds, 1)))
    return file.getvalue()
