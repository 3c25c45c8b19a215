"""How alike two messages are, by words, place, days and sender."""

from datetime import date, timedelta

from feedback_service.folding import fold
from feedback_service.handling.places import is_certain
from feedback_service.pack.model import Pack
from feedback_service.routing.alike.judging import Told, Why, likest
from tests.builders.cases import shipped_pack

DAY = date(2026, 3, 2)
ROAD = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa"
ROAD_TOO = "duong thon 5 sat lo mot ben, xe may ko di qua duoc nua"
DARK = "Đèn đường trước cổng chợ tắt ba hôm nay rồi"


def _areas(pack: Pack) -> tuple[str, str, str]:
    """Two certain places and one whose name stands in several former communes."""
    certain = [area.code for area in pack.areas if is_certain(area.code, pack)]
    ambiguous = next(area.code for area in pack.areas if area.ambiguous)
    return certain[0], certain[1], ambiguous


def told(text: str, number: int = 2, **given: object) -> Told:
    values = {"area": "", "topic": "", "received_on": DAY, **given}
    return Told(number, fold(text), **values)  # type: ignore[arg-type]


def test_the_same_words_are_alike() -> None:
    found = likest(told(ROAD, 1), [told(ROAD)], shipped_pack(), 5)
    assert (found[0].share, found[0].strong, found[0].sure) == (1.0, True, False)


def test_the_same_told_otherwise_is_alike() -> None:
    assert [one.id for one in likest(told(ROAD, 1), [told(ROAD_TOO), told(DARK, 3)], shipped_pack(), 5)] == [
        2
    ]


def test_the_same_words_of_another_place_are_another_matter() -> None:
    pack = shipped_pack()
    here, there, _ = _areas(pack)
    assert likest(told(ROAD, 1, area=here), [told(ROAD, area=there)], pack, 5) == []


def test_an_unknown_place_speaks_against_nothing() -> None:
    pack = shipped_pack()
    assert likest(told(ROAD, 1, area=_areas(pack)[0]), [told(ROAD)], pack, 5)


def test_a_whole_former_commune_may_hold_the_place() -> None:
    pack = shipped_pack()
    former = next(area.code for area in pack.areas if area.former)
    assert likest(told(ROAD, 1, area=_areas(pack)[0]), [told(ROAD, area=former)], pack, 5)


def test_the_same_phone_place_and_words_within_a_fortnight_are_nearly_surely_the_same() -> None:
    pack = shipped_pack()
    here = _areas(pack)[0]
    own = told(ROAD, 1, area=here, phone="f")
    soon = told(ROAD, 2, area=here, phone="f", received_on=DAY - timedelta(days=14))
    late = told(ROAD, 3, area=here, phone="f", received_on=DAY - timedelta(days=15))
    assert [one.sure for one in likest(own, [late, soon], pack, 5)] == [True, False]


def test_of_the_same_certain_place_and_topic_fewer_words_are_enough() -> None:
    pack = shipped_pack()
    here, _, anywhere = _areas(pack)
    less = "đường sạt lở xe máy không đi được, mùa mưa trơn trượt"
    found = [
        likest(told(ROAD, 1, area=area, topic="t"), [told(less, area=area, topic="t")], pack, 5)
        for area in (here, anywhere, "")
    ]
    assert [bool(one) for one in found] == [True, False, False]


def test_the_best_comes_first_and_no_more_than_asked_for() -> None:
    others = [told(ROAD_TOO, number) for number in range(2, 9)] + [told(ROAD, 9)]
    assert [one.id for one in likest(told(ROAD, 1), others, shipped_pack(), 3)] == [9, 8, 7]


def test_what_speaks_for_it_is_named() -> None:
    pack = shipped_pack()
    here = _areas(pack)[0]
    found = likest(told(ROAD, 1, area=here, topic="t"), [told(ROAD, area=here, topic="t")], pack, 5)
    assert found[0].why == {Why.PLACE, Why.TOPIC, Why.SOON}
