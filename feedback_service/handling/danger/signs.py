"""What in a text sounded like danger, as routing kept it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """`words` as the citizen wrote them, `signals` by their codes in the pack, `numbers` to call before all
    others. All empty where an officer says that it is danger, or the whole message sounds like it and no word alone.
    """

    words: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def signs_of(proposal: Mapping[str, Any], text: str) -> Signs | None:
    """`proposal` as routing keeps it with a case. None where nothing in `text` sounds like danger."""
    if not proposal["danger"]:
        return None
    signals = tuple(danger["signal"] for danger in proposal["dangers"])
    own = tuple(f"signal:{code}#" for code in signals)
    spans = [
        (span[0], span[1])
        for reason in proposal["reasons"]
        if reason["rule"].startswith(own)
        for span in reason["spans"]
    ]
    return Signs(_as_written(text, spans), signals, tuple(proposal["numbers"]))


def _as_written(text: str, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """In the order in which they were written, each once; what stands side by side is one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    words = (" ".join(text[start:end].split()).casefold() for start, end in joined)
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def numbers_first(wanted: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """The emergency numbers in the order in which they help: fire 114 first, an ambulance 115 first."""
    return list(dict.fromkeys((*wanted, *known)))
