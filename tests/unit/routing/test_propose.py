"""What routing proposes for a text, and why."""

from dataclasses import replace

import pytest

from feedback_service.routing.proposal import as_dict
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Kind, Visibility
from tests.unit.routing.packs import a_routing_pack

PACK = a_routing_pack()


@pytest.mark.parametrize("text", ["Đèn đường hư rồi", "den duong hu roi", "ĐÈN  ĐƯỜNG", "đèn đừơng tắt"])
def test_a_phrase_is_found_with_accents_without_and_mistyped(text: str) -> None:
    assert (propose(text, PACK).unit, propose(text, PACK).topic) == ("TTDV", "lights")


def test_a_phrase_takes_its_words() -> None:
    assert [reason.phrase for reason in propose("đèn đường", PACK).reasons] == ["đèn đường"]


def test_a_false_friend_takes_the_meaning_away() -> None:
    assert propose("nhà máy mía đường", PACK).topic == ""


def test_other_accents_are_another_word() -> None:
    assert propose("cháu bị suy dinh dưỡng nặng lắm", PACK).topic == ""


def test_both_parts_of_a_phrase_may_stand_apart_in_either_order() -> None:
    assert propose("bong den truoc nha toi may hom nay khong sang", PACK).topic == "lights"
    assert propose("lầy quá cái đường vô rẫy", PACK).reasons[0].phrase == "đường .. lầy|lội"


def test_parts_that_are_far_apart_are_not_one_phrase() -> None:
    text = "bóng đèn này tôi mua ở chợ tuần trước với giá khá rẻ nên cũng mau hỏng"
    assert propose(text, PACK).topic == ""


def test_abbreviations_are_written_out_but_not_after_a_figure() -> None:
    assert propose("đèn đg hư", PACK).topic == "lights"
    assert propose("bóng đèn giá 10k sáng lắm", PACK).topic == ""


def test_the_words_that_decided_are_marked_in_the_text_as_sent() -> None:
    text = "Kính gửi xã, ĐÈN  ĐƯỜNG tắt"
    (reason,) = propose(text, PACK).reasons
    assert [text[start:end] for start, end in reason.spans] == ["ĐÈN  ĐƯỜNG"]
    assert reason.rule == "topic:lights#0"


def test_nothing_known_goes_to_the_triage_unit_unsure() -> None:
    proposal = propose("mong xã quan tâm", PACK)
    assert (proposal.unit, proposal.topic, proposal.confident) == ("VP", "", False)
    assert proposal.confidence == 0.0


def test_two_units_that_speak_alike_are_less_sure_than_one() -> None:
    alone, both = propose("đèn đường", PACK), propose("đèn đường, mất điện", PACK)
    assert both.confidence < alone.confidence
    assert {unit.unit for unit in both.top} == {"TTDV", "DIEN"}


def test_the_threshold_is_the_packs() -> None:
    proposal = propose("đèn đường", PACK)
    assert proposal.confident
    assert not propose("đèn đường", replace(PACK, triage_threshold=1.0)).confident


def test_cues_make_the_kind() -> None:
    assert propose("đèn đường tắt", PACK).kind is Kind.PHAN_ANH
    assert propose("cho hỏi đèn đường ai sửa", PACK).kind is Kind.HOI_DAP
    assert propose("đèn đường tắt, phải làm sao?", PACK).kind is Kind.HOI_DAP


def test_a_denunciation_goes_to_the_leaders_and_is_sealed() -> None:
    proposal = propose("tôi tố cáo việc làm ổ gà", PACK)
    assert (proposal.kind, proposal.unit, proposal.visibility) == (Kind.TO_CAO, "LD", Visibility.SEALED)
    assert proposal.sensitive


def test_a_kinds_unit_may_wait_for_a_signal() -> None:
    kinds = tuple(replace(rule, unit_when="fire") if rule.unit else rule for rule in PACK.kinds)
    pack = replace(PACK, kinds=kinds)
    assert propose("tôi tố cáo: ổ gà", pack).unit == "KT"
    assert propose("tôi tố cáo: ổ gà, cháy nhà", pack).unit == "LD"


def test_violence_at_home_seals_the_case_and_shows_whom_to_call() -> None:
    proposal = propose("ong ay danh vo hoai", PACK)
    assert (proposal.visibility, proposal.numbers) == (Visibility.SEALED, ("113",))
    assert proposal.sensitive
    assert not proposal.danger


def test_a_sensitive_topic_seals_the_case() -> None:
    assert propose("cháu bé bị bỏ đói", PACK).visibility is Visibility.SEALED


def test_danger_comes_with_the_number_to_call() -> None:
    proposal = propose("chay nha roi cuu voi", PACK)
    assert proposal.danger
    assert proposal.numbers == ("114",)
    assert [danger.signal for danger in proposal.dangers] == ["fire"]


@pytest.mark.parametrize(
    "text", ["chạy nhà này qua nhà kia", "tập huấn phòng cháy nhà ở", "nôn ói từ hôm qua"]
)
def test_danger_needs_its_context(text: str) -> None:
    assert not propose(text, PACK).danger


def test_danger_that_needs_a_second_word_has_it() -> None:
    assert propose("nhiều người nôn ói sau đám cưới", PACK).numbers == ("115", "114")


def test_an_advertisement_is_spam_and_danger_never_is() -> None:
    assert propose("vay tiền nhanh không thế chấp", PACK).kind is Kind.SPAM
    assert not propose("cháy nhà chỗ vay tiền nhanh", PACK).spam


def test_a_place_with_two_meanings_is_asked_and_not_guessed() -> None:
    assert propose("đường thôn 1 hư", PACK).areas == ("thon-1-a", "thon-1-b")
    assert propose("duong thon 11 hu", PACK).areas == ("thon-11",)
    assert propose("đường thôn 5 hư", PACK).areas == ()


def test_the_place_that_was_chosen_counts() -> None:
    assert propose("đường thôn 1 hư", PACK, "thon-11").areas == ("thon-11",)


def test_the_same_text_gives_the_same_proposal() -> None:
    assert propose("đường lầy, đèn đường tắt", PACK) == propose("đường lầy, đèn đường tắt", PACK)


def test_a_changed_pack_is_read_anew() -> None:
    assert propose("ổ gà", PACK).unit == "KT"
    assert propose("ổ gà", replace(PACK, topics=PACK.topics[1:])).topic == ""


def test_the_version_names_engine_and_pack() -> None:
    assert propose("", replace(PACK, version=7)).version.endswith("/pack-7")


def test_a_proposal_can_be_stored() -> None:
    stored = as_dict(propose("đèn đường thôn 1", PACK))
    assert stored["kind"] == "phan_anh"
    assert stored["reasons"][0]["phrase"] == "đèn đường"
