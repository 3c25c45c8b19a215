"""The citizen's words as they are kept: as sent, in NFC, without what no database or reader can hold."""

import re
import unicodedata

# NUL is refused by PostgreSQL; the other controls mean nothing in a message. Lone surrogates are no text at all.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def kept(text: str) -> str:
    """NFC, line ends as \\n, trimmed. Emoji and marks of direction stay: they were sent."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NO_TEXT.sub("", unix)).strip()


def one_line(text: str, longest: int) -> str:
    return " ".join(kept(text).split())[:longest]
