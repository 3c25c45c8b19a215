"""The check for the ear: errors keep a bulletin off the air, warnings are advice."""

import pytest

from feedback_service.publishing.radio.ear import Ear, Pace, Rule, blocks, check_bulletin, reading_seconds
from feedback_service.publishing.radio.ear.bulletin import check_part
from feedback_service.publishing.radio.ear.sentences import numbers_in, sentences, syllables
from feedback_service.publishing.radio.ear.sounding import may_be_vietnamese
from feedback_service.publishing.radio.spoken import Manner

PHONE = "không hai sáu hai, ba không không, không một chín chín"
EAR = Ear(
    Manner(expansions={"UBND": "Ủy ban nhân dân"}, sounds={"Ea Knốp": "Ê a Cơ nốp"}),
    code_prefix="EK",
    private=lambda text: ("Nguyễn Văn Sáu",) if "Nguyễn Văn Sáu" in text else (),
    stiff={"tiến hành kiểm tra": "kiểm tra"},
    phones=(PHONE,),
)


def _rules(text: str) -> list[Rule]:
    return [finding.rule for finding in check_part(0, text, EAR)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Xã nhận 12 tin.", Rule.FIGURES),
        ("Xã trả lời ngày 05/4/2026.", Rule.FIGURES),
        ("UBND xã đã làm.", Rule.SHORT_FORM),
        ("Có KPI mới.", Rule.UNKNOWN_CAPITALS),
        ("Giấy tờ (nếu có) mang theo.", Rule.BRACKETS),
        ("Chào {ten} nhé.", Rule.BRACKETS),
        ("Mời ông/bà đến.", Rule.SLASH),
        ("Xem tại eaknop.example nhé.", Rule.WEB_ADDRESS),
        ("Gửi về xa@eaknop.example nhé.", Rule.WEB_ADDRESS),
        ("- Việc thứ nhất.\n- Việc thứ hai.", Rule.TABLE),
        ("Thôn | việc | ngày.", Rule.TABLE),
        ("Đường & cống.", Rule.SIGNS),
        ("Hồ sơ EK-ABCD đã xong.", Rule.CASE_CODE),
        ("Ông Nguyễn Văn Sáu đã nhận.", Rule.PERSON),
        (" ", Rule.EMPTY_PART),
        (" ".join(["xa"] * 41) + ".", Rule.ENDLESS),
    ],
)
def test_an_error_keeps_it_from_being_approved(text: str, rule: Rule) -> None:
    assert rule in _rules(text)
    assert blocks(check_part(0, text, EAR))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" ".join(["xa"] * 26) + ".", Rule.LONG_SENTENCE),
        ("Đường đã được sửa bởi Phòng Kinh tế.", Rule.PASSIVE),
        ("Xã đã làm đường. Xã đã làm cống.", Rule.SAME_START),
        ("Đường mới nối đường mới, qua đường mới.", Rule.SAME_WORDS),
        ("Xã tiến hành kiểm tra.", Rule.STIFF),
        ("Giấy tờ gồm như sau.", Rule.CANNOT_LOOK),
        ("Có mười hộ, hai mươi cây, ba mươi con, bốn mươi nhà.", Rule.MANY_NUMBERS),
        ("Xã có đường, cống, đèn, rác, nước, điện.", Rule.MANY_CLAUSES),
        ("Xã đã làm xong", Rule.NO_END),
        ("Ở buôn Tih có đèn.", Rule.NO_SOUND),
    ],
)
def test_advice_does_not_hold_it_back(text: str, rule: Rule) -> None:
    assert rule in _rules(text)
    assert not blocks(check_part(0, text, EAR))


def test_good_speech_is_left_alone() -> None:
    assert _rules("Xã Ea Knốp đã thay hai nắp cống. Các cháu đi học yên tâm hơn.") == []


def test_a_finding_says_what_could_stand_there() -> None:
    found = {
        one.text: one.instead for one in check_part(0, "UBND xã chi 8,5% (năm nay), tiến hành kiểm tra.", EAR)
    }
    assert found == {
        "UBND": "Ủy ban nhân dân",
        "8,5%": "tám phẩy năm phần trăm",
        "(năm nay)": ", năm nay,",
        "tiến hành kiểm tra": "kiểm tra",
    }


def test_a_place_is_found_where_it_stands() -> None:
    text = "Xã làm xong. Hẹn 05/4/2026 nhé."
    (finding,) = check_part(3, text, EAR)
    assert (finding.part, text[finding.start :].startswith("05/4/2026")) == (3, True)


def test_a_number_heard_once_is_asked_to_be_read_again() -> None:
    once = [f"Gọi số {PHONE}."]
    assert Rule.HEARD_ONCE in [one.rule for one in check_bulletin(once, EAR, Pace())]
    assert Rule.HEARD_ONCE not in [one.rule for one in check_bulletin(once * 2, EAR, Pace())]


def test_the_telephone_is_no_long_sentence() -> None:
    assert (
        _rules(f"Bà con gọi đường dây nóng của xã, số {PHONE}, lúc nào cũng có người nghe máy và ghi giúp.")
        == []
    )


def test_a_bulletin_is_neither_too_short_nor_too_long() -> None:
    def said(words: int) -> list[Rule]:
        return [one.rule for one in check_bulletin(["Xã ta làm. " * (words // 3)], EAR, Pace())]

    assert Rule.SHORT in said(300)
    assert Rule.LONG in said(3000)
    assert not {Rule.SHORT, Rule.LONG} & set(said(900))


def test_reading_time_follows_the_speed_and_the_rests() -> None:
    text = "Một hai ba bốn năm. " * 33  # 165 syllables, 33 sentences
    assert reading_seconds([text], Pace(165, 4, 15)) == round(60 + 33 * 0.4 + 1.5)
    assert reading_seconds([text, text], Pace(165, 0, 0)) == 120
    assert reading_seconds([], Pace()) == 0


def test_sentences_and_syllables() -> None:
    assert [one.text for one in sentences("Xã làm. Xong chưa? Xong!\nTốt…")] == [
        "Xã làm.",
        "Xong chưa?",
        "Xong!",
        "Tốt…",
    ]
    assert syllables("Ủy ban nhân dân xã, ki-lô-mét.") == 8


def test_numbers_are_counted_as_one_hears_them() -> None:
    assert numbers_in("mười hai tin, hai mươi mốt việc, năm nay, ba nhà") == 2


@pytest.mark.parametrize(
    "word", ["Nguyễn", "giếng", "quý", "khuya", "Suê", "thuế", "đường", "oán", "y", "nghiêng"]
)
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert may_be_vietnamese(word)


@pytest.mark.parametrize("word", ["Knốp", "Tih", "Zalo", "Krông", "karaoke", "Ea", "Drăng"])
def test_other_words_need_a_sound(word: str) -> None:
    assert not may_be_vietnamese(word)
