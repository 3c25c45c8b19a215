"""The commune's own pack on messages with known answers, so that a changed word shows what it breaks.

These are floors against loss, not measures of quality: the lexicon was tuned on most of these messages
(docs/routing.md says what it reaches on messages that it was not tuned on).
"""

import json
from pathlib import Path

import pytest

from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.routing.evaluation import Evaluation, Share, evaluate
from feedback_service.routing.judging import read_rows
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Visibility

ROOT = Path(__file__).parents[3]
FILES = ("messages-dev.jsonl", "messages-own.jsonl")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_files(ROOT / "feedback_service" / "commune" / "ea-knop")


@pytest.fixture(scope="module", params=FILES)
def figures(request: pytest.FixtureRequest, pack: Pack) -> Evaluation:
    return evaluate(read_rows(ROOT / "tests" / "data" / request.param), pack)


def at_least(floor: float, share: Share) -> bool:
    return share.right >= floor * share.total


def test_messages_reach_a_right_unit(figures: Evaluation) -> None:
    assert at_least(0.93, figures.unit_lenient)
    assert at_least(0.97, figures.unit_top3)


def test_what_is_routed_without_a_clerk_is_right(figures: Evaluation) -> None:
    assert at_least(0.95, figures.automatic_precision)
    assert at_least(0.60, figures.coverage)


def test_kinds_are_mostly_right(figures: Evaluation) -> None:
    assert at_least(0.88, figures.kind_lenient)


def test_danger_is_seen_with_few_false_alarms(figures: Evaluation) -> None:
    assert at_least(0.95, figures.emergency.recall)
    assert at_least(0.75, figures.emergency.precision)


def test_what_must_be_sealed_is_seen(figures: Evaluation) -> None:
    assert at_least(0.90, figures.sensitive.recall)


def test_spam_is_called_so_only_when_it_is(figures: Evaluation) -> None:
    assert at_least(0.80, figures.spam.precision)


@pytest.mark.parametrize(
    "text",
    [
        "toi to cao ong truong thon an chan tien ho tro",
        "Tôi tố cáo cán bộ địa chính nhận tiền lót tay",
        "co be nha ben bi bo danh thuong xuyen",
        "chồng tôi say về là đánh tôi",
        "hai đứa nhỏ bị bỏ đói ở nhà một mình",
    ],
)
def test_denunciations_children_and_violence_at_home_are_sealed(text: str, pack: Pack) -> None:
    assert propose(text, pack).visibility is Visibility.SEALED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("chay nha roi mau cuu", "114"),
        ("có người cầm dao rượt chém trước chợ", "113"),
        ("ba toi bi ran can, chan sung den", "115"),
    ],
)
def test_danger_shows_the_right_number(text: str, number: str, pack: Pack) -> None:
    assert number in propose(text, pack).numbers


def test_no_emergency_is_missed_and_false_friends_rarely_raise_one(pack: Pack) -> None:
    lines = (ROOT / "tests" / "data" / "dangers-own.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["text"] for row in rows if row["danger"] and not propose(row["text"], pack).danger] == []
    false = [row["text"] for row in rows if not row["danger"] and propose(row["text"], pack).danger]
    assert len(false) <= 2, false


@pytest.mark.parametrize(
    "text",
    [
        "xe mía chạy ầm ầm suốt đêm",
        "no tien dien 3 thang",
        "đám cưới hát karaoke tới khuya",
        "xin tập huấn phòng cháy cho tổ dân phố",
    ],
)
def test_false_friends_of_danger_raise_no_alarm(text: str, pack: Pack) -> None:
    assert not propose(text, pack).danger
