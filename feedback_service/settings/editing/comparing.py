"""Two versions of the pack side by side, field by field, in the words of the boxes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _

from feedback_service.language import language
from feedback_service.pack.files import LISTS
from feedback_service.pack.model import Pack
from feedback_service.pack.sections import SECTIONS, Section, items_of
from feedback_service.settings.editing.labels import name_of, value_word
from feedback_service.settings.editing.options import options_of
from feedback_service.settings.editing.value_words import WEEKDAYS

_ROUTING = tuple(Section(name, LISTS[name], (name,)) for name in ("signals", "abbreviations"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PHRASES = ("keywords", "cues", "any_of")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """In words; "" where there was or is nothing."""

    label: LazyString | str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """`way` is one of added, removed, changed."""

    section: str
    key: str
    name: str
    way: str
    fields: tuple[FieldChange, ...]


def compare(old: Pack, new: Pack) -> list[EntryChange]:
    """Empty where both say the same."""
    changes = [
        change for section in (*SECTIONS.values(), *_ROUTING) for change in _of_section(section, old, new)
    ]
    if old.triage_threshold != new.triage_threshold:
        was, now = (_words("commune", "", pack.triage_threshold, pack) for pack in (old, new))
        field = FieldChange(name_of("commune", "triage_threshold"), was, now)
        changes.append(EntryChange("commune", "commune", "", "changed", (field,)))
    return changes


def touches_rules(changes: Iterable[EntryChange]) -> bool:
    """Whether phrases, signals or the threshold differ: those go by way of a rehearsal."""
    rules = {str(name_of("", name)) for name in (*_PHRASES, "triage_threshold")}
    return any(
        change.section in ("signals", "abbreviations")
        or rules & {str(field.label) for field in change.fields}
        for change in changes
    )


def title_of(raw: Mapping[str, Any], key: str) -> str:
    """What people call an entry."""
    name = raw.get("name") or raw.get("title")
    if isinstance(name, Mapping):
        return str(name.get(language()) or name.get("vi") or key)
    if isinstance(name, str) and name:
        return f"{name} ({key})"
    if raw.get("weekdays"):
        return _hours(sorted(raw["weekdays"]), raw)
    return str(value_word(key))


def _hours(days: list[int], raw: Mapping[str, Any]) -> str:
    """Working hours have no name: "Thứ Hai đến Thứ Sáu, 07:30–11:30"."""
    in_row = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    named = [str(WEEKDAYS[day]) for day in ((days[0], days[-1]) if in_row else days)]
    words = _("%(first)s đến %(last)s", first=named[0], last=named[1]) if in_row else ", ".join(named)
    return f"{words}, {raw['opens']}–{raw['closes']}"


def _of_section(section: Section, old: Pack, new: Pack) -> Iterator[EntryChange]:
    before = {item.key: item.raw for item in items_of(section, old)}
    after = {item.key: item.raw for item in items_of(section, new)}
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was != now:
            way = "added" if was is None else "removed" if now is None else "changed"
            fields = tuple(_fields(section.name, was or {}, now or {}, old, new))
            yield EntryChange(section.name, key, title_of(now or was or {}, key), way, fields)


def _fields(
    section: str, was: Mapping[str, Any], now: Mapping[str, Any], old: Pack, new: Pack
) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) == now.get(name) or (section == "commune" and name == "emergency"):
            continue
        label = name_of(section, name)
        if name in _PHRASES:
            yield FieldChange(label, *_phrases(was.get(name, ()), now.get(name, ())))
        else:
            left, right = _words(section, name, was.get(name), old), _words(section, name, now.get(name), new)
            yield FieldChange(label, left, right)


def _phrases(was: Any, now: Any) -> tuple[str, str]:
    """Only those that went and came: a topic has hundreds."""
    before, after = _each(was), _each(now)
    gone = [phrase for phrase in before if phrase not in after]
    come = [phrase for phrase in after if phrase not in before]
    return ", ".join(gone), ", ".join(come)


def _each(groups: Any) -> list[str]:
    return [
        f"{phrase} ({group['weight']:g}{_special(group)})" for group in groups for phrase in group["phrases"]
    ]


def _special(group: Mapping[str, Any]) -> str:
    without = "; " + _("trừ %(words)s", words=", ".join(group["without"])) if group.get("without") else ""
    off = "; " + _("tắt") if group.get("off") else ""
    return without + off + ("; " + _("đúng dấu") if group.get("accents") else "")


def _words(section: str, name: str, held: Any, pack: Pack) -> str:
    if held is None or held == "":
        return ""
    if isinstance(held, bool):
        return str(_("có") if held else _("không"))
    if isinstance(held, list):
        return ", ".join(_words(section, name, one, pack) for one in held)
    if isinstance(held, Mapping):
        return " / ".join(_words(section, key, one, pack) for key, one in held.items())
    return _word(section, name, held, pack)


def _word(section: str, name: str, held: Any, pack: Pack) -> str:
    if name == "weekdays":
        return str(WEEKDAYS[held])
    if isinstance(held, str) and _DAY.fullmatch(held):
        return date.fromisoformat(held).strftime("%d/%m/%Y")
    if isinstance(held, float):
        return f"{held:g}".replace(".", ",")
    known = {code: words for code, words in options_of(section, name, pack)}
    return str(known.get(str(held)) or value_word(held))
