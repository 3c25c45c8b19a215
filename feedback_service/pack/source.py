"""YAML read with the line of every value, so that a fault can be shown where it stands.

Words stay words: only `true`, `false`, `null` and numbers mean something else (YAML 1.2). So Vietnamese "no"
is not a falsehood, "13:30" is no number, and a date stays as written until its schema reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from feedback_service.pack.faults import Fault

Place = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists."""

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "": None}


@dataclass(slots=True)
class Source:
    """One file. `value` is plain: dict, list, str, int, float, bool, None."""

    name: str
    value: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, problem: str, line: int = 0) -> Fault:
        """A fault at `place`, or at the nearest thing around it that stands in the file."""
        return Fault(self.name, line or self._line(place), self._spoken(place), problem)

    def _line(self, place: Place) -> int:
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def _spoken(self, place: Place) -> str:
        """`topics[can-bo].unit`: an entry of a list is called by its code where it has one."""
        spoken, value = "", self.value
        for step in place:
            value = _inside(value, step)
            if isinstance(step, int):
                code = value.get("code", value.get("kind")) if isinstance(value, dict) else None
                spoken += f"[{code if isinstance(code, str) else step}]"
            else:
                spoken += f".{step}" if spoken else step
        return spoken or "(the file)"


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def read_source(path: Path) -> Source:
    """Reads one file. What cannot be read is a fault of the source, never an exception."""
    source = Source(path.name)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError:
        source.faults.append(source.fault((), "this file is missing or cannot be read"))
    except UnicodeDecodeError:
        source.faults.append(source.fault((), "this file is not text in UTF-8"))
    except yaml.YAMLError as error:
        source.faults.append(_unreadable(source, error))
    else:
        doubles: list[tuple[Place, int]] = []
        source.value = _plain(root, (), source, doubles) if root is not None else None
        source.faults.extend(source.fault(place, _TWICE, line) for place, line in doubles)
    return source


_TWICE = "stands twice in the same entry; keep one"


def _unreadable(source: Source, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "this is not YAML"
    line = mark.line + 1 if mark else 1
    return Fault(source.name, line, "(the file)", f"cannot be read as YAML: {problem}")


def _plain(node: Node, place: Place, source: Source, doubles: list[tuple[Place, int]]) -> object:
    source.lines[place] = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return _mapping(node, place, source, doubles)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*place, index), source, doubles) for index, item in enumerate(node.value)]
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _mapping(
    node: MappingNode, place: Place, source: Source, doubles: list[tuple[Place, int]]
) -> dict[str, object]:
    value: dict[str, object] = {}
    for key, child in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        here = (*place, name)
        if name in value:
            doubles.append((here, line))
        value[name] = _plain(child, here, source, doubles)
        source.lines[here] = line
    return value


def _scalar(node: ScalarNode) -> object:
    text: str = node.value
    if node.style:  # quoted: a word, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _FRACTION.fullmatch(text) else text
