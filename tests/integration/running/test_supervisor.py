"""The supervisor, with real processes. A test waits for what it wants to see, never for a time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.servers.service import command_of

DEPLOY = Path(__file__).parents[3] / "deploy"
RUNNER = """
import os, sys
from supervisor import Program, supervise
programs = [Program(str(number), ["sh", "-c", text]) for number, text in enumerate(sys.argv[1:])]
sys.exit(supervise(programs, os.environ, grace=1.0))
"""
STANDS = "echo $$; exec sleep 600"
FINISHES = "trap 'echo finished; exit 0' TERM; echo $$; while :; do sleep 0.05; done"
IS_DEAF = "trap '' TERM; echo $$; while :; do sleep 0.05; done"


class Supervised:
    """A supervisor over shell programs, each of which says its process id when it starts."""

    def __init__(self, *programs: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, *programs],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(DEPLOY)},
        )
        assert self.process.stdout
        self.says: IO[str] = self.process.stdout

    def next_started(self) -> int:
        return int(self.says.readline())

    def ends_with(self) -> int:
        return self.process.wait(timeout=30)


@pytest.fixture
def standing() -> Iterator[Supervised]:
    supervised = Supervised(STANDS)
    yield supervised
    supervised.process.terminate()
    supervised.ends_with()


def test_a_program_that_is_killed_comes_back(standing: Supervised) -> None:
    first = standing.next_started()
    os.kill(first, signal.SIGKILL)
    assert standing.next_started() != first


def test_it_comes_back_however_often_it_is_killed(standing: Supervised) -> None:
    for _ in range(6):
        os.kill(standing.next_started(), signal.SIGKILL)
    assert standing.next_started()


def test_what_a_killed_program_left_behind_is_ended_before_it_starts_anew() -> None:
    """Gunicorn's workers outlive their master and hold its port."""
    supervised = Supervised(f"sleep 600 & echo $!; {STANDS}")
    orphan, parent = supervised.next_started(), supervised.next_started()
    os.kill(parent, signal.SIGKILL)
    assert supervised.next_started() != orphan
    assert command_of(orphan) == ""
    supervised.process.terminate()
    supervised.ends_with()


def test_a_program_that_does_not_stay_up_stops_everything() -> None:
    supervised = Supervised(STANDS, "exit 3")
    assert supervised.ends_with() == 1


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_them_finish(stop: signal.Signals) -> None:
    supervised = Supervised(FINISHES)
    supervised.next_started()
    supervised.process.send_signal(stop)
    assert supervised.says.readline() == "finished\n"
    assert supervised.ends_with() == 0


def test_a_program_that_will_not_end_is_killed() -> None:
    supervised = Supervised(IS_DEAF)
    deaf = supervised.next_started()
    supervised.process.terminate()
    assert supervised.ends_with() == 1
    with pytest.raises(ProcessLookupError):
        os.kill(deaf, 0)


def test_nothing_outlives_a_killed_supervisor() -> None:
    supervised = Supervised(FINISHES, STANDS)
    supervised.next_started()
    supervised.next_started()
    supervised.process.kill()
    assert "finished\n" in supervised.says.readlines()  # which ends when the last one has let go of the pipe
