"""Type checkers know what the package gives."""

import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent


def test_a_program_is_checked():
    pytest.importorskip("mypy")
    program = HERE / "typed_program.py"
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(program)]
    checked = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
