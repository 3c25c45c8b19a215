"""The regression messages that come with a pack are measured beside the past cases."""

from pathlib import Path

from feedback_service.routing.judging import read_rows
from feedback_service.routing.rehearsing.changes import Change, Op, apply_change
from feedback_service.routing.rehearsing.regression import measure_rows, regression_rows
from tests.unit.routing.packs import a_routing_pack

PACK = a_routing_pack()
ROWS = read_rows(Path(__file__).parents[2] / "data" / "messages-dev.jsonl")[:40]


def test_known_messages_are_measured_and_none_of_them_is_an_example() -> None:
    lower = apply_change(Change(Op.THRESHOLD, threshold=0.0), PACK)
    measured = measure_rows(ROWS, PACK, lower)
    routed = measured["routed"]
    assert routed == measured["after"]["automatic"] > measured["before"]["automatic"]
    assert measured["examples"] == []
    assert sum(step[0] for step in measured["after"]["steps"].values()) == routed


def test_a_pack_without_such_messages_has_no_figures() -> None:
    assert regression_rows("xa-khong-co") == ()
    assert measure_rows((), PACK, PACK) == {}


def test_those_that_are_shipped_can_be_read() -> None:
    assert len(regression_rows("ea-knop")) > 100
