"""Sketches must be the same for ever: a million of them are kept, and old ones meet new ones."""

import subprocess
import sys
from itertools import combinations

from feedback_service.folding import fold
from feedback_service.routing.alike.shingles import EVERYDAY, share, shingles
from feedback_service.routing.alike.sketch import BANDS, PUBLIC, bands

ROAD = fold("Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa")
DARK = fold("Đèn đường trước cổng chợ tắt ba hôm nay rồi, tối đi lại nguy hiểm lắm")
GOLDEN = (
    1196141034263374681,
    323656609913457185,
    1834032094696898780,
    324076502149872136,
    1833581181360930893,
    1574516694377208652,
    2139385202227425800,
    1730330901101272970,
    262651464418183196,
    915106516632581343,
    581200059357813872,
    949726299151326840,
    1342673816607193875,
    1169419562498040472,
    705688164199901846,
    110666549154151705,
)
GOLDEN_PUBLIC = (3501984043477068633, 2629499619127151137)


def _met(one: str, other: str) -> int:
    return len(set(bands(fold(one))) & set(bands(fold(other))))


def test_a_sketch_is_what_it_was_when_the_first_one_was_kept() -> None:
    assert bands(ROAD) == GOLDEN


def test_so_is_the_sketch_of_a_public_text() -> None:
    assert bands(ROAD, public=True)[:2] == GOLDEN_PUBLIC


def test_another_process_makes_the_same_sketch() -> None:
    program = (
        "from feedback_service.routing.alike.sketch import bands\n"
        f"print(list(bands({ROAD!r})) == {list(GOLDEN)!r})"
    )
    done = subprocess.run([sys.executable, "-R", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_the_everyday_words_are_those_of_the_first_sketch() -> None:
    assert len(EVERYDAY) == 123


def test_texts_with_and_without_accents_meet_in_every_band() -> None:
    pairs = (
        ("Cống trước trường bị nghẹt, nước tràn ra đường", "cong truoc truong bi nghet, nuoc tran ra duong"),
        ("Rác đổ đầy bờ suối Ea Knốp bốc mùi hôi", "rac do day bo suoi ea knop boc mui hoi"),
        ("ĐÈN ĐƯỜNG CỔNG CHỢ KHÔNG SÁNG", "den duong cong cho ko sang"),
        ("Buôn Suê mất nước sạch từ hôm qua", "buon sue mat nuoc sach tu hom qua"),
    )
    assert [_met(*pair) for pair in pairs] == [BANDS] * len(pairs)


def test_polite_words_change_nothing() -> None:
    assert _met("Kính gửi UBND xã, cầu treo buôn Trưng gãy ván", "cầu treo buôn Trưng gãy ván ạ") == BANDS


def test_other_matters_do_not_meet() -> None:
    texts = (
        ROAD,
        DARK,
        fold("Xin hỏi thủ tục làm lại giấy khai sinh cho con"),
        fold("loa phát thanh rè quá"),
    )
    assert [len(set(bands(one)) & set(bands(other))) for one, other in combinations(texts, 2)] == [0] * 6


def test_a_public_text_never_meets_a_citizens_words() -> None:
    assert not set(bands(ROAD)) & set(bands(ROAD, public=True))
    assert max(bands(ROAD)) < PUBLIC <= min(bands(ROAD, public=True))
    assert max(bands(ROAD, public=True)) < 2**62


def test_a_text_of_everyday_words_has_no_sketch() -> None:
    assert bands(fold("dạ em chào xã ạ")[:2]) == ()
    assert bands("") == ()


def test_one_telling_word_is_enough_for_a_sketch() -> None:
    assert len(bands("ngap")) == BANDS


def test_a_word_more_leaves_most_of_a_text() -> None:
    other = shingles(fold("Đường thôn 5 sạt lở nặng, xe máy không đi qua được, đề nghị sửa"))
    assert 0.5 < share(shingles(ROAD), other) < 1


def test_texts_that_say_nothing_are_not_alike() -> None:
    assert share(shingles(""), shingles("")) == 0


def test_a_letter_of_twenty_thousand_characters_is_read_at_its_beginning() -> None:
    long = " ".join(f"tu{number}" for number in range(5_000))
    assert bands(long) == bands(long + " ket thuc")
