"""The learner's copies: made once, never overwritten, renewed with the old one beside; and JupyterLab on them."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import learner
import nbformat
import paths
import pytest


def chapter(text: str = "first") -> str:
    cells = [nbformat.v4.new_markdown_cell(f"# {text}\n\n[next](01-threads.ipynb)", id="title")]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)) + "\n"


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("00-start-here", "01-threads", "02-sharing", "A-claims"):
        (folder / f"{name}.ipynb").write_text(chapter())
    monkeypatch.setattr(paths, "NOTEBOOKS", folder)
    monkeypatch.setattr(paths, "MY", folder / "my")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- Copies ---------------------------------------------------------------------------------------------------------


def test_first_use_copies_every_chapter(notebooks: Path) -> None:
    notes = learner.make_copies()
    assert names(paths.MY) == [".copies.json", "00-start-here.ipynb", "01-threads.ipynb", "02-sharing.ipynb", "A-claims.ipynb"]
    assert all((paths.MY / c.name).read_bytes() == c.read_bytes() for c in paths.chapters())
    assert "00-start-here" in notes[0]
    assert learner.make_copies() == []


def test_copies_without_jupyterlab(notebooks: Path, capsys) -> None:
    assert learner.main(["copies"]) == 0
    assert (paths.MY / "00-start-here.ipynb").exists()
    assert "new in notebooks/my: 00-start-here" in capsys.readouterr().err


def test_links_from_copy_to_copy_lead_somewhere(notebooks: Path) -> None:
    learner.make_copies()
    assert (paths.MY / "01-threads.ipynb").exists() and "(01-threads.ipynb)" in (paths.MY / "00-start-here.ipynb").read_text()


def test_copies_are_never_overwritten(notebooks: Path) -> None:
    learner.make_copies()
    mine = paths.MY / "01-threads.ipynb"
    mine.write_text(chapter("my work"))
    (notebooks / "01-threads.ipynb").write_text(chapter("second edition"))
    (notebooks / "03-locks.ipynb").write_text(chapter())
    notes = "\n".join(learner.make_copies())
    assert mine.read_text() == chapter("my work")
    assert "make reset CH=01" in notes
    assert "CH=02" not in notes
    assert (paths.MY / "03-locks.ipynb").exists()


def test_copy_of_a_learners_own_making_is_left_and_not_judged(notebooks: Path) -> None:
    paths.MY.mkdir()
    (paths.MY / "01-threads.ipynb").write_text(chapter("brought along"))
    assert "CH=01" not in "\n".join(learner.make_copies())
    assert (paths.MY / "01-threads.ipynb").read_text() == chapter("brought along")


@pytest.mark.parametrize("content", [b"", b'{"cells": [', b"[]", b'{"cells": 3}', b"\xff\xfe\x00", b"<<<<<<< mine\n"])
def test_broken_copy_is_named_and_left(notebooks: Path, content: bytes) -> None:
    learner.make_copies()
    broken = paths.MY / "01-threads.ipynb"
    broken.write_bytes(content)
    notes = learner.make_copies()
    assert len(notes) == 1
    assert "notebooks/my/01-threads.ipynb cannot be opened" in notes[0]
    assert "make reset" in notes[0]
    assert broken.read_bytes() == content


def test_damaged_record_is_no_obstacle(notebooks: Path) -> None:
    learner.make_copies()
    (paths.MY / learner.RECORD).write_text("{")
    assert learner.make_copies() == []


def test_checkout_without_chapters_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    with pytest.raises(learner.LearnerError, match="no chapters"):
        learner.make_copies()


# --- Reset ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["01", "1", "01-threads", "01-threads.ipynb", "01-th"])
def test_reset_renews_and_keeps_the_old_one(notebooks: Path, wish: str) -> None:
    learner.make_copies()
    mine = paths.MY / "01-threads.ipynb"
    for work in ("one", "two"):
        mine.write_text(chapter(work))
        assert "old copy is now" in learner.reset(wish)[1]
        assert mine.read_text() == chapter()
    kept = sorted(paths.MY.glob("01-threads.before-*.ipynb"))
    assert [file.read_text() for file in kept] == [chapter("one"), chapter("two")]
    assert not [name for name in names(paths.MY) if name.startswith(".01")]


def test_results_and_guesses_outlive_reset_and_new_chapters(notebooks: Path) -> None:
    learner.make_copies()
    kept = {paths.MY / "results" / "K01" / "a.json": "{", paths.MY / "guesses" / "kept-list" / "b.json": "{}"}
    for file, text in kept.items():
        file.parent.mkdir(parents=True)
        file.write_text(text)
    (paths.MY / "01-threads.ipynb").write_text(chapter("my work"))
    (notebooks / "01-threads.ipynb").write_text(chapter("second edition"))
    learner.make_copies()
    learner.reset("01")
    (paths.MY / learner.RECORD).unlink()
    learner.make_copies()
    assert {file: file.read_text() for file in kept} == kept


def test_kernels_keep_in_my_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.MY_VARIABLE)
    paths.keep_in_my()
    assert os.environ[paths.MY_VARIABLE] == str(paths.MY)
    monkeypatch.setenv(paths.MY_VARIABLE, "elsewhere")
    paths.keep_in_my()
    assert os.environ[paths.MY_VARIABLE] == "elsewhere"


def test_reset_ends_the_note_of_a_newer_chapter(notebooks: Path) -> None:
    learner.make_copies()
    (notebooks / "01-threads.ipynb").write_text(chapter("second edition"))
    assert learner.make_copies() != []
    learner.reset("01")
    assert learner.make_copies() == []


def test_reset_of_an_untouched_copy_does_nothing(notebooks: Path) -> None:
    learner.make_copies()
    before = names(paths.MY)
    assert "nothing to renew" in learner.reset("01")[0]
    assert names(paths.MY) == before


def test_reset_of_a_missing_or_broken_copy(notebooks: Path) -> None:
    learner.reset("02")
    assert (paths.MY / "02-sharing.ipynb").read_text() == chapter()
    (paths.MY / "02-sharing.ipynb").write_bytes(b"{broken")
    learner.reset("02")
    assert [file.read_bytes() for file in paths.MY.glob("02-*.before-*")] == [b"{broken"]


@pytest.mark.parametrize("wish", ["", "9", "threads", "../01"])
def test_unknown_chapter_lists_the_chapters(notebooks: Path, wish: str) -> None:
    with pytest.raises(learner.LearnerError) as failure:
        learner.reset(wish)
    assert "CH=01   01-threads" in str(failure.value)
    assert not paths.MY.exists()


def test_appendix_by_its_letter(notebooks: Path) -> None:
    assert learner.find_chapter("a").name == "A-claims.ipynb"


def test_full_disk_loses_nothing(notebooks: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    learner.make_copies()
    mine = paths.MY / "01-threads.ipynb"
    mine.write_text(chapter("my work"))
    before = names(paths.MY)
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        write(self, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert learner.main(["reset", "01"]) == 1
    (notebooks / "03-locks.ipynb").write_text(chapter())
    with pytest.raises(OSError):
        learner.make_copies()
    assert mine.read_text() == chapter("my work")
    assert names(paths.MY) == before
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "Nothing of yours has been changed" in said


@pytest.mark.parametrize("error", [OSError(errno.EACCES, os.strerror(errno.EACCES)), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["put in place", "recorded"])
def test_copy_that_cannot_be_renewed_is_put_back(
    notebooks: Path, monkeypatch: pytest.MonkeyPatch, capsys, step: str, error: BaseException
) -> None:
    learner.make_copies()
    mine = paths.MY / "01-threads.ipynb"
    mine.write_text(chapter("my work"))
    before = names(paths.MY)
    rename = Path.rename

    def renaming(self: Path, target: Path) -> Path:
        if step == "put in place" and target == mine and ".before-" not in self.name:
            raise error
        return rename(self, target)

    def recording(record: dict[str, str]) -> None:
        raise error

    monkeypatch.setattr(Path, "rename", renaming)
    if step == "recorded":
        monkeypatch.setattr(learner, "_write_record", recording)
    if isinstance(error, OSError):
        assert learner.main(["reset", "01"]) == 1
        assert "Nothing of yours has been changed" in capsys.readouterr().err
    else:
        with pytest.raises(KeyboardInterrupt):
            learner.main(["reset", "01"])
    assert mine.read_text() == chapter("my work")
    assert names(paths.MY) == before


# --- JupyterLab -----------------------------------------------------------------------------------------------------


def test_lab_stays_on_loopback_whatever_is_asked(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.make_copies()
    command = learner.lab_arguments(["--ip=0.0.0.0", "--port=9000", "--"])
    assert command.index("--ip=0.0.0.0") < command.index("--ServerApp.ip=127.0.0.1")
    assert "--port=9000" in command and "--" not in command
    assert "--LabApp.default_url=/lab/tree/00-start-here.ipynb" in command
    assert not any("token" in word.lower() or "password=" in word for word in command)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert "--allow-root" not in learner.lab_arguments([])
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "--allow-root" in learner.lab_arguments([])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a browser")
def test_lab_opens_no_browser_where_there_is_no_screen(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert "--no-browser" in learner.lab_arguments([])
    monkeypatch.setenv("DISPLAY", ":0")
    assert "--no-browser" not in learner.lab_arguments([])


#: What a user may have set up for a machine of their own, where it would open the laboratory to every page and user.
OPEN_TO_ALL = """
c.IdentityProvider.token = ""
c.PasswordIdentityProvider.token = ""
c.ServerApp.token = ""
c.ServerApp.allow_origin = "*"
c.ServerApp.allow_origin_pat = ".*"
c.ServerApp.disable_check_xsrf = True
c.ServerApp.allow_remote_access = True
c.ServerApp.ip = "0.0.0.0"
c.ServerApp.identity_provider_class = "jupyter_server.auth.identity.IdentityProvider"
"""


@pytest.mark.parametrize("configured", [False, True], ids=["no configuration", "a configuration that opens all"])
def test_lab_answers_nobody_without_its_token(notebooks: Path, tmp_path: Path, configured: bool) -> None:
    home = tmp_path / "home"
    (home / ".jupyter").mkdir(parents=True)
    if configured:
        for name in ("jupyter_config", "jupyter_server_config", "jupyter_lab_config"):
            (home / ".jupyter" / f"{name}.py").write_text(OPEN_TO_ALL)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER_")}
    environment |= {"HOME": str(home), "USERPROFILE": str(home)}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        start = (
            "import learner, paths, pathlib, sys\n"
            "paths.NOTEBOOKS, paths.MY = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1], 'my')\n"
            "learner.lab(['--no-browser', '--port=' + sys.argv[2]])\n"
        )
        command = [sys.executable, "-c", start, str(notebooks), str(port)]
        tools = paths.ROOT / "notebooks" / "tools"
        with subprocess.Popen(command, cwd=tools, env=environment, stderr=subprocess.PIPE, text=True) as server:
            late = threading.Timer(60, server.kill)  # a server that prints no address would be waited for without end
            late.start()
            try:
                said, address = "", None
                assert server.stderr is not None
                for line in server.stderr:
                    said += line
                    address = re.match(r"\s+http://127\.0\.0\.1:(\d+)/lab/tree/00-start-here\.ipynb\?token=(\w{48})", line)
                    if address:
                        break
                assert address, said
                # A busy port is no obstacle: another is taken and named.
                assert f"port {port} is already in use" in said
                assert address[1] != str(port)
                contents = f"http://127.0.0.1:{address[1]}/api/contents"
                seen = json.loads(first_answer(f"{contents}?token={address[2]}", server))
                assert {entry["name"] for entry in seen["content"]} == {c.name for c in paths.chapters()}
                with pytest.raises(urllib.error.HTTPError, match="403"):
                    urllib.request.urlopen(contents)
                # A page of another origin is told that there is nothing, not even that a token is wanted.
                foreign = urllib.request.Request(contents, headers={"Origin": "http://example.org"})
                with pytest.raises(urllib.error.HTTPError, match="404") as refused:
                    urllib.request.urlopen(foreign)
                assert "Access-Control-Allow-Origin" not in refused.value.headers
                other = urllib.request.Request(f"{contents}?token={address[2]}", headers={"Host": "example.org"})
                with pytest.raises(urllib.error.HTTPError, match="403"):
                    urllib.request.urlopen(other)
                listed = Path(f"/proc/{server.pid}/cmdline")
                assert not listed.exists() or address[2] not in listed.read_text()
            finally:
                late.cancel()
                server.kill()


def first_answer(address: str, server: subprocess.Popen[str]) -> bytes:
    """Returns the answer of a server that names its address a moment before it listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return answer.read()
        except urllib.error.URLError as error:
            refused = isinstance(error.reason, ConnectionRefusedError)
            if not refused or server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


# --- The checkout stays clean ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not (paths.ROOT / ".git").exists() or shutil.which("git") is None, reason="not a git checkout")
def test_running_saving_and_exporting_leave_the_checkout_clean(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        if name and (paths.ROOT / name).exists():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(paths.ROOT / name, checkout / name)

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.safecrlf=false", *words]
        return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "as it is")
    work = (
        "import learner, nbclient, nbformat, paths\n"
        "learner.make_copies()\n"
        "copy = paths.MY / paths.chapters()[0].name\n"
        "notebook = nbformat.read(copy, as_version=4)\n"
        "nbclient.NotebookClient(notebook, timeout=300, resources={'metadata': {'path': str(copy.parent)}}).execute()\n"
        "nbformat.write(notebook, copy)\n"
        "print(copy.name, sum(bool(cell.get('outputs')) for cell in notebook.cells))\n"
    )
    tools = checkout / "notebooks" / "tools"
    environment = {**os.environ, "INTERLEAVE_ENV": str(paths.ENV)}
    ran = subprocess.run([sys.executable, "-c", work], cwd=tools, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    name, outputs = ran.stdout.split()
    assert int(outputs) > 0
    export = [sys.executable, str(tools / "export.py"), "--mine", "--chapter", name.split("-")[0]]
    exported = subprocess.run(export, cwd=checkout, env=environment, capture_output=True, text=True)
    assert exported.returncode == 0, exported.stderr
    assert list((checkout / "site").rglob(f"{Path(name).stem}.html"))
    assert git("status", "--porcelain") == ""
