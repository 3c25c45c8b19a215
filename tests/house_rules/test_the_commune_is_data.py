"""Another commune is another folder of data: nothing of this one stands in the code."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import yaml

from tests.house_rules.source import PACKAGE, sources

PACKS = PACKAGE / "commune"
LEAST_DIGITS = 6  # of a telephone number that cannot be any other figure


@cache
def _documents() -> dict[str, Any]:
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in PACKS.glob("*/*.yaml")}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, int | float | bool | None) and hasattr(value, "__iter__"):
        for inner in value:
            yield from _strings(inner)


def _codes() -> set[str]:
    documents = _documents()
    lists = (*documents["units"]["units"], *documents["areas"]["areas"], *documents["topics"]["topics"])
    return {entry["code"] for entry in lists}


def _telephone_numbers() -> set[str]:
    found = (re.sub(r"\D", "", number) for text in _strings(_documents()) for number in _numbers(text))
    return {number for number in found if len(number) >= LEAST_DIGITS}


def _numbers(text: str) -> list[str]:
    return re.findall(r"\+?\b\d[\d .]{4,}\d\b", text) if not re.search(r"\d/\d|\d{4}-\d\d", text) else []


def _found(wanted: Callable[[str], bool]) -> list[str]:
    return [
        f"{source.name}:{line}: {text}"
        for source in sources()
        for text, line in source.literals()
        if wanted(text)
    ]


def test_the_packs_hold_what_is_looked_for() -> None:
    assert len(_codes()) > 20
    assert _telephone_numbers()


def test_no_code_of_a_unit_area_or_topic_stands_in_the_code() -> None:
    codes = _codes()
    assert _found(lambda text: text in codes) == []


def test_no_telephone_number_of_the_commune_stands_in_the_code() -> None:
    numbers = _telephone_numbers()
    assert _found(lambda text: any(number in re.sub(r"\D", "", text) for number in numbers)) == []


def test_the_commune_is_not_named_in_the_code() -> None:
    name = _documents()["commune"]["name"]["vi"].removeprefix("xã ").casefold()
    assert _found(lambda text: name in text.casefold()) == []
