"""The list by area: what is shown, what is too small, how exact a place may be."""

from dataclasses import replace

import pytest

from feedback_service.pack.model import Area, Pack
from feedback_service.publishing.by_area import by_area
from feedback_service.reporting.figures.counted import Counted
from tests.builders.cases import shipped_pack


def counted(published: int, late: int = 0) -> Counted:
    return Counted(received=published + 9, answered=published, published=published, late=late)


def pack_of(*areas: Area) -> Pack:
    return replace(shipped_pack(), areas=areas)


def area(code: str, **given: object) -> Area:
    return replace(shipped_pack().areas[4], code=code, **given)  # type: ignore[arg-type]


def test_most_results_come_first() -> None:
    found = by_area({"a": counted(6), "b": counted(40, 7)}, pack_of(area("a"), area("b")))
    assert [(line.code, line.published, line.late) for line in found.lines] == [("b", 40, 7), ("a", 6, None)]


@pytest.mark.parametrize("published", [0, 1, 4])
def test_few_results_and_none_look_alike(published: int) -> None:
    found = by_area({"a": counted(published), "b": counted(40)}, pack_of(area("a"), area("b"), area("c")))
    assert [one.code for one in found.few] == ["a", "c"]


def test_a_number_that_would_give_a_small_one_away_joins_it() -> None:
    """As in the statistics: the rest is the total less what is shown."""
    groups = {"a": Counted(received=2, published=2), "b": Counted(received=6, published=6), "c": counted(40)}
    found = by_area(groups, pack_of(area("a"), area("b"), area("c")))
    assert [line.code for line in found.lines] == ["c"]


def test_a_place_that_no_list_names_stands_nowhere() -> None:
    found = by_area({"": counted(50), "gone": counted(50), "a": counted(9)}, pack_of(area("a")))
    assert [line.code for line in found.lines] == ["a"]


def test_a_place_is_no_more_exact_than_the_area() -> None:
    middle = area("a", latitude=12.804219, longitude=108.553407)
    found = by_area({"a": counted(9), "b": counted(9)}, pack_of(middle, area("b")))
    assert [line.place for line in found.lines] == [(12.80, 108.55), None]


def test_a_thon_of_another_commune_has_no_place_of_its_name() -> None:
    former = area("old", former=True)
    pack = pack_of(former, area("t1", within=("old",), latitude=12.8, longitude=108.5))
    assert pack.area_by_code["old-t1"].latitude is None
