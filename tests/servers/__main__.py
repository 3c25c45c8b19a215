"""Runs a command between servers that exist only for it: `python -m tests.servers pytest -n 2`.

Sets TEST_POSTGRES_URL (a superuser), TEST_REDIS_URL and TEST_CHROMIUM; what is set already is used as it is.
Ends with the command's own exit code.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from tests.servers.binaries import CHROMIUM, POSTGRES, REDIS, Program, ProgramMissing, find_all
from tests.servers.postgres import postgres
from tests.servers.redis import redis

VARIABLES = {"TEST_POSTGRES_URL": POSTGRES, "TEST_REDIS_URL": REDIS, "TEST_CHROMIUM": CHROMIUM}


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    wanted = [program for name, program in VARIABLES.items() if not os.environ.get(name)]
    try:
        with ExitStack() as running:
            return _run(command, _settings(running, wanted))
    except ProgramMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _settings(running: ExitStack, wanted: list[Program]) -> dict[str, str]:
    programs = find_all(wanted)
    settings = {}
    if POSTGRES in programs:
        # A link in PATH says nothing of the programs that stand beside the real one.
        settings["TEST_POSTGRES_URL"] = running.enter_context(postgres(programs[POSTGRES].resolve().parent))
    if REDIS in programs:
        settings["TEST_REDIS_URL"] = running.enter_context(redis(programs[REDIS]))
    if CHROMIUM in programs:
        settings["TEST_CHROMIUM"] = str(programs[CHROMIUM])
    return settings


def _run(command: list[str], settings: dict[str, str]) -> int:
    """A Ctrl-C at the terminal reaches the command by itself; a TERM to this process is passed on."""
    process = subprocess.Popen(command, env=os.environ | settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
