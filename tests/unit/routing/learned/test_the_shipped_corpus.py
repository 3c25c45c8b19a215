"""The messages that routing learns from: readable, of this commune, and apart from what it is tested on."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from feedback_service.folding import fold
from feedback_service.pack.files import load_files
from feedback_service.routing.learned.corpus import Example, read_corpus
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.personal_data import find_personal_data

ROOT = Path(__file__).parents[4]
PACK = load_files(ROOT / "feedback_service" / "commune" / "ea-knop")
OFFICES = {counted_office(unit.code, PACK) for unit in PACK.units}


@pytest.fixture(scope="module")
def corpus() -> tuple[Example, ...]:
    return read_corpus(ROOT / "feedback_service" / "commune" / "ea-knop" / "corpus")


def test_every_label_is_one_of_the_commune(corpus: tuple[Example, ...]) -> None:
    assert {office for example in corpus for office in example.offices} <= OFFICES
    assert {example.topic for example in corpus if example.topic} <= set(PACK.topic_by_code)


def test_every_office_and_kind_has_enough_to_learn_from(corpus: tuple[Example, ...]) -> None:
    messages = [example for example in corpus if not example.phrase]
    assert len(messages) > 10_000
    assert min(Counter(example.offices[0] for example in messages).values()) > 200


def test_no_message_of_a_test_is_learned_from(corpus: tuple[Example, ...]) -> None:
    tested = {
        fold(json.loads(line)["text"]).strip()
        for path in (ROOT / "tests" / "data").glob("messages-*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    learned = {fold(example.text).strip() for example in corpus if not example.phrase}
    # A word or two are said by everybody.
    assert [text for text in tested & learned if len(text) > 16] == []


def test_its_phones_are_marked_as_personal_data(corpus: tuple[Example, ...]) -> None:
    marked = [said for example in corpus for letter, said in example.personal if letter == "p"]
    found = [bool(find_personal_data(said)) for said in marked]
    assert sum(found) > 0.95 * len(found)


def test_a_web_process_does_without_scipy() -> None:
    """It costs 25 MB a process, for training that no web process does."""
    asked = "import feedback_service, sys; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0
