"""What in a text sounded like danger, and which number helps first."""

import pytest

from feedback_service.handling.danger.signs import Signs, numbers_first, signs_of
from feedback_service.intake.danger import emergency_numbers, signs_in
from feedback_service.routing.proposal import as_dict
from feedback_service.routing.proposing import propose
from tests.builders.cases import BROKEN_ROAD, shipped_pack
from tests.builders.dangers import BEATEN, FIRE, HURT


def test_an_ordinary_text_has_none() -> None:
    assert signs_in(BROKEN_ROAD, shipped_pack()) is None


def test_the_words_are_those_that_the_citizen_wrote() -> None:
    signs = signs_of(as_dict(propose(FIRE, shipped_pack())), FIRE)
    assert signs is not None
    assert signs.words
    assert all(word in FIRE for word in signs.words)


def test_words_side_by_side_are_one() -> None:
    signs = signs_in("xe lật xuống vực rồi, có người kẹt trong xe", shipped_pack())
    assert signs is not None
    assert "xe lật xuống vực" in signs.words


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (FIRE, "114"),
        (HURT, "115"),
        ("lũ đang lên nhanh, nước tràn về ngập tới mái, có người kẹt", "112"),
        ("có người cầm dao rượt chém nhau trước chợ", "113"),
        (BEATEN, "113"),
        ("cháu bé hàng xóm bị bố dượng nhốt con bỏ đói con", "113"),
    ],
)
def test_the_number_that_helps_stands_first_and_the_others_follow(text: str, first: str) -> None:
    pack = shipped_pack()
    numbers = emergency_numbers(signs_in(text, pack), pack)
    assert numbers[0] == first
    assert sorted(numbers) == ["111", "112", "113", "114", "115"]


def test_violence_against_a_child_names_its_line_right_after_the_police() -> None:
    pack = shipped_pack()
    assert emergency_numbers(signs_in(BEATEN, pack), pack)[:2] == ["113", "111"]


def test_what_an_officer_says_without_signs_keeps_the_communes_order() -> None:
    assert numbers_first(Signs().numbers, ("113", "114")) == ["113", "114"]
