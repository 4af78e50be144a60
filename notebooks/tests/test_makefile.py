"""The wishes of the Makefile: what `make` prints exists, and what a person types arrives whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import paths
import pytest

MAKEFILE = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
WISHES = {"lab", "html", "test", "bench", "stress", "doctor", "edit", "save", "clean", "reset", "progress", "logs", "setup", "test-all"}

#: Prints what it was given, one argument a line, in the place of bootstrap.sh.
ECHO = "#!/bin/sh\nfor argument; do printf '<%s>\\n' \"$argument\"; done\n"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="the wishes can also be typed without make")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "my check out"
    (root / "notebooks" / "tools").mkdir(parents=True)
    (root / "Makefile").write_text(MAKEFILE)
    (root / "notebooks" / "tools" / "bootstrap.sh").write_text(ECHO)
    return root


def make(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # What a surrounding make was told is not ours.
    environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(["make", *words], cwd=root, env=environment, capture_output=True, text=True, timeout=60)


def test_make_alone_prints_every_wish_and_nothing_that_is_none(checkout: Path) -> None:
    done = make(checkout)
    assert done.returncode == 0
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", done.stdout))
    assert named == WISHES
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
    assert WISHES <= targets
    assert len(done.stdout.splitlines()) < 30
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_every_target_is_phony() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony and set(phony.group(1).split()) == targets


def test_only_what_make_3_81_knows_and_one_line_recipes() -> None:
    code = "\n".join(line for line in MAKEFILE.splitlines() if not line.startswith("#"))
    for newer in (".ONESHELL", "&:", "$(file ", "!=", "::=", "$(let ", "$(intcmp "):
        assert newer not in code
    recipes = re.findall(r"^[a-z-]+:\n((?:\t.*\n?)*)", code, re.MULTILINE)
    assert recipes and all(recipe.count("\n\t") == 0 and not recipe.endswith("\\\n") for recipe in recipes)
    assert "$(CURDIR)" not in code and "$(abspath" not in code


@pytest.mark.parametrize(
    "words, arrives",
    [
        (["lab"], ["learner.py", "lab"]),
        (["lab", "ARGS=--no-browser --port=9000"], ["learner.py", "lab", "--no-browser", "--port=9000"]),
        (["html"], ["export.py"]),
        (["html", "CH=01"], ["export.py", "--chapter", "01"]),
        (["html", "MINE=1"], ["export.py", "--mine"]),
        (["html", "MINE=0"], ["export.py"]),
        (["html", "MINE="], ["export.py"]),
        (["html", "FILE=my own.ipynb"], ["export.py", "my own.ipynb"]),
        (["logs", "FILE=a b.log"], ["run.py", "logs", "--file=a b.log"]),
        (["logs", "FILE=it's \"here\"; echo no.log", "JSON=1"], ["run.py", "logs", "--file=it's \"here\"; echo no.log", "--json"]),
        (["logs", "FILE=a$$b.log", "JSON=0"], ["run.py", "logs", "--file=a$b.log"]),
        (["bench", "FILTER=Channel.*|Lock"], ["run.py", "bench", "--filter=Channel.*|Lock"]),
        (["stress"], ["run.py", "stress", "--filter="]),
        (["reset", "CH=01"], ["learner.py", "reset", "01"]),
        (["reset"], ["learner.py", "reset", ""]),
        (["edit", "CH=03"], ["author.py", "edit", "03"]),
        (["save", "CH=03"], ["author.py", "save", "03"]),
        (["test"], ["run.py", "test"]),
        (["test-all"], ["run.py", "test-all"]),
        (["doctor"], ["doctor"]),
        (["setup"], ["setup"]),
    ],
)
def test_what_is_typed_arrives_whole_and_alone_on_stdout(checkout: Path, words: list[str], arrives: list[str]) -> None:
    done = make(checkout, "-s", *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"<{argument}>" for argument in arrives]


@pytest.mark.parametrize("wish, default", [("lab", "normal"), ("html", "quick"), ("bench", "normal"), ("stress", "normal"), ("test", "quick")])
def test_budget_is_chosen_by_the_wish_or_by_who_types_it(checkout: Path, wish: str, default: str) -> None:
    (checkout / "notebooks" / "tools" / "bootstrap.sh").write_text("echo \"<$INTERLEAVE_BUDGET>\"\n")
    assert make(checkout, "-s", wish).stdout == f"<{default}>\n"
    assert make(checkout, "-s", wish, "BUDGET=").stdout == f"<{default}>\n"
    assert make(checkout, "-s", wish, "BUDGET=tho rough").stdout == "<tho rough>\n"


def test_failure_is_passed_on(checkout: Path) -> None:
    (checkout / "notebooks" / "tools" / "bootstrap.sh").write_text("exit 3\n")
    for wish in sorted(WISHES - {"clean"}):
        assert make(checkout, wish).returncode != 0, wish


def test_clean_leaves_the_work_of_people_and_the_environment(checkout: Path) -> None:
    built = ["lib/target/classes", "lib/target/.hidden", "site", ".site-a1b2c3d4/former", "target"]
    kept = ["notebooks/my", "notebooks/my/results/K01", "notebooks/my/guesses/kept-list", ".edit", "lib/target/bench", ".venv"]
    for folder in [*built, *kept]:
        (checkout / folder).mkdir(parents=True)
        (checkout / folder / "file").touch()
    assert make(checkout, "clean").returncode == 0
    assert not any((checkout / folder).exists() for folder in built)
    assert all((checkout / folder / "file").exists() for folder in kept)
    assert make(checkout, "clean", "ALL=0").returncode == 0
    assert (checkout / ".venv/file").exists()
    assert make(checkout, "clean", "ALL=1").returncode == 0
    assert not (checkout / ".venv").exists()
    assert all((checkout / folder / "file").exists() for folder in kept if folder != ".venv")


def test_clean_where_nothing_was_built_is_no_failure(checkout: Path) -> None:
    assert make(checkout, "clean").returncode == 0


@pytest.mark.skipif(not (paths.ROOT / ".git").exists() or shutil.which("git") is None, reason="not a git checkout")
@pytest.mark.parametrize("folder", ["lib/target", "target", "site", ".site-a", ".edit", ".venv", "notebooks/my"])
def test_what_is_built_and_what_is_the_learners_is_ignored_by_git(folder: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", f"{folder}/file"], cwd=paths.ROOT).returncode == 0
