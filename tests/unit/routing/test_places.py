"""Places as people type them. What could be several places is asked, never guessed."""

import pytest

from feedback_service.folding import compose
from feedback_service.routing.places import areas_in
from feedback_service.routing.proposing import propose
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_matching import find_hits
from feedback_service.routing.rules_words import split_words
from tests.unit.pack.shipped import shipped_pack

FORMERS = ("tt-ea-knop", "ea-tih", "ea-so", "ea-sar")


def areas(text: str) -> tuple[str, ...]:
    pack = shipped_pack()
    lexicon = lexicon_of(pack)
    words = split_words(text, lexicon.abbreviations)
    return areas_in(words, find_hits(words, lexicon), pack)


def any_thon(number: int) -> tuple[str, ...]:
    return tuple(f"{former}-thon-{number}" for former in FORMERS)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("buôn Suê mất điện", "buon-sue"),
        ("bon sue mat dien", "buon-sue"),
        ("buon sưê cup dien", "buon-sue"),
        ("o thon vinh qang", "thon-vinh-quang"),
        ("thôn Sơn Lôc", "thon-son-loc"),
        ("xom lo gach khoi qua", "xom-lo-gach"),
        ("đường Phan Chu Trinh ổ gà", "duong-phan-chu-trinh"),
        ("ly nam de ngap", "duong-ly-nam-de"),
        ("tren tran kien", "duong-tran-kien"),
        ("TL11 sat lo", "tinh-lo-11"),
        ("ql26 xe tai", "quoc-lo-26"),
        ("khói mía đường 333", "nha-may-duong-333"),
        ("ven hồ Ea Knốp", "ho-ea-knop"),
        ("cho ea knop hoi", "cho-ea-knop"),
        ("Thôn 5 Ea Sar", "ea-sar-thon-5"),
        ("thon 5 ben ea sar lay", "ea-sar-thon-5"),
        ("Ea Tih thôn 12", "ea-tih-thon-12"),
        ("thôn 4 thị trấn cũ", "tt-ea-knop-thon-4"),
    ],
)
def test_a_place_is_known_however_it_is_typed(text: str, area: str) -> None:
    assert areas(text) == (area,)


def test_the_longer_name_hides_the_shorter() -> None:
    assert areas("trong khu bảo tồn Ea Sô") == ("khu-bao-ton-ea-so",)


@pytest.mark.parametrize(
    "text",
    ["thôn 17", "thon17 duong hu", "t.17 duong hu", "T17", "thôn mười bảy", "to dan pho 17", "thôn số 17"],
)
def test_a_number_that_four_communes_have_stays_open(text: str) -> None:
    assert areas(text) == any_thon(17)


@pytest.mark.parametrize(
    "text",
    [
        "thôn 3 người bệnh",
        "cả 5 thôn đều mất nước",
        "3 thôn 2 buôn",
        "thôn 3 tháng nay không có nước",
        "gọi 0905 123 456",
        "t7 chủ nhật có làm không",
        "t12 năm ngoái",
        "thon nam ngoai con sach",
        "thon ba toi o",
        "thon 1234",
    ],
)
def test_a_number_that_counts_is_no_place(text: str) -> None:
    assert areas(text) == ()


def test_the_people_of_a_thon_are_a_place() -> None:
    assert areas("thôn 3 người dân kêu quá") == any_thon(3)


def test_a_former_commune_in_another_sentence_is_not_beside() -> None:
    assert areas("Tôi ở Ea Sar. Thôn 5 ngập") == ("ea-sar", *any_thon(5))


@pytest.mark.parametrize("area", any_thon(5))
def test_every_namesake_is_a_place_of_the_pack(area: str) -> None:
    known = shipped_pack().area_by_code[area]
    assert known.parent in FORMERS
    assert known.called == "thon-5"
    assert not known.ambiguous


def test_the_proposal_keeps_all_that_it_may_be() -> None:
    assert propose("Đường thôn 1 lầy lội", shipped_pack()).areas == any_thon(1)


def test_nothing_strange_is_a_place() -> None:
    assert areas("thon " * 3000 + compose("٣").text) == ()
