"""What is written in figures is said in words, as people here say it."""

import pytest

from feedback_service.publishing.radio.spoken import Manner, cardinal, pronounced, say

MANNER = Manner(
    expansions={"UBND": "Ủy ban nhân dân", "QL": "quốc lộ", "TP.": "thành phố"},
    sounds={"Ea Knốp": "Ê a Cơ nốp", "Ea": "Ê a"},
    dialled=frozenset({"113", "1022"}),
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (4, "bốn"), (10, "mười"), (11, "mười một"), (14, "mười bốn"), (15, "mười lăm"),
        (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"), (44, "bốn mươi tư"),
        (55, "năm mươi lăm"), (100, "một trăm"), (101, "một trăm linh một"), (105, "một trăm linh năm"),
        (110, "một trăm mười"), (111, "một trăm mười một"), (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"), (204, "hai trăm linh bốn"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"), (1010, "một nghìn không trăm mười"),
        (2026, "hai nghìn không trăm hai mươi sáu"), (10_000, "mười nghìn"),
        (100_005, "một trăm nghìn không trăm linh năm"), (1_250_000, "một triệu hai trăm năm mươi nghìn"),
        (1_000_001, "một triệu không trăm linh một"), (2_000_000_000, "hai tỷ"),
        (3_000_000_004, "ba tỷ không trăm linh bốn"), (10**12, "một nghìn tỷ"), (-3, "âm ba"),
    ],
)  # fmt: skip
def test_a_number_is_said(number: int, words: str) -> None:
    assert cardinal(number) == words


def test_a_region_says_it_its_own_way() -> None:
    assert cardinal(1105, Manner(zero_ten="lẻ", thousand="ngàn")) == "một ngàn một trăm lẻ năm"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8,5%", "tám phẩy năm phần trăm"),
        ("0,05", "không phẩy không năm"),
        ("8,25", "tám phẩy hai mươi lăm"),
        ("3.75", "ba phẩy bảy mươi lăm"),
        ("1.500 hộ", "một nghìn năm trăm hộ"),
        ("~40 hộ", "khoảng bốn mươi hộ"),
        ("-3 độ C", "âm ba độ xê"),
        ("12/15 việc", "mười hai trên mười lăm việc"),
        ("thôn 6A", "thôn sáu A"),
        ("QL26", "quốc lộ hai mươi sáu"),
        ("lần thứ 1", "lần thứ nhất"),
        ("thứ 2 đến thứ 6", "thứ Hai đến thứ Sáu"),
    ],
)
def test_figures_and_signs(written: str, said: str) -> None:
    assert say(written, MANNER) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.250.000 đồng", "một triệu hai trăm năm mươi nghìn đồng"),
        ("50.000đ/tháng", "năm mươi nghìn đồng một tháng"),
        ("150k", "một trăm năm mươi nghìn đồng"),
        ("1,2 tỷ đồng", "một phẩy hai tỷ đồng"),
        ("2-3 triệu đồng", "hai đến ba triệu đồng"),
        ("3–5 ngày", "ba đến năm ngày"),
        ("2-3%", "hai đến ba phần trăm"),
        ("120m2", "một trăm hai mươi mét vuông"),
        ("3,5 ha", "ba phẩy năm héc ta"),
        ("60km/h", "sáu mươi ki lô mét một giờ"),
        ("15 kg/sào", "mười lăm ki lô gam một sào"),
    ],
)
def test_money_measures_and_spans(written: str, said: str) -> None:
    assert say(written, MANNER) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("14h30", "mười bốn giờ ba mươi phút"),
        ("18h00", "mười tám giờ"),
        ("7h05", "bảy giờ năm phút"),
        ("07:30", "bảy giờ ba mươi phút"),
        ("7h30-11h30", "bảy giờ ba mươi phút đến mười một giờ ba mươi phút"),
        ("trực 24/24 giờ", "trực cả ngày đêm"),
        ("05/4/2026", "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("ngày 15 tháng 4", "ngày mười lăm tháng tư"),
        ("ngày 5/4", "ngày mùng năm tháng tư"),
        ("trước 31/12/2026", "trước ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu"),
        ("từ 5-10/4", "từ ngày mùng năm đến mùng mười tháng tư"),
        ("từ ngày 28/3 đến 5/4", "từ ngày hai mươi tám tháng ba đến ngày mùng năm tháng tư"),
        ("tháng 4/2026", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("quý II/2026", "quý hai năm hai nghìn không trăm hai mươi sáu"),
        ("20 ngày", "hai mươi ngày"),
        ("2 tháng 4 ngày", "hai tháng bốn ngày"),
    ],
)
def test_days_and_hours(written: str, said: str) -> None:
    assert say(written, MANNER) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0262 300 0199", "không hai sáu hai, ba không không, không một chín chín"),
        ("0905123456", "không chín không năm, một hai ba, bốn năm sáu"),
        ("+84 905 123 456", "không chín không năm, một hai ba, bốn năm sáu"),
        ("0905.123.456", "không chín không năm, một hai ba, bốn năm sáu"),
        ("1900 9095", "một chín không không, chín không chín năm"),
        ("gọi 114", "gọi một một bốn"),
        ("1022", "một không hai hai"),
    ],
)
def test_telephones_are_read_figure_by_figure(written: str, said: str) -> None:
    assert say(written, MANNER) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("04/QĐ-UBND", "Quyết định số không bốn của Ủy ban nhân dân"),
        ("Nghị quyết 76/NQ-CP", "Nghị quyết số bảy mươi sáu của Chính phủ"),
        ("Nghị định số 30/2020/NĐ-CP", "Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ"),
        (
            "Luật số 91/2025/QH15",
            "Luật số chín mươi mốt năm hai nghìn không trăm hai mươi lăm của Quốc hội khóa mười lăm",
        ),
    ],
)  # fmt: skip
def test_papers_by_their_numbers(written: str, said: str) -> None:
    assert say(written, MANNER) == said


@pytest.mark.parametrize("written", ["99/99", "EK-4F7K", "47A-123.45", "12/ABC-XYZ", "30/2/2026", "XYZ"])
def test_what_is_not_understood_is_never_guessed(written: str) -> None:
    assert say(written, MANNER) == written


def test_short_forms_are_written_out_only_as_whole_words() -> None:
    assert say("UBND xã, UBNDX", MANNER) == "Ủy ban nhân dân xã, UBNDX"


def test_names_sound_as_the_list_says() -> None:
    assert pronounced("Ea Knốp, buôn Ea Tih, Eat", MANNER.sounds) == "Ê a Cơ nốp, buôn Ê a Tih, Eat"


def test_what_was_said_once_is_not_said_otherwise_the_second_time() -> None:
    once = say("Ngày 05/4/2026, gọi 0262 300 0199, nộp 50.000đ.", MANNER)
    assert say(once, MANNER) == once
