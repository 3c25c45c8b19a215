"""How the messages that the model learns from are written down."""

from pathlib import Path

import pytest

import feedback_service
from feedback_service.routing.judging import read_rows
from feedback_service.routing.learned.corpus import CorpusNotReadable, Example, read_corpus
from tests.builders.cases import shipped_pack

SHIPPED = Path(feedback_service.__file__).parent / "commune" / "ea-knop" / "corpus"


def read(tmp_path: Path, text: str, words: str = "") -> tuple[Example, ...]:
    (tmp_path / "words").mkdir()
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "words" / "b.txt").write_text(words, encoding="utf-8")
    return read_corpus(tmp_path)


def test_a_message_has_office_and_kind_of_its_heading(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "# note\n= KT roads phan_anh\nđường hỏng⏎sửa giúp\n")
    assert (one.text, one.offices, one.kinds, one.topic) == (
        "đường hỏng\nsửa giúp",
        ("KT",),
        ("phan_anh",),
        "roads",
    )


def test_labels_of_its_own_come_first(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "= KT - phan_anh\n[hoi_dap gop_y +TTHCC ! *] cầu sập rồi\n")
    assert (one.offices, one.kinds) == (("KT", "TTHCC"), ("hoi_dap", "gop_y"))
    assert one.danger and one.sensitive


def test_several_matters_are_told_apart(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "= KT - phan_anh\n[~KT,CA] đường hỏng || mất trộm chó\n")
    assert one.parts == (("KT", "đường hỏng"), ("CA", "mất trộm chó"))
    assert one.text == "đường hỏng mất trộm chó"


def test_personal_data_is_marked_and_read_as_it_stands(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "= KT - phan_anh\ngọi {p:0905 123 456} nha\n")
    assert (one.text, one.personal) == ("gọi 0905 123 456 nha", (("p", "0905 123 456"),))


def test_phrases_of_a_word_list_speak_for_the_office_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "", "= KT roads\nổ gà, ổ voi\n")
    assert [(one.text, one.phrase, one.kinds) for one in found] == [("ổ gà", True, ()), ("ổ voi", True, ())]


@pytest.mark.parametrize(
    "text",
    [
        "lạc loài\n",
        "= KT\nthiếu\n",
        "= KT - chuyen_phiem\nx\n",
        "= KT - phan_anh\n[la_gi] x\n",
        "= KT - phan_anh\n[~KT,CA] chỉ một việc\n",
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusNotReadable, match=r"a\.txt:\d"):
        read(tmp_path, text)


def test_the_shipped_corpus_speaks_of_units_that_there_are_and_holds_no_test_message() -> None:
    examples = read_corpus(SHIPPED)
    outside = {"NGOAI"}
    units = {unit.code for unit in shipped_pack().units} | outside
    assert {office for one in examples for office in one.offices} <= units
    tests = {row.text for row in read_rows(SHIPPED / "regression.jsonl")}
    assert {one.text for one in examples if not one.phrase} & tests == set()
