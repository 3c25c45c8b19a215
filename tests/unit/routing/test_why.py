"""What a proposal rests on: rules, words, scores, versions, and the words that a person reads."""

import pytest

from feedback_service.handling.grounds import grounds_of
from feedback_service.handling.marking import deciding_words, read_proposal
from feedback_service.routing.proposal import as_dict
from feedback_service.routing.proposing import propose, propose_by
from tests.unit.pack.shipped import shipped_pack

TEXT = "Cho hỏi đường thôn 5 ổ gà to, lầy lội quá, bao giờ xã sửa?"


def stored(text: str = TEXT) -> dict[str, object]:
    return as_dict(propose(text, shipped_pack()))


def test_every_reason_has_its_rule_words_and_score() -> None:
    grounds = grounds_of(stored(), TEXT)
    rules = [line.rule for line in grounds.lines]
    assert any(rule.startswith("topic:duong-thon#") for rule in rules)
    assert any(rule.startswith("kind:hoi_dap#") for rule in rules)
    assert all(line.words and line.score > 0 for line in grounds.lines)


def test_versions_and_both_shares_are_kept() -> None:
    grounds = grounds_of(stored(), TEXT)
    assert grounds.version.startswith("routing-")
    assert grounds.lexicon_percent > 50


def test_the_model_says_how_loud_it_heard_kinds_and_flags() -> None:
    proposal = propose(TEXT, shipped_pack())
    if not proposal.model:  # a commune without a model
        pytest.skip("no model")
    assert [one.flag for one in proposal.flags] == ["danger", "sensitive", "spam", "several"]
    assert all(one.up == (one.score >= one.up_from) for one in proposal.flags)
    assert len(proposal.kinds) == 3
    assert proposal.model in proposal.version


def test_without_a_model_the_lexicon_answers_for_itself() -> None:
    proposal = propose_by(None, TEXT, shipped_pack())
    assert (proposal.model, proposal.kinds, proposal.flags, proposal.matters) == ("", (), (), ())
    assert proposal.lexicon_share > 0


def test_the_words_are_the_citizen_s_and_none_stands_twice() -> None:
    words = deciding_words(stored(), TEXT)
    assert "ổ gà" in words
    assert len(words) <= 4
    assert not [one for one in words for other in words if one != other and f" {one} " in f" {other} "]


def test_a_topic_that_only_the_model_heard_is_told_by_its_words() -> None:
    proposal = {
        "topic": "duong-thon",
        "reasons": [
            {"rule": "area:thon-5#0", "spans": [(0, 6)], "score": 1.0},
            {"rule": "model:KT", "spans": [(7, 10)], "score": 0.9},
        ],
    }
    assert deciding_words(proposal, "thon 5 lay qua") == ("lay",)


def test_what_an_older_version_stored_is_still_read() -> None:
    new = ("model", "lexicon_share", "kinds", "flags", "matters")
    old = {name: value for name, value in stored().items() if name not in new}
    found = read_proposal({"proposal": old}, TEXT)
    assert found is not None
    assert found.grounds.lines
    assert found.grounds.flags == []
