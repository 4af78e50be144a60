"""What a learner found and guessed is kept where the tools say, by the real kernel, and survives the next run."""

from __future__ import annotations

import getpass
import json
import os
import socket
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

import kernel
import paths
from conftest import export, kept_files

GUESS = 'Predict.ask("kept-list").answer("%s")'
RUN = "KeptAfterHandOver.run(elements(1_000), repeats(3))"


def page_of(notebook: Path, site: Path, kept: Path, *cells: str) -> str:
    """Returns the text of the page of a notebook with these cells."""
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    written.metadata.kernelspec = {"name": "java", "display_name": "Java", "language": "java"}
    nbformat.write(written, notebook)
    done = export("--site", site, notebook, env={**os.environ, paths.MY_VARIABLE: str(kept)})
    assert done.returncode == 0, done.stderr
    html = (site / "my" / f"{notebook.stem}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser").find("article").get_text(" ")


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder that was empty before a notebook ran, and the notebook's page."""
    folder = tmp_path_factory.mktemp("kept")
    cells = [GUESS % "?", GUESS % "b", RUN, 'Claim.of("k05").run()']
    return folder, page_of(folder / "one.ipynb", folder / "site", folder / "my", *cells)


def test_guess_and_finding_are_shown(first_run: tuple[Path, str]) -> None:
    _, page = first_run
    assert "Not answered yet" in page and "Your guess: B" in page
    assert "You answered B, before you ran it" in page
    assert "Claim K05" in page and "verdict withheld" in page


def test_guess_and_finding_are_kept_without_person_or_place(first_run: tuple[Path, str]) -> None:
    folder, _ = first_run
    files = kept_files(folder / "my")
    assert [file.parent.name for file in files] == ["kept-list", "K05"] or [file.parent.name for file in files] == ["K05", "kept-list"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert json.loads(text)["format"] == 1
        for private in (str(folder), str(paths.ROOT), str(Path.home()), socket.gethostname(), f'"{getpass.getuser()}"'):
            assert private not in text
    assert not [file for file in (folder / "my").rglob(".*")], "nothing half-written"


def test_first_guess_counts_in_the_next_run(first_run: tuple[Path, str]) -> None:
    folder, _ = first_run
    page = page_of(folder / "two.ipynb", folder / "site", folder / "my", GUESS % "D", RUN)
    assert "It stays your guess; later you answered D" in page
    assert "You answered B, before you ran it (later: D)" in page


def test_kernelspec_names_the_folder_for_kernels_that_nobody_tells() -> None:
    assert f"-Dinterleave.my={paths.MY}" in kernel.spec(paths.KERNELSPEC)["argv"]
