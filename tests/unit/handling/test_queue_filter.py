"""Anything typed into the address gives a queue, and what is understood comes back as it was."""

from datetime import date

import pytest

from feedback_service.handling.queue_filter import Choosable, QueueFilter, Reach, View, Whose

KNOWN = Choosable(frozenset({"KT"}), frozenset({"thon-5"}), frozenset({"den-duong"}), frozenset({"phan_anh"}))
FULL = {
    "loc": "tre",
    "cua": "toi",
    "don_vi": "KT",
    "dia_ban": "thon-5",
    "linh_vuc": "den-duong",
    "loai": "phan_anh",
    "nguoi": "7",
    "tu_ngay": "2026-01-05",
    "den_ngay": "2026-02-05",
    "gom": "tat-ca",
    "q": "ổ gà",
}


def test_an_address_is_read_and_written_again_the_same() -> None:
    assert QueueFilter.from_address(FULL, KNOWN).as_args() == FULL


def test_each_word_is_understood() -> None:
    read = QueueFilter.from_address(FULL, KNOWN)
    assert (read.view, read.whose, read.reach) == (View.LATE, Whose.MINE, Reach.ALL)
    assert (read.officer, read.received_from) == (7, date(2026, 1, 5))


@pytest.mark.parametrize("name", ["don_vi", "dia_ban", "linh_vuc", "loai"])
def test_a_code_that_is_none_asks_for_nothing(name: str) -> None:
    assert not QueueFilter.from_address({name: "XYZ' OR 1=1"}, KNOWN).is_narrow


@pytest.mark.parametrize("value", ["-1", "x", "²", "9" * 40, "1e9", "", "\x00"])
def test_a_number_that_is_none_asks_for_nobody(value: str) -> None:
    assert QueueFilter.from_address({"nguoi": value}, KNOWN).officer == 0


@pytest.mark.parametrize("value", ["31/01/2026", "2026-02-30", "hôm qua", "\x00"])
def test_a_day_that_is_none_asks_for_every_day(value: str) -> None:
    read = QueueFilter.from_address({"tu_ngay": value, "den_ngay": value}, KNOWN)
    assert read.received_from is None and read.received_to is None


def test_what_stands_in_the_fold_opens_it() -> None:
    assert not QueueFilter.from_address({"loc": "tre", "q": "x", "cua": "toi"}, KNOWN).is_folded_out
    assert QueueFilter.from_address({"tu_ngay": "2026-01-05"}, KNOWN).is_folded_out
