"""The pack of Ea Knốp says what the commune's plan and the law ask of it."""

from datetime import date

from feedback_service.pack.model import DeadlineRule
from feedback_service.vocabulary import Clock, Counting, Kind, Visibility
from tests.unit.pack.shipped import shipped_pack

COUNTED_UNITS = {"VP", "KT", "VHXH", "TTHCC", "TTDV", "CA", "QS", "YT"}


def answer_rule(kind: Kind) -> DeadlineRule:
    rules = [rule for rule in shipped_pack().deadlines if rule.clock is Clock.ANSWER and rule.kind is kind]
    assert len(rules) == 1
    return rules[0]


def test_every_unit_of_the_plan_is_there() -> None:
    names = {unit.name.vi for unit in shipped_pack().units}
    assert names >= {
        "Văn phòng HĐND và UBND",
        "Phòng Văn hóa - Xã hội",
        "Phòng Kinh tế",
        "Trung tâm Phục vụ hành chính công",
        "Trung tâm Cung ứng dịch vụ sự nghiệp công",
    }


def test_every_inside_unit_counts_as_one_of_the_eight() -> None:
    inside = [unit for unit in shipped_pack().units if not unit.outside]
    assert {unit.parent or unit.code for unit in inside} == COUNTED_UNITS


def test_every_row_of_the_routing_table_is_a_topic() -> None:
    numbers = {topic.number for topic in shipped_pack().topics}
    assert numbers >= {*range(1, 66), *range(101, 123)}


def test_every_topic_has_words_to_be_known_by() -> None:
    assert [topic.code for topic in shipped_pack().topics if not topic.keywords] == []


def test_denunciations_and_crime_reports_are_sealed() -> None:
    rules = shipped_pack().kind_rule
    assert {rules[kind].visibility for kind in (Kind.TO_CAO, Kind.TO_GIAC)} == {Visibility.SEALED}


def test_legal_complaints_and_information_requests_are_only_counted() -> None:
    rules = shipped_pack().kind_rule
    assert {rules[kind].visibility for kind in (Kind.KHIEU_NAI, Kind.YEU_CAU_TT)} == {Visibility.COUNTED}


def test_a_denunciation_of_an_official_goes_to_the_leaders() -> None:
    rule = shipped_pack().kind_rule[Kind.TO_CAO]
    assert (rule.unit, rule.unit_when) == (shipped_pack().commune.sealed_unit, "to-cao-can-bo")


def test_limits_that_the_law_sets_are_the_law_s() -> None:
    limits = {kind: (answer_rule(kind).amount, answer_rule(kind).counting) for kind in Kind if _has_own(kind)}
    assert limits[Kind.KHIEU_NAI] == (10, Counting.CALENDAR)
    assert limits[Kind.TO_CAO] == (7, Counting.WORKING)
    assert limits[Kind.TO_GIAC] == (0, Counting.AT_ONCE)
    assert limits[Kind.YEU_CAU_TT] == (3, Counting.WORKING)
    assert limits[Kind.KIEN_NGHI] == (10, Counting.WORKING)


def _has_own(kind: Kind) -> bool:
    return kind is not Kind.SPAM


def test_limits_that_the_commune_set_itself_say_so() -> None:
    own = [rule for rule in shipped_pack().deadlines if rule.unverified]
    assert all(rule.article.startswith("Mức xã tự đặt") for rule in own)
    assert {rule.kind for rule in own} >= {Kind.HOI_DAP, Kind.GOP_Y, Kind.PHAN_ANH, Kind.QUY_DINH_HC}


def test_the_plan_s_media_have_their_leading_units() -> None:
    leads = {medium.code: medium.lead for medium in shipped_pack().media}
    assert leads["truyen-thanh"] == "TTDV"
    assert leads["trang-thong-tin"] == leads["zalo-oa"] == leads["facebook"] == "VHXH"
    assert leads["to-roi"] == leads["bang-ron"] == "TTHCC"


def test_places_that_nobody_confirmed_say_so() -> None:
    assert all(area.unverified for area in shipped_pack().areas)
    assert {area.name.vi for area in shipped_pack().areas if area.former} == {
        "Thị trấn Ea Knốp (cũ)",
        "Xã Ea Tih (cũ)",
        "Xã Ea Sô (cũ)",
        "Xã Ea Sar (cũ)",
    }


def test_a_numbered_thon_does_not_say_which() -> None:
    numbered = [area for area in shipped_pack().areas if area.code[5:].isdigit()]
    assert numbered
    assert all(area.ambiguous for area in numbered)


def test_the_national_emergency_numbers_are_known() -> None:
    numbers = {one.number for one in shipped_pack().commune.emergency}
    assert numbers == {"111", "112", "113", "114", "115"}


def test_what_the_commune_gave_no_number_for_is_unverified() -> None:
    assert all(channel.unverified for channel in shipped_pack().channels)
    assert shipped_pack().commune.unverified


def test_the_rules_hold_on_the_day_that_the_commune_began() -> None:
    assert all(rule.valid_from <= date(2025, 7, 1) for rule in shipped_pack().deadlines)
