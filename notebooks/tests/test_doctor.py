"""The doctor names every part, changes nothing, and works where nothing is set up."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import chromium
import doctor
import paths
import pytest
from machines import fake_jdk, without_java

PARTS = {
    "make", "Python", "environment", "JupyterLab", "nbconvert", "kernel (JJava)", "JDK 25", "Maven wrapper", "library",
    "kernel `java`", "configuration", "Chromium", "disk space", "port", "cores",
}  # fmt: skip


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without Java, without programs and without an environment; returns its /usr/lib/jvm."""
    jvm = without_java(monkeypatch, tmp_path)
    monkeypatch.setattr(paths, "KERNELSPEC", paths.ENV / "share" / "jupyter" / "kernels" / "java")
    return jvm


def by_name() -> dict[str, doctor.Part]:
    return {part.name: part for part in doctor.report()}


def test_empty_machine_names_every_part_and_how_to_mend_it(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = by_name()
    assert set(parts) == PARTS
    unmade = {name for name, part in parts.items() if part.state == doctor.UNMADE}
    assert unmade == {
        "environment", "JupyterLab", "nbconvert", "kernel (JJava)", "JDK 25", "library", "kernel `java`", "configuration",
    }  # fmt: skip
    assert all(parts[name].mend for name in unmade)
    assert "apt-get install openjdk-25" in parts["JDK 25"].mend
    # The next command makes all of it: nothing is wrong with this machine.
    assert doctor.main() == 0
    said = capsys.readouterr().out
    assert all(name in said for name in PARTS)
    assert "`make lab` makes what it still needs: environment, JupyterLab" in said


def test_what_a_person_must_bring_is_a_failure(empty: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 2))
    assert doctor.main() == 1
    assert "`make lab` lacks: Python. See above" in capsys.readouterr().out


def test_nothing_is_made(empty: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    doctor.main()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("version, feature", [("17.0.15", 17), ("26.0.1", 26)])
def test_other_jdk_is_named_with_its_place(empty: Path, version: str, feature: int) -> None:
    home = fake_jdk(empty / "java", version)
    part = by_name()["JDK 25"]
    assert part.state == doctor.UNMADE
    assert f"{home} is Java {feature}, not 25" in part.found


def test_jdk_is_named_with_version_vendor_and_place(empty: Path) -> None:
    home = fake_jdk(empty / "java-25", "25.0.3")
    assert by_name()["JDK 25"] == doctor.Part("ok", "JDK 25", f"25.0.3 (Test Vendor), {home}")


def test_old_python_and_python_without_venv(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 2))
    assert "too old" in doctor.python().found
    monkeypatch.setattr(doctor.sys, "version_info", (3, 11, 2))
    monkeypatch.setattr(doctor.importlib.util, "find_spec", lambda name: None)
    assert doctor.python().state == doctor.MISSING
    assert "python3.11-venv" in doctor.python().mend


@pytest.mark.parametrize("word, looked_for", [("", True), ("0", True), ("1", False)])
def test_conda_is_looked_for_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, word: str, looked_for: bool) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("NO_CONDA", word)
    assert bool(doctor._conda()) == looked_for


def test_half_made_environment(empty: Path) -> None:
    paths.ENV.mkdir()
    assert doctor.environment().state == doctor.UNMADE
    assert "half made" in doctor.environment().found


def test_package_of_another_version_is_stale(empty: Path) -> None:
    site = paths.ENV / "lib" / "python3.12" / "site-packages"
    (site / "jupyterlab-1.0.0.dist-info").mkdir(parents=True)
    part = doctor.package("jupyterlab", "JupyterLab")
    assert part.state == doctor.STALE
    assert "1.0.0, but 4." in part.found


def test_kernel_of_the_wheel_broken_and_lost_java(empty: Path) -> None:
    paths.KERNELSPEC.mkdir(parents=True)
    spec = paths.KERNELSPEC / "kernel.json"
    for content, words in {
        "{": "not installed",
        '{"argv": []}': "not installed",
        '{"argv": ["java", "-jar"]}': "takes any Java",
        '{"argv": ["/nowhere/bin/java"]}': "its Java is gone: /nowhere/bin/java",
    }.items():
        spec.write_text(content)
        part = doctor.kernelspec()
        assert part.state in (doctor.UNMADE, doctor.STALE)
        assert words in part.found
    java = fake_jdk(empty / "java-25", "25.0.3") / "bin" / "java"
    spec.write_text(json.dumps({"argv": [str(java)], "display_name": "Java 25"}))
    assert doctor.kernelspec() == doctor.Part("ok", "kernel `java`", "Java 25, no start-up cache: starts slower")
    (paths.KERNELSPEC / "kernel.aot").write_bytes(b"x" * (3 << 20))
    assert doctor.kernelspec().found == "Java 25, start-up cache 3 MB"


def test_browser_by_any_of_its_names(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert doctor.browser().state == doctor.NOTE
    for name in chromium.NAMES:
        program = tmp_path / "empty" / name
        program.write_text("#!/bin/sh\necho Chromium 99\n")
        program.chmod(0o755)
        assert doctor.browser() == doctor.Part("ok", "Chromium", f"Chromium 99, {program} (for `make test`)")
        program.unlink()
    monkeypatch.setenv("CHROMIUM", "/elsewhere/chromium")
    assert "/elsewhere/chromium" in doctor.browser().found


def test_too_little_disk(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 50 << 20

    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: Usage)
    assert doctor.space().state == doctor.MISSING
    assert "50 MB free" in doctor.space().found


def test_busy_port_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy(socket.socket):
        def bind(self, address: object) -> None:
            raise OSError(98, "Address already in use")

    monkeypatch.setattr(doctor.socket, "socket", Busy)
    assert doctor.port().state == doctor.OK
    assert "8888 is busy" in doctor.port().found


def test_this_environment_has_all_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main() == 0, capsys.readouterr().out
    assert "`make lab` has all it needs." in capsys.readouterr().out


def test_runs_alone_on_the_standard_library(tmp_path: Path) -> None:
    # -I: no packages of this environment, no sibling by accident; -S: no site-packages at all.
    tools = paths.NOTEBOOKS / "tools"
    program = f"import sys; sys.path.insert(0, {str(tools)!r}); import doctor; sys.exit(doctor.main())"
    environment = {"INTERLEAVE_ENV": str(tmp_path / "none"), "HOME": str(tmp_path), "PATH": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert "still needs: environment" in ended.stdout


@pytest.mark.parametrize("name", ["doctor.py", "chromium.py", "jdk.py", "paths.py"])
def test_what_runs_before_the_set_up_needs_no_newer_syntax(name: str) -> None:
    import ast

    tree = ast.parse((paths.NOTEBOOKS / "tools" / name).read_text(), feature_version=(3, 8))
    imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    known = set(sys.stdlib_module_names) | {"chromium", "jdk", "paths", "cjdk"}
    assert imported <= known, os.fspath(name)
