"""Several matters in one text: a split is proposed where both sides speak clearly for different offices.

The floors are against loss; what is reached on messages never seen stands in docs/routing.md.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.proposal import Matter
from feedback_service.routing.proposing import propose
from tests.unit.pack.shipped import shipped_pack

SEVERAL = (
    ("Đèn đường trước nhà tôi hỏng cả tháng. Ngoài ra hàng xóm hát karaoke ồn ào đến khuya.", ("TTDV", "CA")),
    ("1. Duong thon 5 o ga nhieu qua 2. Cho tha rong can nguoi", ("KT", "CA")),
    (
        "Đường vào thôn lầy lội không ai sửa; trạm y tế hết thuốc; chó thả rông cắn cháu tôi",
        ("KT", "YT", "CA"),
    ),
    ("duong lay loi, rac khong ai don, mat dien suot", ("KT", "TTDV", "NGOAI")),
    (
        "Tôi hỏi thủ tục khai sinh. Với lại công an xã bao giờ làm căn cước?\nCòn ruộng thiếu nước tưới thì ai lo",
        ("TTHCC", "CA", "KT"),
    ),
    (
        "Bao giờ tiêm vắc xin cho trẻ 9 tháng? Nhân tiện cho hỏi luôn đường thôn 3 khi nào đổ bê tông",
        ("YT", "KT"),
    ),
    ("Loa thôn rè quá nghe không ra gì + chó nhà bên thả rông cắn người", ("TTDV", "CA")),
    ("Xin hỏi làm thẻ căn cước ở đâu. Thêm nữa kênh mương cạn khô không có nước tưới lúa", ("CA", "KT")),
)
ONE = (
    "Ổ gà trước cổng chợ to quá, xe máy té hoài, mong xã vá lại",
    "den duong truoc nha van hoa hong ca tuan roi, toi om di lai so lam",
    "Cháu tôi sốt phát ban ba ngày, trạm y tế có thuốc không, bao giờ khám được?",
    "Nộp hồ sơ sang tên sổ đỏ từ tháng hai, giấy hẹn mười lăm ngày mà nay vẫn chưa có, ra hỏi thì nói chờ",
    "Quán karaoke đầu xóm hát tới hai giờ sáng; gọi công an hai lần rồi; họ tắt một lúc lại mở",
    "Loa phát thanh năm giờ sáng đã ầm ĩ, con nhỏ giật mình khóc, xin mở trễ hơn",
    "Rác đầu thôn ba tuần không ai gom, ruồi bay vô nhà. Tiền rác thì vẫn thu đủ.",
    "Năm nay gọi khám nghĩa vụ quân sự ngày nào, em đang học nghề có được hoãn không?",
)


def matters(text: str) -> tuple[Matter, ...]:
    return propose(text, shipped_pack()).matters


def offices(text: str) -> tuple[str, ...]:
    return tuple(counted_office(matter.unit, shipped_pack()) for matter in matters(text))


def test_several_matters_are_told_apart() -> None:
    found = [offices(text) == wanted for text, wanted in SEVERAL]
    assert sum(found) >= len(SEVERAL) - 2


def test_one_matter_stays_one() -> None:
    assert sum(bool(matters(text)) for text in ONE) <= 1


@pytest.mark.parametrize("text", [text for text, _ in SEVERAL])
def test_the_pieces_make_up_the_text_and_each_unit_has_one(text: str) -> None:
    found = matters(text)
    assert not found or whole(found, text)
    assert len({matter.unit for matter in found}) == len(found)


def whole(found: tuple[Matter, ...], text: str) -> bool:
    edges = [(one.end, other.start) for one, other in pairwise(found)]
    return found[0].start == 0 and found[-1].end == len(text) and all(end == start for end, start in edges)


def test_a_few_words_are_one_matter() -> None:
    assert matters("ổ gà, chó dữ") == ()


WORDS = st.sampled_from(
    [
        "đường lầy lội",
        "chó thả rông",
        "mất điện",
        "rác",
        ". ",
        "; ",
        "\n",
        "1. ",
        "ngoài ra",
        "🙂",
        "\u200b",
        "mng",
        "?",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_whatever_is_cut_nothing_is_lost(text: str) -> None:
    found = matters(text)
    assert not found or (len(found) > 1 and whole(found, text))
