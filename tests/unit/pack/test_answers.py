"""answers.yaml and plain_words.yaml: what may stand in them, and that the commune's own read well."""

import re
from pathlib import Path

import pytest

from feedback_service.pack.files import load_files
from feedback_service.pack.model_answers import FIELDS, AnswerTemplate
from tests.unit.pack.small_pack import faults_when

OURS = load_files(Path("feedback_service/commune/ea-knop"))
TEXT = "Xong {ngay_hen}, {ngày làm xong}."


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("answers", TEXT, "Xong {ngay_xong}.", "{ngay_xong} is no field"),
        ("answers", TEXT, "Xong {ngày làm", "a brace is opened and not closed"),
        ("answers", "den-duong", "khong-co", "none of the topics"),
        (
            "plain_words",
            "kiểm tra}",
            "kiểm tra}\n  - {stiff: tiến hành kiểm tra, plain: x}",
            "already the stiff",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    assert said in " ".join(fault.problem for fault in faults_when(tmp_path, name, old, new))


@pytest.mark.parametrize("answer", OURS.answers, ids=lambda one: one.code)
def test_every_answer_of_the_commune_is_short_and_polite(answer: AnswerTemplate) -> None:
    assert len(answer.text.split()) <= 130
    assert answer.text.startswith("Kính gửi ông/bà")


def test_the_answers_of_the_commune_use_most_fields_of_a_case() -> None:
    used = {name for answer in OURS.answers for name in re.findall(r"\{([^{}]*)\}", answer.text)}
    assert len(used & set(FIELDS)) >= 6
