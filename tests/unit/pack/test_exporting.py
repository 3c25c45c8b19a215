"""A pack that was written out as files is the same pack when they are read."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_service.pack.document import to_document
from feedback_service.pack.exporting import export_pack, yaml_files, zipped
from feedback_service.pack.files import load_files
from feedback_service.pack.kept import hash_of
from feedback_service.pack.model import Keyword, Pack
from tests.unit.pack.shipped import shipped_pack
from tests.unit.pack.small_pack import TODAY, write_pack


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return shipped_pack()


def test_the_shipped_pack_comes_back_with_the_same_hash(shipped: Pack, tmp_path: Path) -> None:
    export_pack(shipped, tmp_path)
    assert hash_of(to_document(load_files(tmp_path))) == hash_of(to_document(shipped))


def test_the_small_pack_comes_back_too(tmp_path: Path) -> None:
    small = load_files(write_pack(tmp_path), TODAY)
    export_pack(small, tmp_path / "out")
    assert load_files(tmp_path / "out", TODAY) == small


@settings(deadline=None)  # whole packs are written and read
@given(phrase=st.text(min_size=1), weight=st.floats(1e-9, 5), without=st.lists(st.text(min_size=1)))
def test_any_words_and_weights_come_back(
    tmp_path_factory: pytest.TempPathFactory, phrase: str, weight: float, without: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    small = load_files(write_pack(folder), TODAY)
    words = (Keyword(phrase, weight, tuple(without)), Keyword("no", weight))
    topic = replace(small.topics[0], keywords=words)
    changed = replace(small, topics=(topic,))
    export_pack(changed, folder)
    assert load_files(folder, TODAY) == changed


def test_the_head_says_that_remarks_are_lost(shipped: Pack) -> None:
    assert all("are not kept" in text.split("\n")[2] for text in yaml_files(shipped).values())


def test_the_download_holds_every_file(shipped: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(shipped))) as archive:
        assert {name.rpartition("/")[2] for name in archive.namelist()} == set(yaml_files(shipped))
    assert zipped(shipped) == zipped(shipped)
