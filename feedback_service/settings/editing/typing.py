"""What was typed into the boxes, as a file would hold it; and what a file holds, as it stands in the boxes.

Nothing that is typed is refused here: what is no number stays as it is, and the schema says so.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from feedback_service.pack.written import Raw
from feedback_service.settings.editing.boxes import BLANK_ROWS, MOST_ROWS, Box, Form

Typed = MultiDict[str, str]
LONGEST = 2_000
LONGEST_LINE = 300
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
)  # the database refuses the first of them
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_FRACTION = re.compile(r"-?[0-9]{1,9}[.,][0-9]{1,6}")


def raw_of(boxes: Iterable[Box], typed: Typed, before: str = "") -> Raw:
    """What the boxes say; those that are empty and need not be filled are left out."""
    raw: Raw = {}
    for box in boxes:
        held = _READ[box.form](box, typed, before + box.name)
        if held not in (None, "", []) or (box.required and held is not None):
            raw[box.name] = held
    return raw


def typed_of(boxes: Iterable[Box], raw: Mapping[str, Any], before: str = "") -> Typed:
    """The entry of a file as it stands in the boxes."""
    typed: Typed = MultiDict()
    for box in boxes:
        if box.name in raw:
            _WRITE.get(box.form, _write_line)(box, typed, before + box.name, raw[box.name])
    return typed


def rows_shown(box: Box, typed: Typed) -> range:
    """As many rows as are filled, and a blank one."""
    filled = [row for row in range(MOST_ROWS) if _is_filled(box, typed, row)]
    return range(min(max(filled, default=-1) + 1 + BLANK_ROWS, MOST_ROWS))


def too_long(boxes: Iterable[Box], typed: Typed) -> list[str]:
    """Names of the boxes that hold more than anybody reads."""
    return [box.name for box in boxes if any(_is_long(box, name, typed) for name in typed)]


def _is_long(box: Box, name: str, typed: Typed) -> bool:
    if name.partition(".")[0].partition("-")[0] != box.name:
        return False
    most = LONGEST_LINE if box.form in (Form.LINE, Form.NUMBER, Form.DAY, Form.TIME) else LONGEST
    return len(typed[name]) > most


def _is_filled(box: Box, typed: Typed, row: int) -> bool:
    return any(_clean(typed.get(f"{box.name}-{row}.{inner.name}", "")) for inner in box.inner)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def _line(_: Box, typed: Typed, name: str) -> str:
    return " ".join(_clean(typed.get(name, "")).split())


def _text(_: Box, typed: Typed, name: str) -> str:
    """As it was written, the line end after the last line too."""
    text = _CONTROL.sub("", typed.get(name, "").replace("\r\n", "\n"))
    return text if text.strip() else ""


def _lines(_: Box, typed: Typed, name: str) -> list[str]:
    pieces = (" ".join(piece.split()) for piece in _clean(typed.get(name, "")).splitlines())
    return list(dict.fromkeys(piece for piece in pieces if piece))


def _both(box: Box, typed: Typed, name: str) -> dict[str, str] | None:
    said = {language: _clean(typed.get(f"{name}.{language}", "")) for language in ("vi", "en")}
    return said if any(said.values()) or box.required else None


def _pairs(box: Box, typed: Typed, name: str) -> list[dict[str, str]]:
    halves = (line.partition("|") for line in _lines(box, typed, name))
    return [{"vi": left.strip(), "en": right.strip()} for left, _, right in halves]


def _number(box: Box, typed: Typed, name: str) -> int | float | str:
    text = _line(box, typed, name)
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(",", ".")) if _FRACTION.fullmatch(text) else text


def _tick(_: Box, typed: Typed, name: str) -> bool:
    return typed.get(name, "") == "1"


def _day(box: Box, typed: Typed, name: str) -> str:
    """13/02/2026 as people here write it, besides what a date's box sends."""
    text = _line(box, typed, name)
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    with suppress(ValueError):
        return datetime.strptime(text, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007  # a day, no moment
    return text


def _time(box: Box, typed: Typed, name: str) -> str:
    """Some browsers send seconds."""
    text = _line(box, typed, name)
    return text[:5] if re.fullmatch(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", text) else text


def _many(box: Box, typed: Typed, name: str) -> list[int | str]:
    picked = dict.fromkeys(_clean(one) for one in typed.getlist(name))
    return [int(one) if box.name == "weekdays" and _WHOLE.fullmatch(one) else one for one in picked if one]


def _rows(box: Box, typed: Typed, name: str) -> list[Raw]:
    return [
        raw_of(box.inner, typed, f"{name}-{row}.") for row in range(MOST_ROWS) if _is_filled(box, typed, row)
    ]


def _write_line(_: Box, typed: Typed, name: str, held: Any) -> None:
    typed[name] = "" if held is None else str(held)


def _write_both(_: Box, typed: Typed, name: str, held: Any) -> None:
    for language, text in held.items():
        typed[f"{name}.{language}"] = text


def _write_tick(_: Box, typed: Typed, name: str, held: Any) -> None:
    typed[name] = "1" if held else ""


def _write_many(_: Box, typed: Typed, name: str, held: Any) -> None:
    typed.setlist(name, [str(one) for one in held])


def _write_lines(_: Box, typed: Typed, name: str, held: Any) -> None:
    typed[name] = "\n".join(held)


def _write_pairs(_: Box, typed: Typed, name: str, held: Any) -> None:
    typed[name] = "\n".join(f"{one['vi']} | {one['en']}" for one in held)


def _write_rows(box: Box, typed: Typed, name: str, held: Any) -> None:
    for row, entry in enumerate(held):
        typed.update(typed_of(box.inner, entry, f"{name}-{row}."))


_READ: Mapping[Form, Any] = {
    Form.LINE: _line,
    Form.TEXT: _text,
    Form.LINES: _lines,
    Form.BOTH: _both,
    Form.PAIRS: _pairs,
    Form.NUMBER: _number,
    Form.TICK: _tick,
    Form.DAY: _day,
    Form.TIME: _time,
    Form.CHOICE: _line,
    Form.MANY: _many,
    Form.ROWS: _rows,
}
_WRITE: Mapping[Form, Any] = {
    Form.BOTH: _write_both,
    Form.TICK: _write_tick,
    Form.MANY: _write_many,
    Form.LINES: _write_lines,
    Form.PAIRS: _write_pairs,
    Form.ROWS: _write_rows,
}
