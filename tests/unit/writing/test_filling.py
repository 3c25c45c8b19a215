"""Answers to begin with: which fit, what is filled in, what stays open."""

from dataclasses import replace

from feedback_service.handling.writing.filling import fill, offers, unfilled
from feedback_service.pack.model import AnswerTemplate
from feedback_service.vocabulary import Kind
from tests.builders.small_pack import a_pack_with_deadlines

PACK = replace(
    a_pack_with_deadlines(),
    answers=(
        AnswerTemplate("rac", "Rác", "r", topics=("rac-thai",)),
        AnswerTemplate("chung", "Chung", "c"),
        AnswerTemplate("khen", "Khen", "k", kinds=(Kind.KHEN,)),
        AnswerTemplate("duong", "Đường", "Mã {ma}", topics=("duong-thon",)),
    ),
)


def test_what_is_known_is_filled_in_and_the_rest_stays_open_by_its_name() -> None:
    text = fill("Mã {ma}, hẹn {ngay_hen}, xong {ngày làm xong}", {"ma": "XT-1", "ngay_hen": ""})
    assert text == "Mã XT-1, hẹn {ngày hẹn}, xong {ngày làm xong}"
    assert unfilled(text) == ("ngày hẹn", "ngày làm xong")


def test_what_fits_the_topic_stands_first_and_nothing_is_hidden() -> None:
    found = offers(PACK, "duong-thon", Kind.PHAN_ANH, {"ma": "XT-1"})
    assert [(one.code, one.fits) for one in found] == [
        ("duong", True),
        ("chung", True),
        ("rac", False),
        ("khen", False),
    ]
    assert found[0].text == "Mã XT-1"


def test_the_kind_comes_before_what_fits_anything() -> None:
    assert offers(PACK, "", Kind.KHEN, {})[0].code == "khen"


def test_what_a_citizen_wrote_in_braces_is_not_read_as_a_field_of_ours() -> None:
    assert fill("{ma}", {"ma": "{ngay_hen}"}) == "{ngay_hen}"
