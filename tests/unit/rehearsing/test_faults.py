"""Every rule that can do no work is found, whatever the reason."""

from dataclasses import replace
from datetime import date

import pytest

from feedback_service.pack.model import Keyword, Pack, Signal
from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.faults import Broken, RuleFault, count_broken, faults_of
from feedback_service.routing.rehearsing.telling import fault_lines
from feedback_service.routing.rules_lexicon import Form, lexicon_of
from tests.unit.routing.packs import TOPICS, a_routing_pack, a_topic


def found(pack: Pack) -> set[tuple[Broken, str, str]]:
    return {(fault.broken, fault.phrase, fault.about) for fault in faults_of(pack)}


def a_pack_with(*phrases: str | Keyword) -> Pack:
    return a_routing_pack(*TOPICS, a_topic("new", "KT", *phrases))


def test_a_pack_without_faults_has_none() -> None:
    assert faults_of(a_routing_pack()) == ()


@pytest.mark.parametrize(
    ("phrase", "broken", "about"),
    [
        ("a|b|c|d|e b|c|d|e|f c|d|e|g", Broken.TOO_MANY_FORMS, "100"),
        (Keyword("giải bóng đá", without=("giải bóng",)), Broken.WITHOUT_ALWAYS, "giải bóng"),
        (Keyword("nước|sông lũ", without=("lũ",)), Broken.WITHOUT_ALWAYS, "lũ"),
        (".. hư", Broken.EMPTY_PART, ""),
        ("hư ..", Broken.EMPTY_PART, ""),
        ("vỡ|| ống", Broken.EMPTY_PART, ""),
        ("—", Broken.EMPTY_PART, ""),
    ],
)
def test_a_phrase_that_does_no_work_is_found(phrase: str | Keyword, broken: Broken, about: str) -> None:
    text = phrase if isinstance(phrase, str) else phrase.phrase
    assert (broken, text, about) in found(a_pack_with(phrase))


@pytest.mark.parametrize(
    "phrase", [Keyword("nước|sông lũ", without=("sông lũ",)), Keyword("cháy", without=("chạy",)), "a .. b"]
)
def test_a_phrase_that_may_still_work_is_none(phrase: str | Keyword) -> None:
    assert found(a_pack_with(phrase)) == set()


def test_the_same_phrase_for_two_units_is_found_where_the_weight_is_the_same() -> None:
    assert (Broken.TWO_UNITS, "Đèn  đường", "lights") in found(a_pack_with(Keyword("Đèn  đường", 2.0)))
    assert found(a_pack_with(Keyword("đèn đường", 1.0))) == set()
    same_unit = a_routing_pack(*TOPICS, a_topic("more", "TTDV", "đèn đường"))
    assert found(same_unit) == set()


def test_a_topic_without_keywords_is_found_also_where_all_are_off() -> None:
    off = Keyword("ống nước", off="báo nhầm", off_since=date(2026, 3, 1))
    assert (Broken.NO_KEYWORDS, "", "") in found(a_routing_pack(a_topic("empty", "KT")))
    assert (Broken.NO_KEYWORDS, "", "") in found(a_routing_pack(a_topic("empty", "KT", off)))


def test_a_unit_that_is_unknown_or_retired_is_found() -> None:
    assert (Broken.UNIT_GONE, "", "XX") in found(a_routing_pack(a_topic("new", "XX", "ống nước")))
    pack = a_routing_pack()
    retired = replace(pack, units=tuple(replace(unit, retired=unit.code == "KT") for unit in pack.units))
    assert (Broken.UNIT_GONE, "", "KT") in found(retired)


def test_a_signal_that_needs_what_cannot_be_found_is_told() -> None:
    signal = Signal("never", "danger", (Keyword("nôn ói", 3.0),), all_of=("..",))
    assert (Broken.SIGNAL_UNKNOWN, "..", "") in found(replace(a_routing_pack(), signals=(signal,)))
    pack = a_routing_pack()
    kinds = tuple(replace(rule, unit_when="gone") for rule in pack.kinds)
    assert (Broken.SIGNAL_UNKNOWN, "", "gone") in found(replace(pack, kinds=kinds))


def test_a_phrase_that_was_switched_off_is_told_with_reason_and_day_and_not_counted_as_broken() -> None:
    off = Keyword("cống", off="báo nhầm hoài", off_since=date(2026, 3, 1))
    pack = a_pack_with(off, "cống thoát nước")
    assert faults_of(pack) == (RuleFault(Broken.OFF, "topic:new", "cống", "báo nhầm hoài", date(2026, 3, 1)),)
    assert count_broken(pack) == 0
    assert propose("cống", pack).topic == ""
    assert propose("cống thoát nước tắc", pack).topic == "new"


def test_a_rule_that_cannot_be_compiled_takes_nothing_but_itself_away() -> None:
    pack = a_pack_with(Keyword("cống", weight="two"), "mương")  # type: ignore[arg-type]
    assert propose("mương sập, cống tắc", pack).topic == "new"
    assert (Broken.RAISED, "cống", "TypeError") in found(pack)


@pytest.mark.parametrize("text", ["Ổ gà to", "đường lầy quá, ổ gà"])
def test_a_rule_that_raises_while_matching_is_set_aside_and_told(text: str) -> None:
    pack = a_routing_pack()
    for start in ("o", "duong", "lay"):  # every form that begins so has now words without letters
        _spoil(lexicon_of(pack).root.after[start])
    propose(text, pack)
    assert propose("mất điện", pack).topic == "power"
    assert any(fault.broken is Broken.RAISED for fault in faults_of(pack))
    assert any("raised" in line for line in fault_lines(pack))


def _spoil(node: object) -> None:
    forms = node.forms  # type: ignore[attr-defined]
    forms[:] = map(_spoiled, forms)
    for joined in node.joined.values():  # type: ignore[attr-defined]
        for part in joined.parts:
            part[:] = [(where, _spoiled(form)) for where, form in part]
    for child in node.after.values():  # type: ignore[attr-defined]
        _spoil(child)


def _spoiled(form: Form) -> Form:
    return Form(form.entry, ("x", None))  # type: ignore[arg-type]
