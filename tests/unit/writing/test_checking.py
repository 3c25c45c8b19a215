"""What stops an answer, and what only warns."""

import pytest

from feedback_service.handling.writing.checking import (
    Finding,
    Known,
    answers_question,
    asks_something,
    check_answer,
    is_polite,
    names_next_step,
    stiff_words,
)

GOOD = "Kính gửi ông/bà, tổ đường sẽ vá ổ gà ở chợ, xong trước ngày 20/6. Cảm ơn ông/bà."


def _found(text: str, **known: object) -> list[Finding]:
    return [remark.finding for remark in check_answer(text, Known(**known))]  # type: ignore[arg-type]


def test_a_good_answer_is_left_alone() -> None:
    assert _found(GOOD) == []


def test_personal_data_and_open_fields_stop() -> None:
    remarks = check_answer(f"{GOOD} {{ngày làm xong}}", Known(personal=("0905123456",)))
    assert [(one.finding, one.words) for one in remarks if one.stops] == [
        (Finding.PERSONAL, ("0905123456",)),
        (Finding.UNFILLED, ("ngày làm xong",)),
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Kính gửi ông/bà, xã ghi nhận. Cảm ơn ông/bà.", Finding.NO_STEP),
        (f"{GOOD} {'rất nhiều chữ ' * 60}", Finding.LONG),
        ("Xã sẽ làm xong trước ngày 20/6.", Finding.IMPOLITE),
    ],
)
def test_others_only_warn(text: str, finding: Finding) -> None:
    assert finding in _found(text)
    assert not any(remark.stops for remark in check_answer(text, Known()))


def test_many_segments_warn() -> None:
    assert Finding.COSTLY in _found(GOOD, segments=5)


def test_a_question_wants_an_answer() -> None:
    assert asks_something("Cho hỏi làm sổ đỏ bao lâu") and not asks_something("Đường hư quá")
    assert Finding.QUESTION in _found("Kính gửi ông/bà, xã ghi nhận ý kiến. Cảm ơn.", asked=True)
    assert answers_question("Trả lời: lệ phí 100.000 đồng")


@pytest.mark.parametrize(
    "text",
    [
        "Đội đường sẽ vá xong trước ngày 20/6",
        "Mời ông đến nhận vào thứ hai",
        "Rác đã dọn xong sáng nay",
        "Sẽ trả lời trong 5 ngày làm việc",
    ],
)
def test_a_next_step_has_a_day_or_is_done(text: str) -> None:
    assert names_next_step(text)


def test_time_to_come_is_no_day() -> None:
    assert not names_next_step("Xã sẽ xem xét trong thời gian tới")


def test_officialese_is_named_with_a_plainer_word() -> None:
    plainer = {"tiến hành kiểm tra": "kiểm tra", "kiểm tra lại": "xem lại"}
    assert list(stiff_words("Xã Tiến hành  kiểm tra đường", plainer)) == ["tiến hành kiểm tra → kiểm tra"]


def test_blaming_is_not_polite() -> None:
    assert not is_polite("Yêu cầu ông tự chịu")
