"""What `make lint` asks of the code is asked in every run of the tests."""

import os
import subprocess

import pytest

from tests.house_rules.source import ROOT


@pytest.mark.parametrize("tool", ["ruff", "format-check", "mypy", "imports", "djlint"])
def test_the_tool_finds_nothing(tool: str) -> None:
    # The flags of the make that may have started this run are not for this one.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--silent", tool], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"make {tool}\n{done.stdout}{done.stderr}"
