"""What an address asks for: read when it makes sense, left out and named when it does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.handling.public.filter import Outcome
from feedback_service.publishing.wishes import Place, read_day, read_place, read_wish
from tests.builders.small_pack import a_pack_with_deadlines

PACK = a_pack_with_deadlines()


def test_an_empty_address_asks_for_everything() -> None:
    wish = read_wish({}, PACK)
    assert (wish.query, wish.unit, wish.outcome, wish.place, wish.ignored) == ("", "", None, None, ())


def test_days_are_read_as_browsers_and_as_people_write_them() -> None:
    assert read_day("2026-04-08") == read_day("8/4/2026") == date(2026, 4, 8)


@pytest.mark.parametrize("text", ["", "8/4", "2026-13-01", "31/2/2026", "hôm nay", "1/1/99999"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        read_day(text)


@given(st.dates(date(1900, 1, 1)), st.integers(1, 10**12), st.booleans())
def test_a_place_is_read_as_it_was_written(day: date, number: int, back: bool) -> None:
    assert read_place(str(Place(day, number, back))) == Place(day, number, back)


def test_an_outcome_is_named_in_vietnamese() -> None:
    assert read_wish({"trang_thai": "da_chuyen"}, PACK).outcome == Outcome.PASSED_ON


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    names = ("don_vi", "linh_vuc", "dia_ban", "trang_thai", "tu", "den", "trang")
    wish = read_wish({"q": text, **dict.fromkeys(names, text)}, PACK)
    assert set(wish.ignored) <= set(names)
