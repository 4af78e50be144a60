"""What the tests of the notebook side share: one export of every chapter, one browser, one JupyterLab."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import paths

sys.path.insert(0, str(paths.NOTEBOOKS / "export"))
#: As `make test` has it, for whoever calls pytest alone.
os.environ.setdefault("INTERLEAVE_BUDGET", "quick")
#: Results and guesses of the tests' kernels, whatever the kernelspec or the caller's environment says.
KEPT = Path(tempfile.mkdtemp(prefix="interleave-kept-"))
os.environ[paths.MY_VARIABLE] = str(KEPT)

#: A notebook that shows every kind of output that a page can hold.
SAMPLE = paths.NOTEBOOKS / "tests" / "data" / "sample.ipynb"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def learners_own_work_is_left_alone() -> Iterator[None]:
    """Fails the run if a test has kept something with the learner's own results and guesses."""
    before = kept_files(paths.MY)
    yield
    shutil.rmtree(KEPT, ignore_errors=True)
    assert kept_files(paths.MY) == before, "a test wrote into notebooks/my"


def kept_files(folder: Path) -> list[Path]:
    """Returns the results and guesses in a learner's folder."""
    return sorted([*folder.glob("results/*/*"), *folder.glob("guesses/*/*")])


def export(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the export as `make html` does."""
    program = [sys.executable, str(paths.NOTEBOOKS / "tools" / "export.py"), *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, timeout=600, **options)


@pytest.fixture(scope="session")
def person(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user whose names and places are no word of any page."""
    home = tmp_path_factory.mktemp("zelda-home")
    (home / "zelda-temporary").mkdir()
    names = dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "zelda") | dict.fromkeys(("HOSTNAME", "HOST"), "hyrule")
    return {**names, "HOME": str(home), "USERPROFILE": str(home), "TMPDIR": str(home / "zelda-temporary")}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, person: dict[str, str]) -> Path:
    """The site with every chapter, and the sample among the learner's own pages; exported by that person.

    Two at a time: a chapter waits more than it computes. Exports to one site queue for the moment in which they change it.
    """
    folder = tmp_path_factory.mktemp("export") / "site"
    wishes = [[SAMPLE], *(["--chapter", chapter.name.partition("-")[0]] for chapter in paths.chapters())]

    def exported(wish: list) -> subprocess.CompletedProcess[str]:
        return export("--site", folder, "--timeout", 120, *wish, env={**os.environ, **person})

    with ThreadPoolExecutor(2) as two:
        # The later chapters are the longer ones.
        for done in two.map(exported, reversed(wishes)):
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    """Every page of the site, the indexes included."""
    return sorted(site.rglob("*.html"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        if not program and Path(playwright.chromium.executable_path).exists():
            program = playwright.chromium.executable_path
        if not program:
            pytest.fail(
                "These tests look at the pages in Chromium, and there is none. Install one (Debian: apt install chromium; "
                f"anywhere: {paths.env_program('playwright')} install chromium) or name it: CHROMIUM=/path make test",
                pytrace=False,
            )
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., tuple[Any, list[str]]]]:
    """Opens an address in a context of its own; returns the page and what went wrong or out, as it comes."""
    contexts = []

    def open_page(address: str, **options: Any) -> tuple[Any, list[str]]:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "offline": True, **options})
        contexts.append(context)
        page, noted = context.new_page(), []
        page.on("request", lambda request: request.url.startswith(("data:", address)) or noted.append(request.url))
        page.on("console", lambda message: noted.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: noted.append(f"error: {error}"))
        page.goto(address)
        return page, noted

    yield open_page
    for context in contexts:
        context.close()


#: An audit hook that sees every name that a Python looks up and every address that it connects to. Its first line says
#: that it is there.
WATCH = """
import os, sys
def _note(words):
    with open(os.environ["INTERLEAVE_WATCH"], "a") as log:
        log.write(words + "\\n")
def _watch(event, arguments):
    if event == "socket.connect":
        if not isinstance(arguments[1], tuple):
            return  # a socket in the file system
        host = arguments[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1"):
        _note(f"{event} {host}")
if not os.path.exists(os.environ["INTERLEAVE_WATCH"]):
    _note("watching")
sys.addaudithook(_watch)
"""


class Lab:
    """A running JupyterLab: its folder of notebooks, its address and what its server asked for."""

    def __init__(self, folder: Path, address: str, token: str, watch: Path) -> None:
        self.folder, self.address, self.token, self._watch = folder, address, token, watch

    def get(self, path: str) -> str:
        request = urllib.request.Request(self.address + path, headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    def watched(self) -> list[str]:
        """Returns the lines of `WATCH`."""
        return self._watch.read_text().splitlines() if self._watch.exists() else [""]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a free loopback port, with the environment's configuration and nothing of the user's own."""
    home = tmp_path_factory.mktemp("lab")
    folder, hook, watch, log = home / "notebooks", home / "hook", home / "outside.txt", home / "server.log"
    folder.mkdir()
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = os.urandom(16).hex()
    environment = {
        **os.environ, "PYTHONPATH": str(hook), "INTERLEAVE_WATCH": str(watch), "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }  # fmt: skip
    command = [
        paths.env_program("jupyter-lab"), "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}", "--expose-app-in-browser",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("w") as words:
        server = subprocess.Popen(command, env=environment, stdout=words, stderr=words)
    lab = Lab(folder, f"http://127.0.0.1:{port}", token, watch)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                json.loads(lab.get("/api/status"))
                break
            except (urllib.error.URLError, ConnectionError):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}", pytrace=False)
                time.sleep(0.1)
        yield lab
    finally:
        server.terminate()
        server.wait(timeout=30)
