"""Figures over messages with known answers, as the contract counts them."""

import json
from pathlib import Path

import pytest

from feedback_service.routing.evaluation import Evaluation, evaluate
from feedback_service.routing.judging import Row, RowsNotReadable, counted_unit, read_rows
from feedback_service.routing.saying import evaluate_file, evaluation_object, route_text
from tests.unit.routing.packs import a_routing_pack

PACK = a_routing_pack()


def a_row(
    text: str,
    unit: str = "TTDV",
    also_ok: tuple[str, ...] = (),
    kind: str = "phan_anh",
    sensitive: bool = False,
    emergency: bool = False,
    pii: tuple[str, ...] = (),
) -> Row:
    return Row("1", text, "accented", unit, also_ok, kind, (), sensitive, emergency, pii)


def over(*rows: Row) -> Evaluation:
    return evaluate(rows, PACK)


def test_units_count_as_their_parent_and_bodies_outside_as_outside() -> None:
    assert [counted_unit(code, PACK) for code in ("KT", "LD", "DIEN")] == ["KT", "VP", "NGOAI"]


def test_strict_wants_the_unit_and_lenient_takes_the_others_too() -> None:
    figures = over(a_row("đèn đường"), a_row("đèn đường", unit="KT", also_ok=("TTDV",)))
    assert (figures.unit_strict.figure, figures.unit_lenient.figure) == (0.5, 1.0)


def test_spam_stays_out_of_the_units() -> None:
    figures = over(a_row("đèn đường"), a_row("vay tiền nhanh", unit="NGOAI", kind="spam"))
    assert figures.unit_strict.total == 1
    assert figures.spam.recall.figure == 1.0


def test_an_emergency_wants_the_flag_and_any_kind() -> None:
    figures = over(a_row("cháy nhà", kind="khan_cap", emergency=True), a_row("đèn đường", kind="khan_cap"))
    assert figures.kind_strict.right == 1
    assert figures.emergency.precision.figure == 1.0


def test_personal_data_is_measured() -> None:
    figures = over(a_row("gọi tôi 0905 123 456", pii=("0905 123 456",)), a_row("đèn", pii=("Nguyễn An",)))
    assert (figures.pii.recall.figure, figures.pii.precision.figure) == (0.5, 1.0)


def test_nothing_to_find_gives_no_figure() -> None:
    assert over(a_row("đèn đường")).sensitive.recall.figure is None


def test_the_wrong_ones_stand_in_the_confusion_table() -> None:
    assert over(a_row("đèn đường", unit="KT")).confusion == (("KT", "TTDV", 1),)


def test_no_rows_at_all_are_no_failure() -> None:
    assert over().unit_strict.figure is None


def test_a_line_that_is_not_a_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a", "unit": "KT", "kind": "phan_anh"}\n{"text": \n', encoding="utf-8")
    with pytest.raises(RowsNotReadable, match="line 2"):
        read_rows(path)


def test_the_object_is_the_contracts() -> None:
    found = evaluation_object(over(a_row("đèn đường")))
    assert set(found["unit"]) == {"strict", "lenient", "top3"}
    assert set(found["automatic"]) == {"threshold", "coverage", "precision"}
    assert set(found["speed_ms"]) == {"p50", "p95"}
    assert {"kind", "emergency", "sensitive", "spam", "pii", "by_style", "by_unit"} <= set(found)


def test_a_file_is_evaluated_for_people_and_for_machines(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "đèn đường", "unit": "TTDV", "kind": "phan_anh"}\n', encoding="utf-8")
    assert json.loads(evaluate_file(path, PACK, as_json=True))["unit"]["strict"] == 1.0
    assert "lenient 1.000 (1/1)" in evaluate_file(path, PACK, as_json=False)


def test_one_text_is_explained() -> None:
    assert "“den duong”" in route_text("den duong thon 11", PACK, as_json=False)
    assert json.loads(route_text("den duong", PACK, as_json=True))["unit"] == "TTDV"
