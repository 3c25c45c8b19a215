"""What a good pack's files become."""

from datetime import date
from pathlib import Path

import pytest

from feedback_service.pack.files import load_files
from feedback_service.pack.model import Keyword, Pack
from tests.unit.pack.small_pack import TODAY, write_pack


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    return load_files(write_pack(tmp_path), TODAY)


def test_a_group_of_phrases_becomes_keywords_that_share_its_weight(small: Pack) -> None:
    lamp = Keyword("đèn đường", 3.0, ("điện thoại",))
    assert small.topics[0].keywords == (lamp, Keyword("no", 3.0, ("điện thoại",)), Keyword("tối thui"))


def test_a_run_of_days_off_becomes_each_of_its_days(small: Pack) -> None:
    days = [one.day for one in small.calendar.holidays]
    assert days == [date(2026, 2, day) for day in range(14, 23)]


def test_hours_of_several_weekdays_become_one_each(small: Pack) -> None:
    assert [one.weekday for one in small.calendar.hours] == [0, 1]


def test_each_short_form_stands_for_its_word(small: Pack) -> None:
    assert [(one.short, one.full) for one in small.abbreviations] == [("ko", "không"), ("k", "không")]


def test_a_pack_of_files_has_no_version_yet(small: Pack) -> None:
    assert small.version == 0
