"""The exported pages as files: self-contained, without traces of this machine, and never half-written."""

from __future__ import annotations

import contextlib
import errno
import functools
import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

import export as export_tool
import paths
import run_notebook
from conftest import SAMPLE, export
from run_notebook import NotebookError


@functools.cache  # nobody changes it, and a chapter takes a second
def _soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def _notebook(*cells: tuple[str, str] | tuple[str, str, str], kernel: str = "java") -> str:
    """A notebook with these code cells (id, source, tag …) under a title."""
    sample = nbformat.read(SAMPLE, as_version=4)
    sample.cells = [nbformat.v4.new_markdown_cell("# Mine\n\n5 minutes", id="title")]
    for name, source, *tags in cells:
        sample.cells.append(nbformat.v4.new_code_cell(source, id=name, metadata={"tags": tags}))
    sample.metadata.kernelspec.name = kernel
    return nbformat.writes(sample)


def test_every_chapter_has_its_page(site: Path) -> None:
    assert {page.stem for page in site.glob("*.html")} - {"index"} == {chapter.stem for chapter in paths.chapters()}
    assert {page.name for page in (site / "my").glob("*.html")} == {"index.html", "sample.html"}


def test_pages_hold_all_they_need(pages: list[Path]) -> None:
    for page in pages:
        for element in _soup(page).find_all(True):
            for name in ("src", "srcset", "data", "poster", "action", "background"):
                assert str(element.get(name, "data:")).startswith("data:"), (page.name, element)
            if element.name == "link":
                assert element["href"].startswith("data:"), (page.name, element)
            assert element.name not in ("iframe", "object", "embed", "base"), (page.name, element)
        assert not re.search(r"url\(\s*['\"]?(?!data:)|@import", page.read_text(encoding="utf-8").split("</style>")[0])


def test_links_lead_somewhere(site: Path, pages: list[Path]) -> None:
    for page in pages:
        for link in _soup(page).find_all("a", href=True):
            target, _, anchor = link["href"].partition("#")
            if target.startswith("https://"):
                continue
            there = (page.parent / target).resolve() if target else page
            assert there in [p.resolve() for p in pages], (page.name, link)
            if anchor:
                assert _soup(there).find(id=anchor), (page.name, link)


def test_links_to_pages_that_are_not_there_are_text(site: Path) -> None:
    link = _soup(site / "my" / "sample.html").find("a", string="neighbour")
    assert link is not None and "href" not in link.attrs


def test_pages_forbid_requests(pages: list[Path]) -> None:
    for page in pages:
        policy = _soup(page).find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["img-src"] == rules["font-src"] == "data:"
        assert not {
            name: value for name, value in rules.items() if "http" in value or "*" in value or "'self'" in value
        }


def _user() -> str:
    with contextlib.suppress(KeyError, OSError):  # a user id need not have a name
        return getpass.getuser()
    return ""


def _own_words() -> set[str]:
    """Returns the words of the repository that can come to stand in a page."""
    places = (paths.LIB / "src", paths.NOTEBOOKS / "export", paths.NOTEBOOKS / "tests" / "data")
    files = [file for place in places for file in place.rglob("*") if file.suffix not in (".pyc", ".png")]
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files + paths.chapters() if file.is_file())
    return {word.lower() for text in texts for word in re.findall(r"\w+", text)}


@functools.cache  # the same pages are searched for many a name
def _text(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ")


def _traces(html: str, person: dict[str, str], user: str, host: str, own: set[str]) -> list[str]:
    """Returns what the page says of who exported it, and where; a name that is a word of ours cannot be told from it."""
    home = str(Path.home())
    marks = {"zelda", "hyrule", *person.values(), str(paths.ROOT), "/home/", "/Users/", "C:\\Users", "C:\\\\Users", "/tmp/"}
    found = [mark for mark in marks if re.search(rf"(?<![\w.-]){re.escape(mark)}", html)]
    if len(Path(home).parts) > 1 and re.search(rf"(?<![\w.-]){re.escape(home)}(?![\w-])", html):
        found.append(home)
    text = _text(html)
    for name in {user, host, host.partition(".")[0]} - {""}:
        if name.lower() not in own and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE):
            found.append(name)
    return found


def test_pages_keep_no_trace_of_who_made_them(pages: list[Path], person: dict[str, str]) -> None:
    own = _own_words()
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert _traces(html, person, _user(), socket.gethostname(), own) == [], page.name


def test_traces_are_found_and_words_are_none(pages: list[Path], person: dict[str, str]) -> None:
    own = _own_words()
    for trace in [*person.values(), f"{paths.ROOT}/x", f"file://{paths.ROOT}", "/home/ada", "by ada7 here", "at lab-12.example.org"]:
        assert _traces(f"<p>{trace}</p>", person, "ada7", "lab-12.example.org", own), trace
    html = "".join(page.read_text(encoding="utf-8") for page in pages)
    for name in ("build", "main", "java", "worker", "reader", "root", "user", "a", ""):
        assert _traces(html, person, name, name, own) == [], name


def test_headings_are_in_order(pages: list[Path]) -> None:
    for page in pages:
        soup = _soup(page)
        levels = [int(h.name[1]) for h in soup.find_all(re.compile("^h[1-6]$")) if not h.find_parent(class_="output")]
        assert levels.count(1) == 1 and levels[0] == 1, page.name
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), (page.name, levels)
        assert soup.html["lang"] == "en" and soup.find("main") and soup.find("a", class_="skip", href="#main")
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), page.name


def test_pictures_have_words_and_code_has_colours(site: Path) -> None:
    soup = _soup(site / "my" / "sample.html")
    assert [image["alt"] for image in soup.find_all("img")] == [
        "Throughput grows with threads",
        "Picture made by cell svg",
    ]
    assert soup.select_one("#cell-id\\=greet .highlight .kd, #cell-id\\=greet .highlight .k")


def test_formulas_are_drawn_and_code_is_no_formula(site: Path) -> None:
    soup = _soup(site / "my" / "sample.html")
    formulas = soup.find_all("math")
    assert len(formulas) == 3 and formulas[2]["display"] == "block"
    assert "a price of $5 in $HOME is no formula" in soup.get_text()


def test_outputs_of_every_kind_arrive(site: Path) -> None:
    def output(cell: str) -> str:
        return soup.find(id=f"cell-id={cell}").find(class_="outputs").get_text()

    soup = _soup(site / "my" / "sample.html")
    assert "hello Grace, 5 letters" in output("greet") and output("greet").strip().endswith("3")
    assert output("long-lines").count("word") == 60
    assert "a warning goes to stderr" in soup.find(id="cell-id=stderr").find(class_="stderr").get_text()
    assert "ArrayIndexOutOfBoundsException" in soup.find(id="cell-id=fails").find(class_="error").get_text()
    assert soup.find(id="cell-id=table").find("caption").get_text() == "Lines by severity"
    assert not soup.find(id="cell-id=quiet").find(class_="outputs")


def test_index_finds_what_the_pages_say(site: Path) -> None:
    index = _soup(site / "my" / "index.html")
    sections = json.loads(index.find(id="sections").get_text())
    assert {
        "chapter": "Sample: every kind of output",
        "heading": "Errors",
        "href": "sample.html#Errors",
    }.items() <= next(section for section in sections if section["heading"] == "Errors").items()
    assert any("hello Grace" in section["text"] for section in sections)
    entry = index.select_one(".chapters li")
    assert entry.find("h2").get_text() == "Sample: every kind of output" and "5 minutes" in entry.get_text()


# --- What goes wrong -------------------------------------------------------------------------------------------------


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A site from an earlier export, of which nothing may change."""
    folder = tmp_path / "out" / "site"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("former")
    (folder / "00-former.html").write_text("<main><article><h1>Former</h1></article></main>")
    return folder


def _is_as_it_was(site: Path) -> bool:
    names = sorted(path.name for path in site.parent.rglob("*"))
    return names == ["00-former.html", "index.html", "site"] and (site / "index.html").read_text() == "former"


def test_a_failing_cell_stops_and_is_named(tmp_path: Path, former: Path) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook(("fine", "int x = 1;"), ("divides", "x / 0"), ("later", "x")))
    done = export("--site", former, mine)
    assert done.returncode == 1
    assert (
        'mine.ipynb: cell "divides" failed' in done.stderr and "java.lang.ArithmeticException: / by zero" in done.stderr
    )
    assert "\x1b" not in done.stderr and "Traceback" not in done.stderr
    assert _is_as_it_was(former)


def test_a_cell_that_ends_the_kernel_is_named(tmp_path: Path, former: Path) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook(("leaves", "System.exit(3);")))
    done = export("--site", former, mine)
    assert done.returncode == 1 and 'cell "leaves" ended the kernel' in done.stderr
    assert _is_as_it_was(former)


def test_a_hanging_cell_is_given_up(tmp_path: Path, former: Path) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook(("waits", "new java.util.concurrent.CountDownLatch(1).await();")))
    done = export("--site", former, "--timeout", 2, mine)
    assert done.returncode == 1 and 'cell "waits" did not end within 2 s' in done.stderr
    assert _is_as_it_was(former)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_leaves_nothing(tmp_path: Path, former: Path) -> None:
    mine = tmp_path / "mine.ipynb"
    reached = tmp_path / "reached"
    cell = f'java.nio.file.Files.createFile(java.nio.file.Path.of("{reached}")); new java.util.concurrent.CountDownLatch(1).await();'
    mine.write_text(_notebook(("waits", cell)))
    program = [sys.executable, str(paths.NOTEBOOKS / "tools" / "export.py"), "--site", str(former), str(mine)]
    # A shell starts what runs in the background deaf to interrupts, and so is all that such a run of the tests starts.
    hears = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(program, preexec_fn=hears, **pipes) as process:
        try:
            deadline = time.monotonic() + 60
            while not reached.exists():
                assert process.poll() is None and time.monotonic() < deadline, "the cell was not reached"
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, words = process.communicate(timeout=30)
        finally:
            process.terminate()  # its kernel ends with it
    assert process.returncode == 130 and "Stopped." in words and "Traceback" not in words
    assert _is_as_it_was(former)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not a notebook"),
        ('{"cells": [', "line 1, column"),
        ("[1, 2]", "is not a notebook"),
        ("\xff\xfe", "is not a notebook"),
        (
            '{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "is not a notebook: The notebook is invalid",
        ),
        (_notebook(kernel="python3"), "is for the kernel 'python3'"),
    ],
    ids=["empty", "cut off", "a list", "binary", "invalid", "another kernel"],
)
def test_a_broken_notebook_is_refused(tmp_path: Path, content: str, words: str) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.write_bytes(content.encode("latin-1"))
    with pytest.raises(NotebookError) as refused:
        run_notebook.read(mine)
    assert "mine.ipynb: is " in str(refused.value) and words in str(refused.value)


def _refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Runs the export in this process, which saves its start; it has to end before a kernel starts. Returns its words."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        assert export_tool.main([str(argument) for argument in arguments]) == 1
    finally:
        signal.signal(signal.SIGTERM, before)
    return capsys.readouterr().err


def test_a_broken_notebook_stops_before_any_is_run(
    tmp_path: Path, former: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, broken = tmp_path / "mine.ipynb", tmp_path / "broken.ipynb"
    mine.write_text(_notebook(("leaves", "System.exit(3);")))
    broken.write_text('{"cells": [')
    monkeypatch.setattr(run_notebook, "run", lambda *_: pytest.fail("one was run"))
    assert "broken.ipynb: is not a notebook" in _refused(capsys, "--site", former, mine, broken)
    assert _is_as_it_was(former)


def test_a_missing_notebook_or_chapter_is_named(
    tmp_path: Path, former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "none.ipynb: there is no such file" in _refused(capsys, "--site", former, tmp_path / "none.ipynb")
    assert "There is no chapter '77'. The chapters are:" in _refused(capsys, "--site", former, "--chapter", "77")
    assert _is_as_it_was(former)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_a_full_disk_leaves_the_former_site(tmp_path: Path, former: Path) -> None:
    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook(("fine", "int x = 1;")))
    import resource

    # No file may grow over 8 kB: a write fails in the middle of a page, as on a full disk.
    limit = lambda: (
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )
    small = export(
        "--site", former, mine, preexec_fn=limit, env={**os.environ, "JAVA_TOOL_OPTIONS": "-XX:-UsePerfData"}
    )
    assert small.returncode == 1 and "Cannot write" in small.stderr and "Traceback" not in small.stderr
    assert _is_as_it_was(former)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/jdk/bin/java"), "/jdk/bin/java: Permission denied. `make doctor`"),
        (PermissionError(errno.EACCES, "Permission denied", "/scratch/jdk/java"), "/scratch/jdk/java: Permission denied. `make"),
        (OSError(errno.ENOSPC, "No space left on device", "/scratch/a.json"), "(/scratch/a.json): No space left on device"),
        (OSError(errno.ENOSPC, "No space left on device"), "(/scratch): No space left on device"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/scratch']"), "TMPDIR=/path make html"),
    ],
    ids=["java", "java there", "temporary file", "write", "no temporary folder"],
)
def test_a_run_that_the_system_fails_does_not_blame_the_site(
    tmp_path: Path, former: Path, monkeypatch: pytest.MonkeyPatch, capsys, error: OSError, words: str
) -> None:
    import export as exporting

    def run(*arguments: object) -> None:
        raise error

    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook(("fine", "int x = 1;")))
    monkeypatch.setattr(tempfile, "tempdir", "/scratch")
    monkeypatch.setattr(run_notebook, "run", run)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert exporting.main(["--site", str(former), str(mine)]) == 1
    said = capsys.readouterr().err
    assert "mine.ipynb: the run failed." in said and words in said
    assert "Cannot write site" not in said and ("TMPDIR=" in said) == ("make doctor" not in said)
    assert _is_as_it_was(former)


def test_a_site_that_cannot_be_written_is_named_with_the_reason(
    tmp_path: Path, former: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    import export as exporting

    def full(source: Path, target: Path) -> None:
        raise shutil.Error([(source / "a", target / "a", "[Errno 28] No space left on device")])

    mine = tmp_path / "mine.ipynb"
    mine.write_text(_notebook())
    monkeypatch.setattr(run_notebook, "run", lambda *arguments: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(shutil, "copytree", full)
    assert exporting.main(["--site", str(former), str(mine)]) == 1
    assert f"Cannot write {former}: [Errno 28] No space left on device.\n{former} is as it was." in capsys.readouterr().err
    assert _is_as_it_was(former)


def test_a_run_writes_no_notebook_and_nothing_beside_it(tmp_path: Path) -> None:
    mine = tmp_path / "own" / "mine.ipynb"
    mine.parent.mkdir()
    mine.write_text(_notebook(("fails", "int[] none = new int[0]; none[1]", "raises-exception"), ("shows", "1 + 1")))
    before = mine.read_bytes()
    done = export("--site", tmp_path / "site", mine)
    assert done.returncode == 0, done.stderr
    assert mine.read_bytes() == before and [p.name for p in mine.parent.iterdir()] == ["mine.ipynb"]
    assert "mine: 2 cells" in done.stdout
