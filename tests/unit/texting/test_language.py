"""The words that a text may begin with: forgiving to whoever means one, deaf to everybody else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.intake.codes import check_letter
from feedback_service.intake.texting.language import Command, codes_in, read_command

CODE = "EK-4827-193K"
DATA = Path(__file__).parents[2] / "data"
SENTENCES = sorted(
    {
        json.loads(line)["text"]
        for file in ("messages-dev.jsonl", "messages-own.jsonl", "dangers-own.jsonl")
        for line in (DATA / file).read_text().splitlines()
    }
)
BEGINNINGS = [
    "huy",
    "dung",
    "stop",
    "tc",
    "bs",
    "dg",
    "tro giup",
    "tiep tuc",
    "help",
    "Hủy",
    "TC ",
    "danh gia",
]


def found(text: str) -> Command:
    command = read_command(text, "EK")
    assert command is not None, text
    return command


@pytest.mark.parametrize(
    "text",
    [
        "TC EK-4827-193K",
        "tc ek4827193k",
        "Tc: 4827 193k",
        "tc:ek 4827193k.",
        "TC.EK-4827-l93K",
        "tcek4827193k",
        "tc ek 48 27 193 k",
        "TC mã EK-4827-193K",
        "tra cứu ek4827193k",
        "EK-4827-193K",
        "4827193k",
        "hồ sơ EK-4827-193K",
        "ＴＣ　ＥＫ４８２７１９３Ｋ",
    ],
)
def test_a_status_is_asked_for_in_many_ways(text: str) -> None:
    assert (found(text).word, found(text).code) == ("TC", CODE)


def test_o_counts_as_zero_and_l_as_one() -> None:
    code = f"EK-1020-110{check_letter('1020110')}"
    typed = code.replace("0", "O").replace("1", "l").lower()
    assert found(f"tc {typed}").code == code


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.sampled_from(["", " ", "-", ".", " - "]), st.booleans())
def test_every_code_is_understood_with_any_separator(digits: str, between: str, upper: bool) -> None:
    letter = check_letter(digits)
    typed = between.join(["tc", "ek", digits[:4], digits[4:], letter.lower()])
    assert found(typed.upper() if upper else typed).code == f"EK-{digits[:4]}-{digits[4:]}{letter}"


@pytest.mark.parametrize(
    ("text", "given"),
    [("tc ek 4827 193a", "ek 4827 193a"), ("TC 4827193", "4827193"), ("ek4827193a", "ek4827193a")],
)
def test_a_code_that_cannot_be_one_is_said_again(text: str, given: str) -> None:
    assert (found(text).code, found(text).given) == (None, given)


@pytest.mark.parametrize("text", ["TC", "tc?", "Tra cứu"])
def test_a_status_may_be_asked_for_without_a_code(text: str) -> None:
    assert found(text) == Command("TC")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("bs EK4827193K đường vẫn còn lầy", "đường vẫn còn lầy"),
        ("BS.EK-4827-193K: Nước ngập, đến gối!", "Nước ngập, đến gối!"),
        ("bổ sung ek 4827 193k - còn một chỗ", "còn một chỗ"),
        ("BS EK-4827-193K", ""),
        ("bs ek4827193k\nhai\ndòng", "hai\ndòng"),
    ],
)
def test_words_are_added_as_they_were_written(text: str, rest: str) -> None:
    assert (found(text).word, found(text).code, found(text).rest) == ("BS", CODE, rest)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("DG EK-4827-193K 3", "3"),
        ("DG 3 EK-4827-193K", "3"),
        ("dg ek4827193k rất hài lòng", "4"),
        ("Đánh giá EK-4827-193K hài lòng", "3"),
        ("dg ek4827193k chua hai long", "2"),
        ("DG rat khong hai long EK-4827-193K", "1"),
        ("DG EK-4827-193K 4/4", "4"),
        ("DG EK-4827-193K 4 sao", "4"),
        ("DG EK-4827-193K 7", ""),
        ("DG EK-4827-193K", ""),
    ],
)
def test_a_rating_is_one_to_four_or_in_words(text: str, rating: str) -> None:
    assert (found(text).word, found(text).code, found(text).rest) == ("DG", CODE, rating)


def test_a_rating_may_do_without_a_code() -> None:
    assert found("dg 4") == Command("DG", rest="4")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hủy", "HUY"),
        ("huy!", "HUY"),
        ("dừng", "HUY"),
        ("STOP", "HUY"),
        ("Từ chối", "HUY"),
        ("tiep tuc", "TIEPTUC"),
        ("START", "TIEPTUC"),
        ("TROGIUP", "TROGIUP"),
        ("trợ giúp", "TROGIUP"),
        ("help", "TROGIUP"),
        ("?", "TROGIUP"),
    ],
)
def test_accents_and_case_do_not_matter(text: str, word: str) -> None:
    assert found(text) == Command(word)


@pytest.mark.parametrize("text", ["Đúng", "đừng", "Đúng rồi"])
def test_right_and_do_not_are_not_stop(text: str) -> None:
    assert read_command(text, "EK") is None


@pytest.mark.parametrize(
    "text",
    [
        "huy dong von trai phep o thon 5",
        "huy hoại rừng ở Ea Sô",
        "dung dot rac nua khoi lam",
        "dừng xe ở chợ không ai dẹp",
        "dung roi, nha ong Bay do",
        "stop xe may cay lai",
        "tc nong dan",
        "tc 100 trieu ma chua thay",
        "tiep tuc do rac o chan cau",
        "duong hu qua",
        "help me",
        "bs thu y o dau",
        "BS tram y te khong co mat",
        "dg do gia nha dat",
        "danh gia cao can bo mot cua",
        "0905123456 a",
        "4827193a",
        "nha so 1234567 b",
        "?? sao chua ai den",
    ],
)
def test_a_complaint_that_begins_like_a_command_is_a_complaint(text: str) -> None:
    assert read_command(text, "EK") is None


def test_no_real_sentence_is_a_command() -> None:
    assert [sentence for sentence in SENTENCES if read_command(sentence, "EK")] == []


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_nor_is_one_that_begins_with_a_command(beginning: str) -> None:
    wrong = [one for one in SENTENCES if one.strip() and read_command(f"{beginning} {one}", "EK")]
    assert wrong == []


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_command(text, "EK")


def test_codes_are_found_within_a_sentence() -> None:
    assert codes_in("ho so ek4827193k va EK-4827-193K den dau roi", "EK") == (CODE,)
    assert codes_in("goi 0905123456 k hoac ek 4827193a, bek4827193k", "EK") == ()
