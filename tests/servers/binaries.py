"""Where this machine keeps the programs that the tests need, and how it gets them."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


class ProgramMissing(Exception):
    """Its text says the one command that helps."""


@dataclass(frozen=True, slots=True)
class Program:
    """`names` are looked for in PATH, the first one then in `folders` (a glob). `package` is Debian's."""

    names: tuple[str, ...]
    package: str
    folders: str = ""

    def find(self) -> Path | None:
        found = next((path for name in self.names if (path := shutil.which(name))), None)
        if found:
            return Path(found)
        pattern = f"{self.folders}/{self.names[0]}"
        candidates = sorted(Path("/").glob(pattern), key=_version) if self.folders else []
        return candidates[-1] if candidates else None


POSTGRES = Program(("initdb",), "postgresql", "usr/lib/postgresql/*/bin")
REDIS = Program(("redis-server", "valkey-server"), "redis-server")
CHROMIUM = Program(("chromium", "chromium-browser", "google-chrome"), "chromium")


def find_all(programs: list[Program]) -> dict[Program, Path]:
    """Installs what is missing where this process may, else raises ProgramMissing."""
    missing = [program.package for program in programs if program.find() is None]
    if missing:
        _install(missing)
    return {program: _require(program) for program in programs}


def _install(packages: list[str]) -> None:
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise ProgramMissing(f"The tests need more of this machine. Run:  sudo apt-get install -y {names}")
    print(f"Installing {names} from the system's packages", flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _quietly(["apt-get", "update"], environ)
    patient = ["-o", "DPkg::Lock::Timeout=600"]
    _quietly(["apt-get", *patient, "install", "-y", "--no-install-recommends", *packages], environ)


def _quietly(command: list[str], environ: dict[str, str]) -> None:
    done = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise ProgramMissing(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def _require(program: Program) -> Path:
    path = program.find()
    if path is None:
        raise ProgramMissing(f"{program.package} is installed, but {program.names[0]} is not to be found.")
    return path


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parts if part.isdigit())
