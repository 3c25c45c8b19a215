"""The pack kept in the database is the pack that was loaded."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from feedback_service.pack.document import from_document, to_document
from feedback_service.pack.files import load_files
from tests.unit.pack.shipped import shipped_pack
from tests.unit.pack.small_pack import TODAY, write_pack


def test_a_document_reads_back_as_the_same_pack() -> None:
    pack = shipped_pack()
    kept = json.loads(json.dumps(to_document(pack)))
    assert from_document(kept, 7) == replace(pack, version=7)


def test_the_version_is_no_part_of_the_document() -> None:
    pack = shipped_pack()
    assert to_document(replace(pack, version=3)) == to_document(pack)


def test_a_document_from_before_a_field_existed_reads_with_its_default(tmp_path: Path) -> None:
    pack = load_files(write_pack(tmp_path), TODAY)
    old = to_document(pack)
    del old["abbreviations"]
    assert from_document(old, 0).abbreviations == ()


def test_a_document_from_after_a_field_was_dropped_still_reads(tmp_path: Path) -> None:
    pack = load_files(write_pack(tmp_path), TODAY)
    newer = to_document(pack) | {"weather": "fine"}
    assert from_document(newer, 0) == pack


def test_a_document_without_a_needed_field_is_refused(tmp_path: Path) -> None:
    document = to_document(load_files(write_pack(tmp_path), TODAY))
    del document["units"][0]["code"]
    with pytest.raises(KeyError, match=r"Unit\.code"):
        from_document(document, 0)
