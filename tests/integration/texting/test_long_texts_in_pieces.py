"""A long text that came in several is one text on the case."""

import itertools

import pytest
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.routing.confirm import confirm_routing
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.texts import LAMP, cases, ends, minutes, only_case, said_in, send

LONG = (
    "Duong lien thon tu nha ong Bay den cau so 3 bi sat lo nghiem trong sau tran mua dem qua, xe may khong di qua, "
    "hoc sinh phai loi bo qua ruong de den truong, nguoi gia va phu nu co thai khong ra duoc tram y te. Ba con da gop "
    "tien do da nhung mua xuong lai troi het. De nghi xa cho may xuc len sua som truoc mua mua, chung toi xin cam on"
)
ACCENTED = "Đường liên thôn bị sạt lở, xe máy không qua được, học sinh phải lội bộ qua ruộng. Đề nghị xã cho sửa sớm."


def cut(text: str, size: int) -> list[str]:
    return ["".join(part) for part in itertools.zip_longest(*[iter(text)] * size, fillvalue="")]


@pytest.mark.parametrize(("text", "size"), [(LONG, 153), (LONG, 160), (ACCENTED, 67), (ACCENTED, 70)])
def test_full_segments_that_follow_closely_are_one_text(
    session: Session, pack: Pack, text: str, size: int
) -> None:
    for number, piece in enumerate(cut(text, size)):
        send(session, piece, minutes(number / 10))
    case = only_case(session)
    assert case.text == text
    assert said_in(session, case) == []
    assert set(ends(session)[1:]) == {"joined:piece"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("label", ["({}/3) ", "{}/3: ", "[{}/3]", "{}/3 "])
def test_labelled_pieces_come_in_any_order(
    session: Session, pack: Pack, label: str, order: tuple[int, ...]
) -> None:
    words = ["Duong thon 5 bi sat lo", "xe may khong di qua duoc", "de nghi xa cho sua"]
    for at, number in enumerate(order):
        send(session, label.format(number + 1) + words[number], minutes(at))
    assert only_case(session).text == " ".join(words)


def test_the_whole_is_routed_and_not_the_first_piece(session: Session, pack: Pack) -> None:
    send(session, "(1/2) Xin chao can bo xa, toi la nguoi dan o day", minutes(0))
    send(session, "(2/2) den duong truoc nha van hoa hong ca tuan roi, de nghi sua den duong", minutes(1))
    case = only_case(session)
    assert case.topic_code
    assert "den duong" in case.folded


def test_danger_in_a_later_piece_is_danger(session: Session, pack: Pack) -> None:
    send(session, "(1/2) O nha ong Tu gan cho Ea Knop", minutes(0))
    send(session, "(2/2) dang chay nha, mau cuu voi", minutes(1))
    assert only_case(session).danger


def test_a_long_second_text_is_one_message(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0))
    for number, piece in enumerate(cut(LONG, 153)):
        send(session, piece, minutes(5 + number / 10))
    case = only_case(session)
    assert case.text == LAMP
    assert said_in(session, case) == [LONG]


def test_after_somebody_confirmed_the_text_stays_and_the_rest_is_a_message(
    session: Session, pack: Pack
) -> None:
    first, second = cut(LONG, 153)[:2]
    send(session, first, minutes(0))
    clerk = an_officer(session, Role.CLERK, "VP")
    session.commit()
    with transaction() as writing:
        case = writing.get_one(Case, only_case(session).id)
        confirm_routing(
            writing, case, clerk, pack, minutes(0.1), unit="KT", kind=case.kind, topic="", reason="rõ"
        )
    send(session, second, minutes(0.2))
    case = only_case(session)
    assert (case.text, said_in(session, case)) == (first.strip(), [second.strip()])


def test_a_full_text_and_another_one_an_hour_later_are_two(session: Session, pack: Pack) -> None:
    send(session, cut(LONG, 160)[0], minutes(0))
    send(session, "rac o chan cau khong ai gom", minutes(60))
    assert len(cases(session)) == 2


def test_a_date_at_the_beginning_is_no_label(session: Session, pack: Pack) -> None:
    send(session, "2/9 nay xa co to chuc gi khong", minutes(0))
    assert only_case(session).text.startswith("2/9 nay")


def test_the_raw_pieces_are_all_kept(session: Session, pack: Pack) -> None:
    pieces = cut(LONG, 153)
    for number, piece in enumerate(pieces):
        send(session, piece, minutes(number / 10))
    assert len(ends(session)) == len(pieces)
