"""The set-up's steps: made once, remade when something of their own changes, never half done."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import jdk
import paths
import pytest
import setup
from machines import fake_jdk, without_java

TOOLS = paths.NOTEBOOKS / "tools"


class World:
    """A small checkout, and a set-up whose kernel and configuration only count how often they are made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.root = folder / "checkout"
        self.env = folder / "env"
        self.made: list[str] = []
        self.env.mkdir()
        for file, content in {
            "pom.xml": "<project/>",
            "lib/pom.xml": "<project/>",
            "lib/src/main/java/A.java": "class A {}",
            "lib/src/test/java/ATest.java": "class ATest {}",
            "notebooks/requirements.txt": "",
            "notebooks/tools/kernel.py": "",
            "notebooks/tools/jupyter_config.py": "",
        }.items():
            self.write(file, content)
        monkeypatch.setattr(paths, "ROOT", self.root)
        monkeypatch.setattr(paths, "LIB", self.root / "lib")
        monkeypatch.setattr(paths, "NOTEBOOKS", self.root / "notebooks")
        monkeypatch.setattr(paths, "ENV", self.env)
        monkeypatch.setattr(setup, "REQUIREMENTS", self.root / "notebooks" / "requirements.txt")
        monkeypatch.setattr(setup, "STATE", self.env / "interleave-setup.json")
        monkeypatch.setattr(setup, "LOCK", self.env / "interleave-setup.lock")
        monkeypatch.setattr(os, "dup2", lambda one, other: None)  # pytest owns this process's streams
        self.part("kernel")
        self.part("jupyter_config")
        monkeypatch.setattr(setup, "run", lambda command: self.made.append("packages"))

    def write(self, file: str, content: str) -> None:
        target = self.root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)

    def part(self, name: str, fails: BaseException | None = None) -> None:
        """Puts a fake in the place of kernel.py or jupyter_config.py; it stands once it has been made."""
        fake = types.ModuleType(name)

        def install(env: Path) -> None:
            self.made.append(name)
            if fails:
                raise fails
            (env / name).touch()

        fake.install = install
        fake.is_current = lambda env: (env / name).exists()
        self.monkeypatch.setitem(sys.modules, name, fake)

    def set_up(self, *names: str) -> tuple[int, list[str]]:
        """Runs the set-up; returns its status and what it made."""
        self.made.clear()
        return setup.main(list(names)), list(self.made)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


ALL = ["packages", "kernel", "jupyter_config"]


def test_makes_everything_once(world: World) -> None:
    assert world.set_up() == (0, ALL)
    assert world.set_up() == (0, [])


@pytest.mark.parametrize(
    "file, remade",
    [
        ("lib/src/main/java/A.java", ["kernel"]),
        ("lib/src/main/java/New.java", ["kernel"]),
        ("lib/pom.xml", ["kernel"]),
        ("pom.xml", ["kernel"]),
        ("lib/src/test/java/ATest.java", []),
        ("README.md", []),
        ("notebooks/tools/jupyter_config.py", ["jupyter_config"]),
        ("notebooks/requirements.txt", ALL),
    ],
)
def test_remakes_what_a_change_concerns(world: World, file: str, remade: list[str]) -> None:
    world.set_up()
    world.write(file, "changed")
    assert world.set_up() == (0, remade)
    assert world.set_up() == (0, [])


def test_touched_but_equal_files_change_nothing(world: World) -> None:
    world.set_up()
    os.utime(world.root / "lib/src/main/java/A.java", (1, 1))
    assert world.set_up() == (0, [])


def test_lost_part_is_made_again(world: World) -> None:
    world.set_up()
    (world.env / "kernel").unlink()
    assert world.set_up() == (0, ["kernel"])


def test_named_steps_only(world: World) -> None:
    assert world.set_up("packages") == (0, ["packages"])
    assert world.set_up() == (0, ["kernel", "jupyter_config"])


def test_interrupted_set_up_goes_on_where_it_stopped(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.part("kernel", fails=KeyboardInterrupt())
    assert world.set_up() == (130, ["packages", "kernel"])
    assert "goes on from here" in capsys.readouterr().err
    world.part("kernel")
    assert world.set_up() == (0, ["kernel", "jupyter_config"])


def test_interrupted_renewal_does_not_pass_for_done(world: World) -> None:
    world.set_up()
    (world.env / "kernel").unlink()
    world.part("kernel", fails=KeyboardInterrupt())
    assert world.set_up()[0] == 130
    # What an interrupted step leaves may look whole, and its sources are those of the last full run.
    (world.env / "kernel").touch()
    world.part("kernel")
    assert world.set_up() == (0, ["kernel"])


def test_change_during_a_step_is_not_missed(world: World) -> None:
    fake = sys.modules["kernel"]
    install = fake.install
    fake.install = lambda env: (install(env), world.write("pom.xml", "edited meanwhile"))
    world.set_up()
    fake.install = install
    assert world.set_up() == (0, ["kernel"])


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"packages": 3}', "\0\0\0"])
def test_damaged_state_only_costs_time(world: World, damage: str) -> None:
    world.set_up()
    setup.STATE.write_text(damage)
    assert world.set_up() == (0, ALL)


def test_build_failure_shows_mavens_words_without_its_padding(world: World, capsys) -> None:
    words = (
        "[ERROR] Failed to execute goal compile: A.java:[3,4] ';' expected -> [Help 1]\n[ERROR] \n"
        "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.\n"
        "[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException\n"
    )
    world.part("kernel", fails=subprocess.CalledProcessError(1, ["/some/mvnw"], output=words, stderr=""))
    assert world.set_up() == (1, ["packages", "kernel"])
    said = capsys.readouterr().err
    assert "';' expected" in said
    assert "Help 1" not in said
    assert "re-run Maven" not in said
    assert "library" not in setup.read_state()


@pytest.mark.parametrize(
    "words, advice",
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError: failed", "The network cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "damaged or changed"),
        ("ERROR: No matching distribution found for pyzmq==1", "try another Python from 3.10"),
        ("something else", "make doctor"),
    ],
)
def test_failure_of_a_program_says_what_to_do(world: World, capsys, words: str, advice: str) -> None:
    def fail(command: list[str]) -> None:
        raise subprocess.CalledProcessError(1, command, output="", stderr=words)

    world.monkeypatch.setattr(setup, "run", fail)
    assert world.set_up() == (1, [])
    said = capsys.readouterr().err
    assert words in said
    assert advice in said
    assert setup.read_state() == {}


def test_packages_are_installed_from_the_lock_alone(world: World) -> None:
    commands: list[list[str]] = []
    world.monkeypatch.setattr(setup, "run", commands.append)
    world.set_up("packages")
    (command,) = commands
    assert command[:3] == [sys.executable, "-m", "pip"]
    assert command[command.index("--only-binary") + 1] == ":all:"
    assert "--require-hashes" in command
    assert command[-1] == str(setup.REQUIREMENTS)


def test_environment_without_pip_asks_for_a_new_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as ended:
        world.set_up()
    assert ended.value.code == setup.REBUILD


# --- JDK ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version, have", [("17.0.15", "Java 17"), ("26.0.1", "Java 26")])
def test_only_another_jdk_and_no_network(world: World, tmp_path: Path, capsys, version: str, have: str) -> None:
    fake_jdk(without_java(world.monkeypatch, tmp_path) / "java", version)
    world.monkeypatch.setattr(paths, "ENV", world.env)
    offline = types.ModuleType("cjdk")
    offline.java_home = lambda **wanted: (_ for _ in ()).throw(OSError("no route to host"))
    world.monkeypatch.setitem(sys.modules, "cjdk", offline)
    assert world.set_up() == (1, ["packages"])
    said = capsys.readouterr().err
    assert f"needs exactly JDK 25; this machine has only {have}" in said
    assert "apt-get install openjdk-25" in said
    assert set(setup.read_state()) == {"packages"}


def test_only_another_jdk_and_a_network(world: World, tmp_path: Path) -> None:
    fake_jdk(without_java(world.monkeypatch, tmp_path) / "java", "17.0.15")
    world.monkeypatch.setattr(paths, "ENV", world.env)
    fetched = fake_jdk(tmp_path / "fetched", "25.0.3")
    online = types.ModuleType("cjdk")
    online.java_home = lambda **wanted: fetched
    world.monkeypatch.setitem(sys.modules, "cjdk", online)
    world.monkeypatch.delenv("JAVA25_HOME", raising=False)
    seen = []
    sys.modules["kernel"].install = lambda env: (seen.append(jdk.maven_environment()["JAVA_HOME"]), (env / "kernel").touch())
    assert world.set_up()[0] == 0
    assert seen == [str(fetched)]


# --- Full disk ------------------------------------------------------------------------------------------------------


def test_full_disk_leaves_the_former_state(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.set_up()
    former = setup.STATE.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    world.monkeypatch.setattr(os, "fsync", full)
    world.write("notebooks/tools/jupyter_config.py", "changed")
    assert world.set_up()[0] == 1
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "Free about 1 GB" in said
    assert setup.STATE.read_bytes() == former
    assert sorted(path.name for path in world.env.iterdir() if "setup" in path.name) == [
        "interleave-setup.json",
        "interleave-setup.lock",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
def test_write_that_really_stops_midway_leaves_the_former_state(tmp_path: Path) -> None:
    state = tmp_path / "interleave-setup.json"
    state.write_text('{"packages": "former"}')
    program = (
        "import resource, setup\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))\n"
        "setup.write_state({'packages': 'x' * 4000})\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=TOOLS,
        env={**os.environ, "INTERLEAVE_ENV": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "File too large" in ended.stderr
    assert state.read_text() == '{"packages": "former"}'
    assert [path.name for path in tmp_path.iterdir()] == [state.name]


# --- Whole processes ------------------------------------------------------------------------------------------------

#: Stands for kernel.py and jupyter_config.py; says something on stdout, as a build may.
PART = """
import pathlib
def install(env):
    print("words of a build", flush=True)
    with open(env / "{name}.log", "a") as log:
        log.write("made\\n")
    {extra}
    (env / "{name}").touch()
def is_current(env):
    return (env / "{name}").exists()
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the real set-up with nothing to install."""
    tools = tmp_path / "checkout" / "notebooks" / "tools"
    tools.mkdir(parents=True)
    for name in ("setup.py", "file_lock.py", "jdk.py", "paths.py"):
        (tools / name).write_bytes((TOOLS / name).read_bytes())
    # pip itself is not the subject here, and takes a second to start.
    text = (tools / "setup.py").read_text()
    (tools / "setup.py").write_text(text.replace("    run(command)\n", ""))
    for name in ("kernel", "jupyter_config"):
        (tools / f"{name}.py").write_text(PART.format(name=name, extra=""))
    root = tmp_path / "checkout"
    (root / "lib").mkdir()
    for file in (root / "pom.xml", root / "lib" / "pom.xml", root / "notebooks" / "requirements.txt"):
        file.touch()
    (tmp_path / "env").mkdir()
    return root


def start(checkout: Path) -> subprocess.Popen[str]:
    java = fake_jdk(checkout.parent / "jdk", "25.0.3") if not (checkout.parent / "jdk").exists() else checkout.parent / "jdk"
    return subprocess.Popen(
        [sys.executable, str(checkout / "notebooks" / "tools" / "setup.py")],
        env={**os.environ, "INTERLEAVE_ENV": str(checkout.parent / "env"), "JAVA_HOME": str(java)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_stdout_stays_empty_whatever_the_steps_print(checkout: Path) -> None:
    process = start(checkout)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out == ""
    assert "words of a build" in err


def test_two_at_once_make_each_step_once(checkout: Path) -> None:
    env = checkout.parent / "env"
    os.mkfifo(env / "gate")
    (checkout / "notebooks" / "tools" / "kernel.py").write_text(
        PART.format(name="kernel", extra='open(env / "gate").read()')
    )
    first = start(checkout)
    wait_for_line(first, "words of a build")
    second = start(checkout)
    wait_for_line(second, "another set-up of this environment is running")
    (env / "gate").write_text("")
    for process in (first, second):
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert (env / "kernel.log").read_text() == "made\n"
    assert (env / "jupyter_config.log").read_text() == "made\n"


def test_killed_set_up_frees_its_lock_and_goes_on(checkout: Path) -> None:
    env = checkout.parent / "env"
    os.mkfifo(env / "gate")
    kernel = checkout / "notebooks" / "tools" / "kernel.py"
    kernel.write_text(PART.format(name="kernel", extra='open(env / "gate").read()'))
    first = start(checkout)
    wait_for_line(first, "words of a build")
    first.kill()
    first.communicate(timeout=60)
    assert set(json.loads((env / "interleave-setup.json").read_text())) == {"packages"}
    kernel.write_text(PART.format(name="kernel", extra=""))
    process = start(checkout)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "[1/3]" not in err
    assert "[2/3]" in err


def wait_for_line(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"the process ended without saying {words!r}")
