"""The first step of the set-up on machines that lack something: bootstrap.sh with stub programs on its PATH."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import paths
import pytest
from machines import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_no_python_says_what_to_install_on_each_system(machine: Machine) -> None:
    done = machine.run("setup")
    assert done.returncode == 1
    assert "neither a Python nor micromamba" in done.stderr
    for system in ("Debian", "Fedora", "macOS", "Windows", "micromamba"):
        assert system in done.stderr
    assert "3.10" in done.stderr
    assert done.stdout == ""
    assert machine.left_over() == set()


def test_old_python_is_named_with_its_version(machine: Machine) -> None:
    machine.add_python("3.8.18")
    machine.add_python("2.7.18", name="python")
    done = machine.run("setup")
    assert done.returncode == 1
    assert "python3 (3.8.18) is too old" in done.stderr
    assert "Debian" in done.stderr
    assert machine.left_over() == set()


def test_newer_python_beside_an_old_one_is_taken(machine: Machine) -> None:
    machine.add_python("3.8.18")
    newer = machine.add_python("3.11.2", name="python3.11")
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    assert str(newer) in done.stderr


def test_python_of_pyenv_is_found(machine: Machine) -> None:
    made = machine.add_python("3.12.1", name="moved")
    home = machine.home / ".pyenv" / "versions" / "3.12.1" / "bin"
    home.mkdir(parents=True)
    made.rename(home / "python3")
    assert machine.run("setup").returncode == 0


def test_python_too_new_for_the_lock_is_the_last_resort(machine: Machine) -> None:
    machine.add_python("3.19.0")
    known = machine.add_python("3.10.4", name="python3.10")
    assert str(known) in machine.run("setup").stderr


def test_python_without_venv_names_the_package(machine: Machine) -> None:
    machine.add_python("3.11.2", able=False)
    done = machine.run("setup")
    assert done.returncode == 1
    assert "apt-get install python3.11-venv" in done.stderr
    assert machine.left_over() == set()


def test_second_run_makes_nothing(machine: Machine) -> None:
    machine.add_python()
    assert machine.run("setup").returncode == 0
    assert machine.run("setup").returncode == 0
    assert machine.logged("venv") == [f"venv {machine.env}"]


def test_command_runs_after_the_set_up_with_its_arguments(machine: Machine) -> None:
    machine.add_python()
    done = machine.run("run.py", "logs", "--file=a b'c")
    assert done.returncode == 0
    tools = machine.root / "notebooks" / "tools"
    assert machine.logged("run") == [f"run {tools}/setup.py", f"run {tools}/run.py logs --file=a b'c"]


def test_set_up_makes_the_learners_copies(machine: Machine) -> None:
    machine.add_python()
    assert machine.run("setup").returncode == 0
    tools = machine.root / "notebooks" / "tools"
    assert machine.logged("run") == [f"run {tools}/setup.py", f"run {tools}/learner.py copies"]


def test_half_made_environment_is_made_again(machine: Machine) -> None:
    machine.add_python()
    machine.env.mkdir()
    (machine.env / "pyvenv.cfg").touch()
    (machine.env / "half").touch()
    done = machine.run("setup")
    assert done.returncode == 0
    assert "half made" in done.stderr
    assert not (machine.env / "half").exists()


def test_killed_set_up_is_taken_up_by_the_next(machine: Machine) -> None:
    machine.add_python()
    die = Path(f"{machine.log}.die")
    die.touch()
    assert machine.run("setup").returncode == -signal.SIGKILL
    assert machine.left_over() == {".venv", "lock"}
    die.unlink()
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    assert len(machine.logged("venv")) == 2
    assert machine.left_over() == {".venv"}


def test_environment_of_a_moved_checkout_is_made_again(machine: Machine) -> None:
    machine.add_python()
    assert machine.run("setup").returncode == 0
    machine.root = machine.root.rename(machine.root.with_name("elsewhere"))
    done = machine.run("setup")
    assert done.returncode == 0
    assert len(machine.logged("venv")) == 2


def test_folder_in_the_way_is_not_removed(machine: Machine) -> None:
    machine.add_python()
    machine.env.mkdir()
    (machine.env / "letters").write_text("mine")
    done = machine.run("setup")
    assert done.returncode == 1
    assert "in the way" in done.stderr
    assert (machine.env / "letters").read_text() == "mine"


def test_two_at_once_make_one_environment(machine: Machine) -> None:
    machine.add_python()
    Path(f"{machine.log}.wait").touch()
    first = machine.start("setup")
    assert "making" in _line(first)  # it holds the lock from before this line on
    second = machine.start("setup")
    assert "another set-up of this folder is running" in _line(second)
    Path(f"{machine.log}.go").touch()
    for process in (first, second):
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert len(machine.logged("venv")) == 1
    assert machine.left_over() == {".venv"}


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def test_conda_tool_makes_the_environment_from_the_file(machine: Machine) -> None:
    machine.add_conda()
    done = machine.run("setup")
    assert done.returncode == 0, done.stderr
    assert machine.logged("conda") == [f"conda env create -p {machine.env} -f environment.yml"]
    assert "route=conda" in (machine.env / "interleave-env").read_text()


def test_no_conda_asks_for_the_private_environment(machine: Machine) -> None:
    machine.add_conda()
    machine.add_python()
    assert machine.run("setup", NO_CONDA="1").returncode == 0
    assert machine.logged("conda") == []
    assert len(machine.logged("venv")) == 1


def test_zero_does_not_ask_for_it(machine: Machine) -> None:
    machine.add_conda()
    assert machine.run("setup", NO_CONDA="0").returncode == 0
    assert len(machine.logged("conda")) == 1


def test_unreachable_channels_name_the_way_out(machine: Machine) -> None:
    machine.add_conda(status=1)
    done = machine.run("setup")
    assert done.returncode == 1
    assert "CondaHTTPError" in done.stderr
    assert "make NO_CONDA=1 setup" in done.stderr
    assert machine.left_over() == set()


def test_activated_environment_of_ours_is_used_and_of_others_never(machine: Machine) -> None:
    python = machine.add_python()
    others = machine.root.parent / "others"
    (others / "bin").mkdir(parents=True)
    (others / "conda-meta").mkdir()
    (others / "bin" / "python").write_text(python.read_text())
    (others / "bin" / "python").chmod(0o755)
    assert machine.run("setup", CONDA_DEFAULT_ENV="base", CONDA_PREFIX=str(others)).returncode == 0
    assert not (others / "interleave-env").exists()
    assert machine.run("setup", CONDA_DEFAULT_ENV="interleave", CONDA_PREFIX=str(others)).returncode == 0
    assert "route=found" in (others / "interleave-env").read_text()


def test_unusable_environment_of_others_is_not_removed(machine: Machine) -> None:
    machine.add_python()
    others = machine.root.parent / "others"
    (others / "conda-meta").mkdir(parents=True)
    done = machine.run("setup", CONDA_DEFAULT_ENV="interleave", CONDA_PREFIX=str(others))
    assert done.returncode == 1
    assert "not ours to remove" in done.stderr
    assert (others / "conda-meta").is_dir()


def test_binder_environment_is_used(machine: Machine) -> None:
    python = machine.add_python()
    binder = machine.root.parent / "binder"
    (binder / "bin").mkdir(parents=True)
    (binder / "bin" / "python").write_text(python.read_text())
    (binder / "bin" / "python").chmod(0o755)
    assert machine.run("setup", NB_PYTHON_PREFIX=str(binder)).returncode == 0
    assert (binder / "interleave-env").exists()
    assert machine.left_over() == set()


def test_too_little_space_is_said_before_anything_is_made(machine: Machine) -> None:
    machine.add_python()
    machine.add_disk(megabytes=97)
    done = machine.run("setup")
    assert done.returncode == 1
    assert "only 97 MB are free" in done.stderr
    assert machine.left_over() == set()


def test_budget_that_there_is_not_is_refused_before_anything_is_made(machine: Machine) -> None:
    machine.add_python()
    done = machine.run("export.py", INTERLEAVE_BUDGET="fast")
    assert done.returncode == 1
    assert 'no budget "fast"' in done.stderr
    assert machine.logged("venv") == [] and machine.left_over() == set()
    source = (paths.LIB / "src/main/java/interleave/trial/Budget.java").read_text()
    names = [name.lower() for name in re.findall(r"^    ([A-Z]+)\(", source, re.MULTILINE)]
    assert re.findall(r"BUDGET=(\w+)", done.stderr) == names and len(names) == 3
    for name in names:
        assert machine.run("export.py", INTERLEAVE_BUDGET=name).returncode == 0


def test_doctor_without_python_says_so_and_makes_nothing(machine: Machine) -> None:
    done = machine.run("doctor")
    assert done.returncode == 1
    assert "neither a Python" in done.stderr
    machine.add_conda()
    done = machine.run("doctor")
    assert done.returncode == 0
    assert "`make lab` brings one with" in done.stderr
    machine.add_python("3.8.1")
    assert machine.run("doctor").returncode == 0
    assert machine.logged("run") == [f"run {machine.root}/notebooks/tools/doctor.py"]
    assert machine.left_over() == set()
