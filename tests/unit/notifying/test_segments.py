"""Counting segments, and Vietnamese without marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.notifying.segments import segments, unaccented

ACKNOWLEDGEMENT = (
    "UBND xã Ea Knốp đã tiếp nhận phản ánh của ông/bà. Mã hồ sơ: PA-2026-00123. "
    "Thời hạn xử lý: 05 ngày làm việc. Tra cứu: https://eaknop.gov.vn/pa/ABC123"
)


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("à è é ì ò ù É", "GSM-7", 13, 1),
        ("a" * 69 + "đ", "UCS-2", 70, 1),
        ("a" * 70 + "đ", "UCS-2", 71, 2),
        ("a" * 159 + "đ", "UCS-2", 160, 3),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
        (ACKNOWLEDGEMENT, "UCS-2", 149, 3),
    ],
)
def test_segments_are_counted_as_the_networks_do(text: str, encoding: str, units: int, count: int) -> None:
    found = segments(text)
    assert (found.encoding, found.units, found.count) == (encoding, units, count)


def test_text_that_came_decomposed_counts_as_it_is_sent() -> None:
    assert segments(unicodedata.normalize("NFD", ACKNOWLEDGEMENT)) == segments(ACKNOWLEDGEMENT)


def test_an_escaped_letter_is_not_split_between_two_parts() -> None:
    assert segments("a" * 152 + "€" + "a" * 152).count == 3  # 306 septets, but € does not fit the first part


def test_a_picture_is_not_split_between_two_parts() -> None:
    assert segments("đ" * 66 + "😀" + "đ" * 66).count == 3


def test_a_notice_without_marks_takes_one_segment() -> None:
    plain = unaccented(ACKNOWLEDGEMENT)
    assert plain.startswith("UBND xa Ea Knop da tiep nhan phan anh cua ong/ba.")
    assert segments(plain).count == 1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đường Ê Đê ngập ở thôn 5", "Duong E De ngap o thon 5"),
        ("“Nước” – 12 m²… 50.000₫", '"Nuoc" - 12 m2... 50.000d'),
        ("nửa ½ đường", "nua 1/2 duong"),
        ("cháy 🔥🔥", "chay "),
        ("名 và ‮ngược", "? va nguoc"),
        ("một\tdòng\u00a0mới", "mot dong moi"),
    ],
)
def test_marks_go_and_nothing_vanishes_unseen(text: str, plain: str) -> None:
    assert unaccented(text) == plain


@given(st.text())
def test_whatever_is_written_becomes_gsm(text: str) -> None:
    assert segments(unaccented(text)).encoding == "GSM-7"
