"""`.ci/run` installs what a bare Debian lacks, and nothing where nothing is lacking; stub programs stand for it all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import chromium
import paths
import pytest

#: Logs what it is asked for. `env` and `sudo` hand over to the program behind their options.
STUBS = {
    "apt-get": 'echo "apt-get $*" >>"$LOG"; if [ -e "$LOG.fail" ]; then rm "$LOG.fail"; exit 100; fi',
    "sudo": 'echo "sudo" >>"$LOG"; shift; exec "$@"',
    "make": 'echo "make $*" >>"$LOG"; if read -r line; then echo "stdin $line" >>"$LOG"; fi; exit 3',
    "git": "",
    "curl": "",
    "chromium": "",
    "python3": "exit 0",
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout with the real `.ci/run` and a full set of programs in `bin`."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "check out" / ".ci").mkdir(parents=True)
    shutil.copy(paths.ROOT / ".ci" / "run", tmp_path / "check out" / ".ci")
    for name in ("bash", "sh", "env", "dirname", "rm"):
        program = shutil.which(name)
        assert program
        (tmp_path / "bin" / name).symlink_to(program)
    for name, does in STUBS.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    return tmp_path


def run(machine: Path, **environment: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    log = machine / "log"
    done = subprocess.run(
        [str(machine / "check out" / ".ci" / "run")],
        env={"PATH": str(machine / "bin"), "HOME": str(machine), "LOG": str(log), **environment},
        input="words for nobody\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done, [line for line in log.read_text().splitlines() if line != "sudo"] if log.exists() else []


def test_nothing_lacking_installs_nothing_and_passes_the_status_on(machine: Path) -> None:
    done, log = run(machine)
    assert log == ["make test"]
    assert done.returncode == 3


@pytest.mark.parametrize(
    "gone, package", [("chromium", "chromium"), ("python3", "python3 python3-venv"), ("curl", "curl ca-certificates"), ("git", "git")]
)
def test_what_is_lacking_is_installed(machine: Path, gone: str, package: str) -> None:
    (machine / "bin" / gone).unlink()
    _, log = run(machine)
    assert [line.split()[-1] for line in log[:1]] == ["update"]
    assert log[1].endswith(f"install -y --no-install-recommends {package}")
    assert log[2:] == ["make test"]


def test_browser_is_known_by_the_same_names_as_to_the_tests(machine: Path) -> None:
    (machine / "bin" / "chromium").unlink()
    for name in chromium.NAMES:
        program = machine / "bin" / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        (machine / "log").unlink(missing_ok=True)
        assert run(machine)[1] == ["make test"], name
        program.unlink()
    (machine / "log").unlink()
    assert run(machine, CHROMIUM="/elsewhere/chromium")[1] == ["make test"]


def test_failed_update_is_tried_again(machine: Path) -> None:
    (machine / "bin" / "chromium").unlink()
    (machine / "log.fail").touch()
    _, log = run(machine)
    assert [line.split()[-1] for line in log] == ["update", "update", "chromium", "test"]


def test_python_that_cannot_make_an_environment_is_lacking(machine: Path) -> None:
    (machine / "bin" / "python3").write_text("#!/bin/sh\nexit 1\n")
    assert run(machine)[1][1].endswith("python3 python3-venv")


def test_conda_brings_python_unless_it_is_not_wanted(machine: Path) -> None:
    (machine / "bin" / "python3").unlink()
    (machine / "bin" / "micromamba").write_text("#!/bin/sh\n")
    (machine / "bin" / "micromamba").chmod(0o755)
    assert run(machine)[1] == ["make test"]
    (machine / "log").unlink()
    assert run(machine, NO_CONDA="0")[1] == ["make test"]
    assert "python3-venv" in run(machine, NO_CONDA="1")[1][-2]


def test_system_without_apt_is_told_what_it_lacks(machine: Path) -> None:
    (machine / "bin" / "apt-get").unlink()
    (machine / "bin" / "chromium").unlink()
    done, log = run(machine)
    assert (done.returncode, log) == (1, [])
    assert "lacks chromium" in done.stderr
