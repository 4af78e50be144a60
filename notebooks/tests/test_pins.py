"""A version stands in one place, or a test holds the places equal."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jdk
import paths
import pytest

CONDA = paths.ROOT / "environment.yml"
BINDER = paths.ROOT / ".binder" / "environment.yml"


def dependencies(file: Path) -> list[str]:
    """Returns the entries of an environment.yml; ours are so plain that a YAML parser is not needed."""
    return re.findall(r"^ +- (?!pip:)(.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_both_conda_files_have_the_same_pins() -> None:
    conda, binder = dependencies(CONDA), dependencies(BINDER)
    assert conda == ["python=3.12", f"openjdk={jdk.FEATURE}", "make", "pip", "-r notebooks/requirements.txt"]
    assert binder == [entry.replace("-r notebooks", "-r ../notebooks") for entry in conda]


@pytest.mark.parametrize("file", [CONDA, BINDER])
def test_requirements_are_found_from_the_files_folder(file: Path) -> None:
    entry = next(entry for entry in dependencies(file) if entry.startswith("-r "))
    assert (file.parent / entry[3:]).resolve() == paths.NOTEBOOKS / "requirements.txt"


@pytest.mark.parametrize("file", [CONDA, BINDER])
def test_binder_can_read_the_version_of_python(file: Path) -> None:
    # The form that repo2docker looks for; it overlooks any other and takes an old Python.
    assert re.search(r"^  - python=3\.(1[0-4])$", file.read_text(), re.MULTILINE)
    assert re.search(r"^name: interleave$", file.read_text(), re.MULTILINE)


def test_jdk_range_is_the_same_everywhere() -> None:
    pom = (paths.ROOT / "pom.xml").read_text()
    assert f"<jdk.range>[{jdk.FEATURE},{jdk.FEATURE + 1})</jdk.range>" in pom
    assert f"<maven.compiler.release>{jdk.FEATURE}</maven.compiler.release>" in pom
    assert f"openjdk-{jdk.FEATURE}-jdk" in jdk.HOW_TO_INSTALL


def test_lock_holds_what_is_asked_for_and_a_hash_for_each() -> None:
    asked = dict(re.findall(r"^([\w-]+)==(\S+)", (paths.NOTEBOOKS / "requirements.in").read_text(), re.MULTILINE))
    text = (paths.NOTEBOOKS / "requirements.txt").read_text()
    # Some are locked twice, for old and for new releases of Python.
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    locked = {tuple(re.split(r"[\s;]", block, maxsplit=1)[0].split("==")) for block in blocks}
    assert asked and set(asked.items()) <= locked
    assert len(blocks) > 100
    assert all("--hash=sha256:" in block for block in blocks)


def test_oldest_python_is_the_same_everywhere() -> None:
    tools = paths.NOTEBOOKS / "tools"
    assert re.search(r"^oldest=10\b", (tools / "bootstrap.sh").read_text(), re.MULTILINE)
    assert "version_info < (3, 10)" in (tools / "doctor.py").read_text()
    assert "--python-version 3.10 " in (paths.ROOT / "Makefile").read_text()


def test_readme_names_the_same_versions() -> None:
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bJDK (\d+)", readme)) <= {str(jdk.FEATURE), "17", "26"}
    assert re.search(rf"\bJDK {jdk.FEATURE}\b", readme)
    assert set(re.findall(r"\bPython (?:≥ )?(3\.\d+)", readme)) <= {"3.10"}
    lab = re.search(r"^jupyterlab==(\d+\.\d+)", (paths.NOTEBOOKS / "requirements.in").read_text(), re.MULTILINE)
    assert lab and set(re.findall(r"\bJupyterLab (\d+\.\d+)", readme)) <= {lab.group(1)}


def test_binder_and_ci_use_everybodys_set_up() -> None:
    build = paths.ROOT / ".binder" / "postBuild"
    # A login shell runs conda's activation; without set -e Binder would show a half-made laboratory.
    assert build.read_text().startswith("#!/bin/bash -l\n")
    assert "set -euo pipefail" in build.read_text()
    assert "bootstrap.sh setup" in build.read_text()
    run = paths.ROOT / ".ci" / "run"
    assert "make test" in run.read_text()
    assert os.access(build, os.X_OK) and os.access(run, os.X_OK)


def test_editor_finds_the_environment_that_is_made() -> None:
    lines = (paths.ROOT / ".vscode" / "settings.json").read_text().splitlines()
    settings = json.loads("\n".join(line for line in lines if not line.strip().startswith("//")))
    assert settings["python.defaultInterpreterPath"] == "${workspaceFolder}/.venv/bin/python"
    # A chapter that is saved after a run would leave the checkout changed; a learner's copy must stay writable.
    readonly = settings["files.readonlyInclude"]
    for file, closed in {**dict.fromkeys(paths.chapters(), True), paths.MY / paths.chapters()[0].name: False}.items():
        assert closed == any(file.relative_to(paths.ROOT).match(pattern) for pattern in readonly), file
    assert "ms-toolsai.jupyter" in json.loads((paths.ROOT / ".vscode" / "extensions.json").read_text())["recommendations"]


def test_every_package_that_is_asked_for_is_used() -> None:
    asked = re.findall(r"^([\w-]+)==", (paths.NOTEBOOKS / "requirements.in").read_text(), re.MULTILINE)
    code = "\n".join(file.read_text(encoding="utf-8") for file in paths.NOTEBOOKS.glob("*/*.py"))
    # Imported, or named to what runs it: the kernel and JupyterLab are no modules of ours.
    used = set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.MULTILINE)) | set(re.findall(r'"([a-z]\w+)"', code))
    assert {name.replace("-", "_") for name in asked} <= used
