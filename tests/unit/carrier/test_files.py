"""Files by content hash."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from feedback_service.carrier.files import FileStore, NoSuchFile

DAY = 86_400.0


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def grow_old(store: FileStore, folder: Path, name: str) -> None:
    long_ago = time.time() - 2 * DAY
    os.utime(folder / "files" / name[:2] / name, (long_ago, long_ago))


def test_what_is_put_is_read_back_under_its_hash(store: FileStore) -> None:
    name = store.put(b"photo")
    assert name == hashlib.sha256(b"photo").hexdigest()
    with store.open(name) as stream:
        assert stream.read() == b"photo"


def test_the_same_bytes_are_one_file(store: FileStore, tmp_path: Path) -> None:
    assert store.put(b"photo") == store.put(b"photo")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_there_is_a_fact(store: FileStore, name: str) -> None:
    with pytest.raises(NoSuchFile):
        store.open(name)


def test_only_old_files_are_offered_for_the_search(store: FileStore, tmp_path: Path) -> None:
    old, _young = store.put(b"old"), store.put(b"young")
    grow_old(store, tmp_path, old)
    assert list(store.names(DAY)) == [old]


def test_a_file_that_is_put_again_is_young_again(store: FileStore, tmp_path: Path) -> None:
    name = store.put(b"photo")
    grow_old(store, tmp_path, name)
    store.put(b"photo")
    assert not store.delete(name, DAY)
    assert store.open(name).read() == b"photo"


def test_an_old_file_can_be_deleted(store: FileStore, tmp_path: Path) -> None:
    name = store.put(b"photo")
    grow_old(store, tmp_path, name)
    assert store.delete(name, DAY)
    assert not store.delete(name, DAY)
