"""In a small hamlet a story can tell whose house it is, though nobody is named."""

from dataclasses import replace

import pytest

from feedback_service.pack.model import Area, Pack
from feedback_service.publishing.household import Trait, areas_named, identifies_household, is_small
from tests.unit.routing.packs import a_routing_pack, named

SMALL = Area("buon-nho", named("Buôn Nhỏ"), households=38)
LARGE = Area("thon-lon", named("Thôn Lớn"), aliases=("lớn",), households=240)
UNKNOWN = Area("thon-moi", named("Thôn Mới"))
FORMER = Area("xa-cu", named("Xã Cũ"), former=True)
WIDOW = "Nhà một chị góa chồng nuôi 3 con nhỏ đã được cấp gạo."


def a_pack() -> Pack:
    return replace(a_routing_pack(), areas=(SMALL, LARGE, UNKNOWN, FORMER))


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Gia đình có cháu bại não đã nhận xe lăn.", Trait.DISABLED),
        ("Hộ có người chạy thận được thăm.", Trait.ILL),
        ("Nhà duy nhất chưa có điện đã được kéo dây.", Trait.ALONE_STANDING),
        ("Đã thăm nhà cuối buôn.", Trait.ALONE_STANDING),
        ("Bà Mến đã nhận tiền.", Trait.FIRST_NAME),
        ("Cháu bị xâm hại đã được bảo vệ.", Trait.HURT),
        (WIDOW, Trait.WIDOWED),
    ],
)
def test_one_telling_word_is_enough_in_a_small_hamlet(text: str, trait: Trait) -> None:
    assert trait in identifies_household(text, (SMALL,), a_pack())


def test_the_hamlet_may_stand_in_the_text_alone() -> None:
    assert identifies_household("Buon Nho: " + WIDOW, (), a_pack()) == (Trait.WIDOWED, Trait.CHILDREN)


def test_a_large_village_hides_a_house() -> None:
    assert identifies_household(WIDOW, (LARGE,), a_pack()) == ()


def test_a_hamlet_whose_houses_nobody_counted_is_small() -> None:
    assert identifies_household(WIDOW, (UNKNOWN,), a_pack())


def test_without_a_hamlet_nothing_is_told() -> None:
    assert identifies_household(WIDOW, (FORMER,), a_pack()) == ()


def test_how_small_is_small_is_set_by_the_commune() -> None:
    pack = a_pack()
    wide = replace(pack, commune=replace(pack.commune, small_hamlet=300))
    assert (is_small(LARGE, pack), is_small(LARGE, wide)) == (False, True)


@pytest.mark.parametrize(
    "text", ["Hộ nghèo đã nhận gạo.", "Trẻ 6 tuổi được tiêm.", "Đường đã vá xong.", "Ông ấy vui, bà con vui."]
)
def test_one_ordinary_word_tells_nobody(text: str) -> None:
    assert identifies_household(text, (SMALL,), a_pack()) == ()


def test_two_ordinary_words_together_do() -> None:
    text = "Hộ nghèo có cụ 84 tuổi đã nhận gạo."
    assert identifies_household(text, (SMALL,), a_pack()) == (Trait.AGE, Trait.POOR)


def test_a_number_is_not_the_beginning_of_another() -> None:
    assert areas_named("thôn lớn mạnh, Thôn Mới", a_pack()) == (LARGE, UNKNOWN)
    assert areas_named("thôn 11", a_routing_pack())[0].code == "thon-11"
