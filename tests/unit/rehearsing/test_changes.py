"""A change is a small document; what is wrong with it is said beside the field."""

from dataclasses import replace

import pytest

from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.changes import (
    Change,
    ChangeDoesNotFit,
    Op,
    apply_change,
    as_document,
    from_document,
)
from feedback_service.routing.rehearsing.checking import Problem, problems_of
from feedback_service.routing.rehearsing.groups import find_group, knowing
from tests.unit.routing.packs import a_routing_pack

PACK = a_routing_pack()
OFF = Change(Op.OFF, "topic:lights", "đèn đường", reason="báo nhầm", since="2026-03-01")


@pytest.mark.parametrize(
    "change",
    [
        Change(Op.ADD, "topic:lights", "cột đèn", 2.5, ("cột đèn giao thông",), True),
        OFF,
        Change(Op.THRESHOLD, threshold=0.8),
        Change(Op.BACK, version=3),
    ],
)
def test_a_document_reads_as_it_was_written(change: Change) -> None:
    assert from_document(as_document(change)) == change


def test_a_phrase_is_added_switched_off_and_on_and_removed() -> None:
    more = apply_change(Change(Op.ADD, "kind:hoi_dap", "cho biết", 2.0), PACK)
    assert propose("cho biết đèn đường", more).kind.value == "hoi_dap"
    off = apply_change(OFF, PACK)
    assert propose("đèn đường", off).topic != "lights"
    on = apply_change(replace(OFF, op=Op.ON), off)
    assert on == PACK
    gone = apply_change(Change(Op.REMOVE, "signal:fire", "cháy nhà"), PACK)
    assert not propose("cháy nhà", gone).danger


def test_a_topic_moves_to_another_unit() -> None:
    moved = apply_change(Change(Op.UNIT, "topic:lights", unit="KT"), PACK)
    assert propose("đèn đường", moved).unit == "KT"


@pytest.mark.parametrize(
    "change",
    [
        Change(Op.ADD, "topic:gone", "cột đèn"),
        Change(Op.ADD, "topic:lights", "Đèn Đường"),
        Change(Op.REMOVE, "topic:lights", "cột đèn"),
        Change(Op.UNIT, "topic:lights", unit="XX"),
        Change(Op.BACK, version=1),
    ],
)
def test_what_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ChangeDoesNotFit):
        apply_change(change, PACK)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        (Change(Op.ADD, "topic:lights", " "), "phrase", Problem.NOTHING_WRITTEN),
        (Change(Op.ADD, "topic:lights", "cột .."), "phrase", Problem.EMPTY_PART),
        (Change(Op.ADD, "topic:lights", "đèn đường"), "phrase", Problem.THERE_ALREADY),
        (Change(Op.ADD, "topic:gone", "cột đèn"), "phrase", Problem.NOT_THERE),
        (Change(Op.ADD, "topic:lights", "của tôi"), "phrase", Problem.ONLY_EVERYDAY),
        (Change(Op.ADD, "topic:lights", "điện"), "phrase", Problem.ONLY_EVERYDAY),
        (Change(Op.ADD, "topic:lights", "đèn " + "a|b|c|d|e " * 3), "phrase", Problem.TOO_MANY_FORMS),
        (Change(Op.ADD, "topic:lights", "đ" * 201), "phrase", Problem.TOO_LONG),
        (Change(Op.ADD, "topic:lights", "cột đèn", 0), "weight", Problem.BAD_WEIGHT),
        (Change(Op.ADD, "topic:lights", "cột đèn", float("nan")), "weight", Problem.BAD_WEIGHT),
        (Change(Op.ADD, "topic:lights", "cột đèn", without=("đèn",)), "without", Problem.WITHOUT_ALWAYS),
        (Change(Op.REMOVE, "topic:lights", "cột đèn"), "phrase", Problem.NOT_THERE),
        (Change(Op.ON, "topic:lights", "đèn đường"), "phrase", Problem.AS_IT_IS),
        (Change(Op.UNIT, "topic:lights", unit="XX"), "unit", Problem.NO_SUCH_UNIT),
        (Change(Op.UNIT, "topic:lights", unit="TTDV"), "unit", Problem.AS_IT_IS),
        (Change(Op.THRESHOLD, threshold=1.2), "threshold", Problem.OUT_OF_RANGE),
        (Change(Op.THRESHOLD, threshold=float("nan")), "threshold", Problem.OUT_OF_RANGE),
        (Change(Op.THRESHOLD, threshold=0.5), "threshold", Problem.AS_IT_IS),
    ],
)
def test_a_wrong_change_is_told_beside_its_field(change: Change, field: str, problem: Problem) -> None:
    assert problems_of(change, "vì sao", PACK) == {field: problem}


@pytest.mark.parametrize("phrase", ["mất điện", "cột .. gãy|đổ", "xe máy", "nước .. đục"])
def test_a_good_phrase_has_nothing_wrong(phrase: str) -> None:
    assert problems_of(Change(Op.ADD, "topic:lights", phrase), "vì sao", PACK) == {}


def test_a_reason_is_wanted() -> None:
    assert problems_of(OFF, " ", PACK) == {"reason": Problem.REASON_MISSING}


def test_it_is_found_which_rule_knows_a_word_with_accents_or_without() -> None:
    for words in ("ổ gà", "o ga", "Ổ  GÀ"):
        assert [(group.address, word.phrase) for group, word in knowing(PACK, words)] == [
            ("topic:roads", "ổ gà")
        ]
    assert knowing(PACK, " ") == []
    assert find_group(PACK, "topic:nothing") is None
