"""The folder that stands in for the database: sealed, in order, whole or not at all."""

import itertools
import os
import resource
import signal
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedback_service.records import keyring
from feedback_service.spool import Spool, SpoolFull, Unreadable

ROOMY = 10**12


@pytest.fixture(autouse=True)
def keys() -> None:
    keyring.configure(("7" * 64,), "5" * 64)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", 1000, free=lambda _: ROOMY)


def test_what_was_put_first_comes_out_first(spool: Spool) -> None:
    for number in range(50):
        spool.put("text", {"number": number})
    assert [spool.read(item)["number"] for item in spool.items()] == list(range(50))


def test_the_order_stays_when_the_clock_stands_still_or_goes_back(tmp_path: Path) -> None:
    clock = itertools.chain([5000, 5000, 4000], itertools.repeat(4500))
    spool = Spool(tmp_path, 0, free=lambda _: ROOMY, ticks=lambda: next(clock))
    put = [spool.put("text", {}) for _ in range(6)]
    assert spool.items() == put


def test_nothing_is_kept_in_the_clear_and_only_the_owner_reads_it(spool: Spool, tmp_path: Path) -> None:
    item = spool.put("text", {"body": "Nhà tôi bị ngập"})
    file = tmp_path / "spool" / item.name
    assert "ngập".encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_what_a_killed_writer_left_behind_is_no_item_and_goes_in_time(spool: Spool, tmp_path: Path) -> None:
    whole = spool.put("text", {})
    fresh, old = (tmp_path / "spool" / f".draft-{name}" for name in ("fresh", "old"))
    for draft in (fresh, old):
        draft.write_bytes(b"gAAAA half a mess")
    os.utime(old, (0, 0))
    assert spool.items() == [whole]
    with spool.only_drainer():
        assert (fresh.exists(), old.exists()) == (True, False)


def test_a_full_disk_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", 1000, free=lambda _: 1050)
    with pytest.raises(SpoolFull):
        spool.put("text", {"body": "Đường hư" * 10})
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_disk_that_takes_no_file_is_the_same_as_a_full_one(tmp_path: Path) -> None:
    in_the_way = tmp_path / "spool"
    in_the_way.write_text("no folder")
    with pytest.raises(SpoolFull):
        Spool(in_the_way, 0, free=lambda _: ROOMY).put("text", {})


def test_a_write_that_fails_in_the_middle_leaves_nothing(spool: Spool, tmp_path: Path) -> None:
    """The process may write files of 512 bytes only: the kernel refuses the rest, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    spool.put("text", {})
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        with pytest.raises(SpoolFull):
            spool.put("text", {"body": "Đường hư" * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(list((tmp_path / "spool").iterdir())) == 1


def test_what_cannot_be_opened_says_so(spool: Spool, tmp_path: Path) -> None:
    item = spool.put("text", {"body": "Đường hư"})
    keyring.configure(("8" * 64,), "5" * 64)
    with pytest.raises(Unreadable):
        spool.read(item)


def test_an_old_key_still_opens_it(spool: Spool) -> None:
    item = spool.put("text", {"body": "Đường hư"})
    keyring.configure(("8" * 64, "7" * 64), "5" * 64)
    assert spool.read(item) == {"body": "Đường hư"}


def test_one_drains_at_a_time_and_nobody_where_there_is_nothing(spool: Spool, tmp_path: Path) -> None:
    other = Spool(tmp_path / "spool", 0)
    with spool.only_drainer() as nothing_to_do:
        assert not nothing_to_do
    spool.put("text", {})
    with spool.only_drainer() as mine, other.only_drainer() as theirs:
        assert (mine, theirs) == (True, False)
    with other.only_drainer() as theirs:
        assert theirs


def test_it_is_found_by_kind_and_key(spool: Spool) -> None:
    spool.put("text", {}, key="ab12")
    form = spool.put("form", {}, key="ab12")
    spool.put("form", {}, key="cd34")
    spool.put("form", {})
    assert spool.find("form", "ab12") == form
    assert spool.find("form", "ffff") is None


def test_what_is_done_is_gone_and_what_is_set_aside_is_kept_for_a_person(spool: Spool) -> None:
    done, poison, waiting = (spool.put("text", {"number": number}) for number in range(3))
    spool.done(done)
    spool.set_aside(poison)
    assert (spool.items(), spool.items_set_aside()) == ([waiting], [poison])
    spool.put_back(poison)
    assert spool.items() == [poison, waiting]


def test_the_state_counts_and_tells_how_long_the_first_waits(tmp_path: Path) -> None:
    then = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    moments = iter([int(then.timestamp() * 1e9), int(then.timestamp() * 1e9) + 60 * 10**9])
    free = {"bytes": ROOMY}
    spool = Spool(tmp_path / "spool", 1000, free=lambda _: free["bytes"], ticks=lambda: next(moments))
    empty = spool.state(then)
    for _ in range(2):
        spool.put("text", {})
    free["bytes"] = 10
    filled = spool.state(then + timedelta(minutes=5))
    assert (empty.waiting, empty.oldest_seconds, empty.set_aside, empty.roomy) == (0, 0, 0, True)
    assert (filled.waiting, filled.oldest_seconds, filled.set_aside, filled.roomy) == (2, 300, 0, False)
