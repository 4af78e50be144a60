"""What a learner found and guessed is kept where the tools say, by the real kernel, and survives the next one."""

from __future__ import annotations

import getpass
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import kernel
import paths
from conftest import kept_files
from test_kernel import Running, started

GUESS = 'Predict.ask("kept-list").answer("%s")'
RUN = "KeptAfterHandOver.run(elements(1_000), repeats(3))"
BENCH = '%%benchmark\npublic class Loop { @Benchmark public int add() { return 1 + 1; } }'


def told(java: Running, cell: str, code: str) -> str:
    """Runs a cell under an id, as JupyterLab does, and returns the text and the HTML of its value."""
    plain = java.client.session.msg

    def with_cell(kind: str, *arguments: object, **options: object) -> dict:
        message = plain(kind, *arguments, **options)
        if kind == "execute_request" and cell:
            message["metadata"]["cellId"] = cell
        return message

    java.client.session.msg = with_cell
    try:
        bundle = java.value(code)
    finally:
        java.client.session.msg = plain
    return bundle["text/plain"] + bundle["text/html"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that was empty before two kernels kept in it what they were told, one after the other."""
    folder = tmp_path_factory.mktemp("kept") / "my"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.MY_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="module")
def first(kept: Path) -> dict[str, str]:
    with started() as java:
        return {
            "unanswered": told(java, "ask", GUESS % "?"),
            "answered": told(java, "ask", GUESS % "b"),
            "run": told(java, "run", RUN),
            "claim": told(java, "claim", 'Claim.of("k05").run()'),
            "late run": told(java, "walk", "SpawnAndJoin.run(steps(2))"),
            "late answer": told(java, "ask-walk", 'Predict.ask("first-step").answer("A")'),
            "run again": told(java, "walk", "SpawnAndJoin.run(steps(2))"),
            "bench": told(java, "bench", BENCH),
        }


@pytest.fixture(scope="module")
def second(kept: Path, first: dict[str, str]) -> dict[str, str]:
    with started() as java:
        return {"answered": told(java, "other", GUESS % "D"), "run": told(java, "run", RUN)}


def test_guess_and_finding_are_shown(first: dict[str, str]) -> None:
    assert "Not answered yet" in first["unanswered"] and "Your guess: B" in first["answered"]
    assert first["run"].count("You answered B, before you ran it") == 2, "in the text and in the HTML"
    assert "Claim K05" in first["claim"] and "verdict withheld" in first["claim"]


def test_a_guess_after_the_run_is_told_as_such(first: dict[str, str]) -> None:
    assert "You have not guessed yet; here it was" in first["late run"]
    assert "You answered A, but only after you had run it" in first["run again"]


def test_what_is_kept_names_no_person_and_no_place(kept: Path, first: dict[str, str]) -> None:
    files = kept_files(kept)
    assert {file.parent.name for file in files} == {"kept-list", "first-step", "K05", "bench"}
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert json.loads(text)["format"] == 1
        for private in (str(kept), str(paths.ROOT), str(Path.home()), f'"{getpass.getuser()}"'):
            assert private not in text, (file.name, private)
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text), file.name
    assert not [file for file in kept.rglob(".*")], "nothing half-written"


def test_a_benchmark_of_a_cell_is_kept_with_machine_and_figures(kept: Path, first: dict[str, str]) -> None:
    (file,) = (kept / "results" / "bench").iterdir()
    result = json.loads(file.read_text(encoding="utf-8"))
    assert (result["kind"], result["title"], result["budget"]) == ("benchmark", "Loop", "quick")
    assert result["machine"] and result["jmh"] and result["table"]["columns"]


def test_first_guess_counts_in_the_next_kernel(second: dict[str, str]) -> None:
    assert "It stays your guess; later you answered D" in second["answered"]
    assert "You answered B, before you ran it (later: D)" in second["run"]


def test_kernelspec_names_the_folder_for_kernels_that_nobody_tells() -> None:
    assert f"-Dinterleave.my={paths.MY}" in kernel.spec(paths.KERNELSPEC)["argv"]
