"""A change of the pack before it is saved: what is wrong with it, and what changes with it."""

from dataclasses import replace
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from feedback_service.pack.edits import (
    Edit,
    EditDoesNotFit,
    apply_edit,
    as_document,
    edits_between,
    from_document,
)
from feedback_service.pack.model import Pack
from feedback_service.pack.sections import SECTIONS, find_item, items_of, with_item
from feedback_service.settings.editing.drafting import Draft, as_typed, boxes_for, draft, may_remove, without
from tests.unit.pack.shipped import shipped_pack

TODAY = date(2026, 4, 9)
RULE = {
    "code": "tra-loi-moi",
    "clock": "answer",
    "amount": "7",
    "counting": "working",
    "article": "Quyết định mới",
    "valid_from": "2026-06-01",
}


@pytest.fixture
def pack() -> Pack:
    return shipped_pack()


def changed(pack: Pack, name: str, key: str, **boxes: str) -> Draft:
    section = SECTIONS[name]
    item = find_item(section, pack, key)
    typed = as_typed(boxes_for(section, item, pack, TODAY), item)
    typed.update(boxes)
    for box, words in boxes.items():
        typed.setlist(box, [words])
    return draft(section, item, typed, pack, TODAY)


def added(pack: Pack, section: str, **boxes: str) -> Draft:
    return draft(SECTIONS[section], None, MultiDict(boxes), pack, TODAY)


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_a_form_sent_back_as_it_came_changes_nothing(pack: Pack, name: str) -> None:
    for item in items_of(SECTIONS[name], pack)[:5]:
        same = changed(pack, name, item.key)
        assert not same.edits and list(same.errors) == [""], same.errors


def test_a_new_limit_ends_the_one_that_it_replaces(pack: Pack) -> None:
    made = added(pack, "deadlines", **RULE)
    assert not made.errors
    old = [one for one in pack.deadlines if (one.clock, one.kind, one.remote) == ("answer", None, False)]
    ended = [one for one in made.new.deadlines if one.code == old[-1].code]
    assert ended[0].valid_until == date(2026, 5, 31)


def test_a_new_limit_holds_from_today_at_the_earliest(pack: Pack) -> None:
    made = added(pack, "deadlines", **{**RULE, "valid_from": "2026-04-08"})
    assert "valid_from" in made.errors


@pytest.mark.parametrize("amount", ["9999", "-1", "mười", "", "99999999999999999999"])
def test_a_limit_is_a_sane_number(pack: Pack, amount: str) -> None:
    assert "amount" in added(pack, "deadlines", **{**RULE, "amount": amount}).errors


def test_a_limit_in_force_is_ended_and_not_changed(pack: Pack) -> None:
    rule = next(one for one in pack.deadlines if one.kind and one.valid_from <= TODAY and not one.valid_until)
    tampered = changed(pack, "deadlines", rule.code, amount="1")
    assert not tampered.edits
    item = find_item(SECTIONS["deadlines"], pack, rule.code)
    assert item and not may_remove(SECTIONS["deadlines"], item, TODAY)


def test_the_last_limit_of_a_clock_does_not_end_without_another(pack: Pack) -> None:
    rule = next(one for one in pack.deadlines if one.clock == "answer" and not one.kind and not one.remote)
    assert changed(pack, "deadlines", rule.code, valid_until="2026-12-31").errors


def test_hours_do_not_overlap(pack: Pack) -> None:
    assert "opens" in added(pack, "hours", weekdays="0", opens="11:00", closes="12:00").errors


def test_a_weekday_is_no_day_to_make_up(pack: Pack) -> None:
    assert added(pack, "make_up_days", day="2026-06-01", name="làm bù").errors


def test_a_run_of_days_off_is_one_entry(pack: Pack) -> None:
    made = added(pack, "holidays", **{"from": "2028-01-24", "to": "30/01/2028", "name": "Tết"})
    assert not made.errors
    assert len(made.new.calendar.holidays) == len(pack.calendar.holidays) + 7


def test_an_emergency_number_that_a_signal_names_stays(pack: Pack) -> None:
    item = find_item(SECTIONS["emergency"], pack, "114")
    assert item and without(SECTIONS["emergency"], item, pack, TODAY).errors


def test_changes_come_back_from_their_documents(pack: Pack) -> None:
    units = tuple(replace(one, phone="1") for one in pack.units)
    edits = edits_between(pack, replace(pack, units=units))
    again = pack
    for edit in edits:
        again = apply_edit(from_document(as_document(edit)), again)
    assert again == replace(pack, units=units)


def test_an_entry_that_is_gone_is_a_conflict(pack: Pack) -> None:
    edit = Edit("channels", "web", {"value": "a"}, {"value": "b"})
    with pytest.raises(EditDoesNotFit):
        apply_edit(edit, with_item(SECTIONS["channels"], pack, "web", None))
