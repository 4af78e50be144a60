"""A walk through the real JupyterLab: open a chapter, run all, see its table, export it from the menu both ways."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup

import jupyter_config
import paths
from conftest import SAMPLE, WATCH, Lab

_RUN = """async () => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await jupyterapp.commands.execute('notebook:run-all-cells');
}"""
# Run All may return before the last cell has: done is a kernel that stays idle with no cell waiting.
_DONE = """() => {
  const panel = jupyterapp.shell.currentWidget;
  const busy = panel.sessionContext.session?.kernel?.status !== 'idle'
    || panel.content.widgets.some(cell => cell.promptNode?.textContent?.includes('*'));
  window.idleSince = busy ? 0 : (window.idleSince || performance.now());
  return !busy && performance.now() - window.idleSince > 1500;
}"""
# From the model: a cell that is scrolled away is not in the document.
_CELLS = """() => jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code').map(cell => ({
  id: cell.model.id, count: cell.model.executionCount, tags: cell.model.getMetadata('tags') ?? [],
  outputs: cell.model.outputs.toJSON() }))"""


class Walk:
    """A browser in JupyterLab and every address that it asked for."""

    def __init__(self, page: Any, lab: Lab) -> None:
        self.page, self.lab, self.asked = page, lab, []
        page.context.on("request", lambda request: self.asked.append(request.url))

    def open(self, notebook: Path) -> None:
        shutil.copy(notebook, self.lab.folder / notebook.name)
        self.page.goto(f"{self.lab.address}/lab/tree/{notebook.name}?reset&token={self.lab.token}")
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length", timeout=90_000
        )

    def run_all(self) -> list[dict]:
        self.page.evaluate(_RUN)
        self.page.wait_for_function(_DONE, timeout=180_000, polling=200)
        return self.page.evaluate(_CELLS)

    def export(self, ticked: bool) -> str:
        """Drives File > Save and Export Notebook As > HTML and returns the page from the address that the menu opens."""
        page = self.page
        page.get_by_role("menuitem", name="File", exact=True).click()
        page.locator(".lm-Menu-item", has_text="Save and Export Notebook As").hover()
        page.locator(".lm-Menu-itemLabel", has_text=re.compile("^HTML$")).click()
        box = page.get_by_label("Sanitize HTML output")
        assert box.is_checked(), "ticked unless the reader changes it"
        box.set_checked(ticked)
        # The page comes in a window that is not ours, as a download: its address is what can be seen of it.
        with page.context.expect_event("request", lambda request: "/nbconvert/html/" in request.url) as request:
            page.get_by_role("dialog").get_by_role("button", name="Ok").click()
        address = request.value.url.removeprefix(self.lab.address)
        assert ("sanitize_html=true" in address) == ticked
        return self.lab.get(address)

    def left_loopback(self) -> list[str]:
        return [
            url
            for url in self.asked
            if not url.startswith((self.lab.address, "data:", "blob:", self.lab.address.replace("http", "ws")))
        ]


@pytest.fixture(scope="module")
def walk(lab: Lab, browser: Any) -> Any:
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    yield Walk(context.new_page(), lab)
    context.close()


# The sample holds every kind of output, chapter 00 one of each instrument; chapter 01 asks all of them for a minute.
FIRST, *REST = [chapter for chapter in paths.chapters() if chapter.name.startswith(("00-", "01-"))]
NOTEBOOKS = [SAMPLE, FIRST, *(pytest.param(chapter, marks=pytest.mark.slow) for chapter in REST)]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_run_all_then_export_from_the_menu(walk: Walk, notebook: Path, open_page, tmp_path: Path) -> None:
    walk.open(notebook)
    cells = walk.run_all()
    assert cells and [cell["count"] for cell in cells] == list(range(1, len(cells) + 1)), "failing cells included"
    for cell in cells:
        failed = [output for output in cell["outputs"] if output["output_type"] == "error"]
        assert bool(failed) == ("raises-exception" in cell["tags"]), (cell["id"], failed)
    assert walk.page.evaluate("document.querySelectorAll('.jp-OutputArea-output table').length") > 0

    for ticked in (True, False):
        html = walk.export(ticked)
        soup = BeautifulSoup(html, "html.parser")
        article = soup.find("article")
        assert not re.search(r"&lt;/?(h[1-6]|table|t[hdr]|img|figure|details|caption|pre)\b", _without_code(article))
        shown = nbformat.read(walk.lab.folder / notebook.name, as_version=4)
        html_outputs = [
            o.data["text/html"] for c in shown.cells for o in c.get("outputs", []) if "text/html" in o.get("data", {})
        ]
        expected = BeautifulSoup("".join(html_outputs), "html.parser")
        assert html_outputs and len(article.select(".outputs table")) == len(expected.find_all("table"))
        assert len(article.select(".output.html img")) == len(expected.find_all("img"))
        assert article.find("h1") and soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})

        file = tmp_path / "menu.html"
        file.write_text(html, encoding="utf-8")
        page, noted = open_page(file.as_uri())
        assert noted == [] and page.locator("article table:visible").count() > 0
    assert walk.left_loopback() == []


def _without_code(article: BeautifulSoup) -> str:
    """The page's text as HTML, without the cells' own code, which may well hold a tag."""
    copy = BeautifulSoup(str(article), "html.parser")
    for code in copy.select(".input, code"):
        code.decompose()
    return str(copy)


def test_menu_offers_only_what_works_here(lab: Lab) -> None:
    assert set(json.loads(lab.get("/api/nbconvert"))) == {"custom", "html", "markdown", "notebook", "python", "script"}


def test_lab_asks_the_outside_nothing(lab: Lab) -> None:
    assert json.loads(lab.get("/lab/api/news")) == {"news": []}
    assert json.loads(lab.get("/lab/api/update"))["notification"] is None
    lab.get("/lab/api/extensions?refresh=1&query=java&page=1&per_page=30")
    assert lab.watched()[0] == "watching", "or it could not be seen"
    assert lab.watched()[1:] == []


def test_watch_sees_names_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    watch = tmp_path / "outside.txt"
    work = """if True:
        import socket
        for ask in (lambda: socket.getaddrinfo("name.invalid", "443"), lambda: socket.getaddrinfo(b"bytes.invalid", 80),
                    lambda: socket.gethostbyname("old.invalid"), lambda: socket.getaddrinfo("localhost", 80),
                    lambda: socket.socket().connect(("127.0.0.1", 9)), lambda: socket.socket().connect_ex(("0.0.0.1", 9)),
                    lambda: socket.socket(socket.AF_UNIX).connect("/nowhere.sock")):
            try:
                ask()
            except OSError:
                pass
    """
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "INTERLEAVE_WATCH": str(watch)}
    subprocess.run([sys.executable, "-c", work], env=environment, check=True, timeout=60)
    assert watch.read_text().splitlines() == [
        "watching",
        "socket.getaddrinfo name.invalid",
        "socket.getaddrinfo bytes.invalid",
        "socket.gethostbyname old.invalid",
        "socket.connect 0.0.0.1",
    ]


def test_authors_tools_are_off(lab: Lab) -> None:
    (lab.folder / "notes.md").write_text("# Notes")
    assert json.loads(lab.get("/api/contents/notes.md"))["type"] == "file"
    config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', lab.get("/lab"), re.S)
    assert "jupyterlab-jupytext" in json.loads(config[1])["disabledExtensions"]


@pytest.mark.parametrize(
    "own", [b"c.ServerApp.port = 9999\n", b"# caf\xe9\r\nc.ServerApp.port = 9999"], ids=["plain", "Latin 1, no end of line"]
)
def test_somebodys_own_server_configuration_stays(tmp_path: Path, own: bytes) -> None:
    file = tmp_path / "etc" / "jupyter" / "jupyter_server_config.py"
    file.parent.mkdir(parents=True)
    file.write_bytes(own)
    jupyter_config.install(tmp_path)
    once = file.read_bytes()
    assert once.startswith(own) and once.endswith(b"\n" + jupyter_config.LOADER.encode())
    jupyter_config.install(tmp_path)
    assert file.read_bytes() == once and jupyter_config.is_current(tmp_path)
    # Another checkout's line is renewed, not joined; what was written below it stays.
    file.write_bytes(once.replace(str(paths.NOTEBOOKS).encode(), b"/other/notebooks") + b"c.ServerApp.port = 7777\n")
    assert not jupyter_config.is_current(tmp_path)
    jupyter_config.install(tmp_path)
    assert b"/other" not in file.read_bytes() and b"7777" in file.read_bytes() and own in file.read_bytes()
    assert file.read_bytes().count(b"load_subconfig") == 1
    assert jupyter_config.is_current(tmp_path)


def test_configuration_is_written_whole_and_keeps_what_others_set(tmp_path: Path) -> None:
    assert not jupyter_config.is_current(tmp_path)
    overrides = tmp_path / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    overrides.parent.mkdir(parents=True)
    overrides.write_text('{"@jupyterlab/apputils-extension:themes": {"theme": "JupyterLab Dark"}}')
    jupyter_config.install(tmp_path)
    assert jupyter_config.is_current(tmp_path)
    assert json.loads(overrides.read_text())["@jupyterlab/apputils-extension:themes"] == {"theme": "JupyterLab Dark"}
    assert not [file for file in tmp_path.rglob("*.new")]
    overrides.write_text("{")
    assert not jupyter_config.is_current(tmp_path)
    jupyter_config.install(tmp_path)
    assert jupyter_config.is_current(tmp_path)


def test_configuration_that_lab_has_laid_out_anew_is_still_ours(tmp_path: Path) -> None:
    jupyter_config.install(tmp_path)
    file = tmp_path / "etc" / "jupyter" / "labconfig" / "page_config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "lockedExtensions": {}}, indent=2))
    assert jupyter_config.is_current(tmp_path)
    file.write_text("{}")
    assert not jupyter_config.is_current(tmp_path)
