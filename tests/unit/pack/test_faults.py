"""Whatever is wrong in a pack is told with file, line, field and what would be right."""

from pathlib import Path

import pytest

from feedback_service.pack.faults import PackInvalid
from feedback_service.pack.files import load_files
from tests.unit.pack.small_pack import FILES, TODAY, faults_when, write_pack

WRONG_VALUES = {
    "a field is missing": (
        "units",
        "short: {vi: v, en: e}, ",
        "",
        "2: units[VP].short: is required and missing",
    ),
    "a field is not known": (
        "units",
        "parent:",
        "boss:",
        "3: units[LD].boss: this field is not known; allowed are:",
    ),
    "a wrong type": (
        "topics",
        "number: 19",
        "number: many",
        "3: topics[den-duong].number: not a valid integer",
    ),
    "a half number": (
        "topics",
        "number: 19",
        "number: 1.5",
        "3: topics[den-duong].number: not a valid integer",
    ),
    "an unknown word": (
        "signals",
        "flag: danger",
        "flag: fire",
        "3: signals[chay].flag: must be one of: danger,",
    ),
    "an unknown kind": ("kinds", "kind: khen", "kind: ken", "11: kinds[ken].kind: must be one of: hoi_dap,"),
    "an empty phrase": (
        "topics",
        "[tối thui]",
        '[""]',
        "9: topics[den-duong].keywords[1].phrases[0]: must not be",
    ),
    "a word for a list": (
        "topics",
        "[tối thui]",
        "tối",
        "9: topics[den-duong].keywords[1].phrases: not a valid list",
    ),
    "a list for an entry": (
        "units",
        "{vi: v, en: e}",
        "[v]",
        "2: units[VP].name: must be an entry with fields",
    ),
    "too much weight": (
        "topics",
        "weight: 3",
        "weight: 9",
        "8: topics[den-duong].keywords[0].weight: must be above",
    ),
    "switched off without a day": (
        "topics",
        "{phrases: [tối thui]}",
        "{phrases: [tối thui], off: said of the weather}",
        "9: topics[den-duong].keywords[1]: `off` (the reason) and `off_since` (the day) stand together",
    ),
    "no date": ("deadlines", "2025-07-01", "01/7/2025", "2: deadlines[t].valid_from: not a valid date"),
    "less than nothing": (
        "deadlines",
        "amount: 1,",
        "amount: -1,",
        "2: deadlines[t].amount: must not be below 0",
    ),
    "accents in a code": ("areas", "ea-so", "ea-sô", "2: areas[ea-sô].code: must be letters without accents"),
    "accents for SMS": ("commune", "xa Nho", "xã Nhỏ", "8: sms_name: must be without accents"),
    "a sure thing twice": (
        "commune",
        "threshold: 0.5",
        "threshold: 2",
        "19: triage_threshold: must be between 0",
    ),
    "no time zone": (
        "commune",
        "Asia/Ho_Chi_Minh",
        "Asia/Nowhere",
        "9: time_zone: Asia/Nowhere is no time zone",
    ),
    "closed before open": (
        "calendar",
        '"11:30"',
        '"06:00"',
        "2: hours[0].closes: must be later than `opens`",
    ),
    "a run without end": (
        "calendar",
        "to: 2026-02-22, ",
        "",
        "4: holidays[0]: must have either one `day`, or both",
    ),
    "a run backwards": (
        "calendar",
        "to: 2026-02-22",
        "to: 2026-02-01",
        "4: holidays[0]: `to` must be the same day",
    ),
}

WRONG_REFERENCES = {
    "topic's unit": (
        "topics",
        "unit: VP",
        "unit: XX",
        "5: topics[den-duong].unit: XX is none of the units; allowed",
    ),
    "topic's helpers": ("topics", "[DIEN]", "[XX]", "6: topics[den-duong].supports: XX is none of the units"),
    "unit's parent": (
        "units",
        "parent: VP",
        "parent: DIEN",
        "3: units[LD].parent: DIEN is none of the units without",
    ),
    "outside parent": (
        "units",
        "outside: true",
        "outside: true, parent: VP",
        "4: units[DIEN].parent: a body outside",
    ),
    "area's parent": (
        "areas",
        "parent: ea-so",
        "parent: thon-1",
        "3: areas[thon-1].parent: thon-1 is none of the",
    ),
    "medium's lead": (
        "media",
        "lead: VP",
        "lead: DIEN",
        "2: media[radio].lead: DIEN is none of the inside units",
    ),
    "medium's helpers": ("media", "[LD]", "[XX]", "2: media[radio].supports: XX is none of the units"),
    "post's medium": (
        "posts",
        "radio",
        "XX",
        "2: posts[XX].code: XX is none of the media; allowed are: radio",
    ),
    "kind's unit": (
        "kinds",
        "visibility: listed",
        "visibility: listed, unit: XX",
        "2: kinds[hoi_dap].unit: XX is",
    ),
    "kind's signal": (
        "kinds",
        "listed",
        "listed, unit_when: x",
        "2: kinds[hoi_dap].unit_when: x is none of the",
    ),
    "signal's number": (
        "signals",
        '["114"]',
        '["911"]',
        "5: signals[chay].numbers: 911 is no emergency number",
    ),
    "triage unit": (
        "commune",
        "triage_unit: VP",
        "triage_unit: XX",
        "16: triage_unit: XX is none of the inside",
    ),
}

WRONG_TOGETHER = {
    "a code twice": ("units", "code: LD", "code: VP", "3: units[VP].code: VP is already the code of entry 1"),
    "a kind twice": (
        "kinds",
        "kind: khen",
        "kind: spam",
        "12: kinds[spam].kind: spam is already the kind of",
    ),
    "a kind forgotten": (
        "kinds",
        "kind: khen",
        "kind: spam",
        "1: kinds: khen has no entry; every kind needs one",
    ),
    "a phrase twice": (
        "topics",
        "tối thui",
        "Đèn đường",
        "7: topics[den-duong].keywords: “đèn đường” stands twice",
    ),
    "a short form twice": (
        "abbreviations",
        "ko, k",
        "k, K",
        "2: abbreviations[0].short: k is already the short",
    ),
    "a field twice": (
        "topics",
        "number: 19",
        "number: 1\n    number: 19",
        "4: topics[den-duong].number: stands twice",
    ),
    "no limit today": (
        "deadlines",
        "2025-07-01",
        "2026-04-10",
        "1: deadlines: no limit of the clock `triage` is in",
    ),
    "a limit that ended": (
        "deadlines",
        "valid_from: 2014-07-01",
        "valid_from: 2014-07-01, valid_until: 2026-04-08",
        "1: deadlines: no limit of the clock `answer` is in force on 2026-04-09 for: hoi_dap,",
    ),
    "a limit backwards": (
        "deadlines",
        "valid_from: 2014-07-01",
        "valid_from: 2014-07-01, valid_until: 2014-01-01",
        "3: deadlines[a].valid_until: must not be before valid_from",
    ),
    "limits that overlap": (
        "deadlines",
        "clock: triage",
        "clock: answer",
        "3: deadlines[a].valid_from: overlaps t: both hold on 2025-07-01",
    ),
    "a made-up Friday": (
        "calendar",
        "2026-01-10",
        "2026-01-09",
        "6: make_up_days[0]: 2026-01-09 is a Friday; only",
    ),
    "off and made up": (
        "calendar",
        "2026-01-10",
        "2026-02-14",
        "6: make_up_days[0]: 2026-02-14 already stands as a",
    ),
    "another list": ("media", "media:", "more: []\nmedia:", "1: more: this file holds only the list `media`"),
    "no list": ("media", "media:", "medium:", "1: media: must be a list named `media`"),
    "no YAML": ("media", "media:", "media: [", "2: (the file): cannot be read as YAML:"),
}

SPOILT = WRONG_VALUES | WRONG_REFERENCES | WRONG_TOGETHER


@pytest.mark.parametrize("what", SPOILT)
def test_a_fault_is_told_with_file_line_and_field(what: str, tmp_path: Path) -> None:
    name, old, new, expected = SPOILT[what]
    told = [str(fault) for fault in faults_when(tmp_path, name, old, new)]
    assert any(line.startswith(f"{name}.yaml:{expected}") for line in told), told


def test_an_unspoilt_pack_has_no_fault(tmp_path: Path) -> None:
    assert faults_when(tmp_path, "units", "VP", "VP") == ()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    units = FILES["units"].replace("parent: VP", "parent: XX")
    media = FILES["media"].replace("lead: VP", "lead: YY")
    with pytest.raises(PackInvalid) as told:
        load_files(write_pack(tmp_path, units=units, media=media), TODAY)
    assert [fault.file for fault in told.value.faults] == ["media.yaml", "units.yaml"]


def test_an_entry_with_a_fault_of_its_own_can_still_be_named_by_others(tmp_path: Path) -> None:
    faults = faults_when(tmp_path, "units", "code: VP, name: {vi: v, en: e}", "code: VP")
    assert [fault.field for fault in faults] == ["units[VP].name"]


def test_a_missing_file_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "media.yaml").unlink()
    with pytest.raises(PackInvalid, match=r"media.yaml:1: .*missing"):
        load_files(tmp_path, TODAY)


def test_a_file_that_is_not_text_is_a_fault(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "media.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(PackInvalid, match=r"media.yaml:1: .*UTF-8"):
        load_files(tmp_path, TODAY)


def test_an_empty_folder_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid) as told:
        load_files(tmp_path, TODAY)
    assert {fault.file for fault in told.value.faults} == {f"{name}.yaml" for name in FILES}
