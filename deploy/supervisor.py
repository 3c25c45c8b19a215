"""Keeps several programs running as if they were one.

A program that dies is started again: the phones go on ringing, and what it had begun is taken up again from
the database. One that cannot stay up (its port is taken, a setting is wrong) would fail for ever, so after a
few starts in vain everything stops with exit code 1, and whoever started it hears of it. TERM, INT or HUP
stops all: they get `grace` seconds to finish what they began. None outlives the supervisor, not even after
`kill -9`.

Written here because the small known ones fall short: honcho starts nothing again, waits 5 s at the end and
leaves its children behind when it is killed; supervisord cannot write to a socket, such as journald hands it.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

STOP_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
STEADY_SECONDS = 10.0  # who lived that long had started well
STARTS_IN_VAIN = 4
PAUSE_SECONDS = 1.0
ORPHANS_GRACE_SECONDS = 5.0

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Has the kernel send this process a TERM when its parent ends in whatever way (Linux only)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Program:
    """A command to be kept running."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    in_vain: int = field(default=0, init=False)

    def start(self, environ: Mapping[str, str]) -> None:
        """In a process group of its own, so that a Ctrl-C at the terminal reaches the supervisor alone."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=environ, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_begin_child
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def note_end(self) -> None:
        """Who was killed may well have stood: only who left by itself, and soon, started in vain."""
        was_killed = self.process is not None and self.process.returncode < 0
        was_steady = time.monotonic() - self.started > STEADY_SECONDS
        self.in_vain = 0 if was_killed or was_steady else self.in_vain + 1

    def end_orphans(self) -> None:
        """What a killed program leaves behind holds its port. It gets a moment to finish what it began."""
        for signum in (signal.SIGTERM, signal.SIGKILL):
            if not self._group_is_left(signum):
                return
            until = time.monotonic() + ORPHANS_GRACE_SECONDS
            while self._group_is_left() and time.monotonic() < until:
                time.sleep(0.05)

    def _group_is_left(self, signum: int = 0) -> bool:
        """Sends this to all that is left of the group; 0 only looks."""
        if self.process is None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signum)
            return True
        return False

    def send(self, signum: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signum)

    def kill_group(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def supervise(programs: Sequence[Program], environ: Mapping[str, str], grace: float = 35.0) -> int:
    """Returns 0 after a signal that was obeyed in time, else 1."""
    # Signals wait until they are asked for, so none can arrive at a bad moment.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        for program in programs:
            program.start(environ)
        steady = _keep_running(programs, environ)
        return 0 if _stop(programs, grace) and steady else 1
    finally:
        for program in programs:
            program.kill_group()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)


def _keep_running(programs: Sequence[Program], environ: Mapping[str, str]) -> bool:
    """Until a signal (True), or until a program will not stay up (False)."""
    while signal.sigtimedwait(STOP_SIGNALS, 0.5) is None:
        for program in filter(Program.has_ended, programs):
            program.note_end()
            if program.in_vain >= STARTS_IN_VAIN:
                _say(f"{program.name} does not stay up, so everything stops")
                return False
            _say(f"{program.name} ended unexpectedly ({_end_of(program)}); starting it again")
            program.end_orphans()
            time.sleep(PAUSE_SECONDS if program.in_vain else 0)
            program.start(environ)
    return True


def _stop(programs: Sequence[Program], grace: float) -> bool:
    """Whether all of them ended by themselves. A second signal does not hurry them: they are finishing."""
    for program in programs:
        program.send(signal.SIGTERM)
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline:
        if all(program.has_ended() for program in programs):
            return True
        time.sleep(0.05)
    late = [program.name for program in programs if not program.has_ended()]
    _say(f"{', '.join(late)} did not end within {grace:.0f} s and is killed")
    return False


def _begin_child() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    die_with_parent()


def _end_of(program: Program) -> str:
    code = program.process.returncode if program.process else None
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"


def _say(text: str) -> None:
    print(f"supervisor: {text}", file=sys.stderr, flush=True)
