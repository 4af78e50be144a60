"""A test that hangs is a failure that shows where, not a run that never ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HANGS = """
import subprocess, sys, pytest
@pytest.fixture
def silent():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
def test_waits_for_a_line(silent):
    silent.stderr.readline()
"""


def test_a_hang_ends_the_run_and_shows_where(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    assert float(pytestconfig.getini("faulthandler_timeout")) <= 600
    file = tmp_path / "test_hangs.py"
    file.write_text(HANGS)
    command = [sys.executable, "-m", "pytest", "-c", str(pytestconfig.inipath), f"--rootdir={tmp_path}", "-o"]
    command += ["faulthandler_timeout=0.5", str(file)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "Timeout (0:00:00.500000)!" in ended.stderr and "in test_waits_for_a_line" in ended.stderr
