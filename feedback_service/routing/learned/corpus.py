"""The messages that the model learns from, as written in the pack's `corpus/` (its README says how).

    = KT duong-thon phan_anh         heading: office, topic or -, usual kind
    a message                        one a line, `⏎` for a line break
    [hoi_dap +TTHCC ! *] a message   kind, further acceptable offices and kinds, danger, sensitive
    [~KT,CA] one || another          several matters, with the office of each
    … {p:0918 402 665} …             personal data by type
Word lists in `corpus/words/`: the same headings, then phrases parted by commas; each speaks for its office.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feedback_service.vocabulary import Kind

_PREFIX = re.compile(r"\[([^\]]*)\]\s*")
_MARKED = re.compile(r"\{([pibkenal]):([^{}]*)\}")
_PART = re.compile(r"\s*\|\|\s*")
_KINDS = frozenset(kind.value for kind in Kind)


class CorpusNotReadable(ValueError):
    """A line is not as the format wants it; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message with what is right. `offices[0]` and `kinds[0]` are the answers, the others are accepted too."""

    text: str
    offices: tuple[str, ...]
    kinds: tuple[str, ...]
    topic: str = ""
    danger: bool = False
    sensitive: bool = False
    parts: tuple[tuple[str, str], ...] = ()  # several matters: office and words of each
    personal: tuple[tuple[str, str], ...] = ()  # type letter and words
    source: str = ""  # file and line
    weight: float = 1.0
    phrase: bool = False  # from a word list: speaks for office and topic only
    flags_known: bool = True  # False: nobody said whether it is danger, sensitive, several matters


@dataclass(slots=True)
class _Labels:
    offices: list[str]
    kinds: list[str]
    topic: str
    danger: bool = False
    sensitive: bool = False
    parts: list[str] = field(default_factory=list)


def read_corpus(directory: Path) -> tuple[Example, ...]:
    """Every message of `directory`/*.txt and every phrase of its `words/`. Raises CorpusNotReadable."""
    examples = [found for path in sorted(directory.glob("*.txt")) for found in _read(path, _message)]
    examples += [found for path in sorted(directory.glob("words/*.txt")) for found in _read(path, _phrases)]
    return tuple(examples)


def _read(path: Path, make: Callable[[str, "_Labels", str], Iterator[Example]]) -> Iterator[Example]:
    heading: _Labels | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"{path.name}:{number}"
        line = line.strip()
        if line.startswith("= "):
            heading = _heading(line[2:].split(), place)
        elif line and not line.startswith("#"):
            if heading is None:
                raise CorpusNotReadable(f"{place}: a message before the first heading")
            yield from make(line, heading, place)


def _heading(words: list[str], place: str) -> _Labels:
    if len(words) not in (2, 3) or (len(words) == 3 and words[2] not in _KINDS):
        raise CorpusNotReadable(f"{place}: a heading is: = OFFICE topic kind")
    return _Labels([words[0]], words[2:], "" if words[1] == "-" else words[1])


def _message(line: str, heading: _Labels, place: str) -> Iterator[Example]:
    labels = _Labels([], [], heading.topic)
    match = _PREFIX.match(line)
    if match:
        for label in match.group(1).replace("!", " ! ").replace("*", " * ").split():
            _label(label, labels, heading, place)
        line = line[match.end() :]
    offices = (
        labels.offices if labels.offices and labels.offices[0] else [heading.offices[0], *labels.offices[1:]]
    )
    text = _plain(line)
    yield Example(
        text=_PART.sub(" ", text),
        offices=tuple(dict.fromkeys(offices)),
        kinds=tuple(labels.kinds or heading.kinds),
        topic=labels.topic,
        danger=labels.danger,
        sensitive=labels.sensitive,
        parts=_parts(text, labels.parts, place),
        personal=tuple(_MARKED.findall(line)),
        source=place,
    )


def _label(label: str, labels: _Labels, heading: _Labels, place: str) -> None:
    first, rest = label[0], label[1:]
    if label in _KINDS:
        labels.kinds.append(label)
    elif first == "!":
        labels.danger = True
    elif first == "*":
        labels.sensitive = True
    elif first == "#" or label == "-":
        labels.topic = "" if rest == "-" else rest
    elif first == "~":
        labels.parts = rest.split(",")
    elif first == "+" and rest.isupper():
        labels.offices = (labels.offices or [""]) + re.split(r"[,+]", rest)
    elif label.isupper():
        labels.offices = [label, *labels.offices[1:]]
        labels.topic = "" if labels.topic == heading.topic else labels.topic
    else:
        raise CorpusNotReadable(f"{place}: no label is called {label!r}")


def _plain(line: str) -> str:
    return _MARKED.sub(r"\2", line).replace("⏎", "\n").strip()


def _parts(text: str, offices: list[str], place: str) -> tuple[tuple[str, str], ...]:
    if not offices:
        return ()
    parts = _PART.split(text)
    if len(parts) != len(offices):
        raise CorpusNotReadable(f"{place}: {len(parts)} parts, {len(offices)} offices")
    return tuple(zip(offices, parts, strict=True))


def _phrases(line: str, heading: _Labels, place: str) -> Iterator[Example]:
    for phrase in line.split(","):
        if phrase.strip():
            yield Example(
                phrase.strip(), tuple(heading.offices), (), heading.topic, source=place, phrase=True
            )
