"""The exported pages in a browser without a network: nothing asked, nothing complained of, readable by everybody."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from page import render


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_ask_nothing_and_are_accessible(pages: list[Path], open_page: Callable, scheme: str) -> None:
    for file in pages:
        page, noted = open_page(file.as_uri(), color_scheme=scheme)
        # Open, a fold shows all that it shows closed and more.
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert _violations(page) == [], file.name
        assert noted == [], file.name


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """A server that stands for the world outside of a page: its address, and what it was asked for."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *words: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


def test_no_output_fetches_or_leads_away(tmp_path: Path, outside: tuple[str, list[str]], open_page: Callable) -> None:
    there, asked = outside
    html = f"""<p>before</p><meta http-equiv=refresh content="0;url={there}refresh"><base href="{there}">
    <link rel=dns-prefetch href="{there}"><link rel=stylesheet href="{there}style"><link rel=prerender href="{there}pre">
    <iframe src="{there}frame"></iframe><object data="{there}object"></object><embed src="{there}embed">
    <!--><meta http-equiv=refresh content="0;url={there}comment">-->
    <form action="{there}form"><input name=a><button formaction="{there}button">send</button></form>
    <img src="{there}image" alt="image"><video src="{there}video"></video><style>@import "{there}import";</style>
    <svg><image href="{there}svg"/></svg><script>fetch("{there}fetch").catch(() => 0)</script><p>after</p>"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# Title\n\n{html}")])
    shown = nbformat.v4.new_output("display_data", {"text/html": html})
    notebook.cells.append(nbformat.v4.new_code_cell("x", id="shows", outputs=[shown]))
    file = tmp_path / "page.html"
    file.write_text(render(notebook, "page", tmp_path), encoding="utf-8")
    # With a network: the page has to keep to itself.
    page, _ = open_page(file.as_uri(), offline=False)
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert asked == [] and page.url == file.as_uri()
    assert page.locator("main :is(meta, base, link, object, embed, iframe, [action], [formaction])").count() == 0
    assert page.get_by_text("before", exact=True).count() == page.get_by_text("after", exact=True).count() == 2


def test_pages_fit_a_phone(pages: list[Path], open_page: Callable) -> None:
    for file in pages:
        page, noted = open_page(file.as_uri(), viewport={"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        # The narrow layout is the same for all pages; its colours and words are those of the wide one.
        if file.stem in ("sample", "index"):
            assert _violations(page) == [], file.name
        assert noted == [], file.name


def test_wide_window_shows_long_lines_of_code_and_short_lines_of_prose(tmp_path: Path, open_page: Callable) -> None:
    line = "x" * 110
    listing = nbformat.v4.new_output("display_data", {"text/html": f"<figure class=il-source><pre>{line}</pre></figure>"})
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Title\n\n" + "word " * 100),
            nbformat.v4.new_code_cell(line, id="long", outputs=[listing]),
        ]
    )
    file = tmp_path / "page.html"
    file.write_text(render(notebook, "page", tmp_path), encoding="utf-8")
    # A scroll bar takes up to 15 pixels of 1280.
    page, _ = open_page(file.as_uri(), viewport={"width": 1265, "height": 900})
    widths = page.evaluate("[...document.querySelectorAll('.cell pre')].map(e => [e.scrollWidth, e.clientWidth])")
    assert len(widths) == 2 and all(needed <= there for needed, there in widths), widths
    assert page.evaluate("document.documentElement.scrollWidth") <= 1265
    assert page.evaluate("document.querySelector('.prose p').clientWidth") <= 41 * 16


@pytest.mark.parametrize(("system", "other"), [("dark", "light"), ("light", "dark")])
def test_scheme_is_the_systems_until_chosen_and_then_remembered(
    site: Path, open_page: Callable, system: str, other: str
) -> None:
    page, _ = open_page((site / "my" / "sample.html").as_uri(), color_scheme=system)

    def paper() -> str:
        red = (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            .removeprefix("rgb(")
            .split(",")[0]
        )
        return "light" if int(red) > 128 else "dark"

    assert paper() == system
    page.get_by_role("button", name=f"Use {other} colours").click()
    assert paper() == other
    page.reload()
    assert paper() == other
    page.get_by_role("button", name=f"Use {system} colours").click()
    assert paper() == system
    page.emulate_media(media="print")
    assert paper() == "light", "paper is white whatever was chosen"


def test_every_area_that_scrolls_can_be_reached_and_has_a_name(site: Path, open_page: Callable) -> None:
    page, _ = open_page((site / "my" / "sample.html").as_uri(), viewport={"width": 390, "height": 844})
    areas = page.evaluate(
        """[...document.querySelectorAll('article *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&
        ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).map(e => {
          const stop = e.closest('[tabindex]'); return [e.tagName, stop?.tabIndex, stop?.getAttribute('aria-label')]; })"""
    )
    assert len(areas) >= 3
    assert all(stop == 0 and name for _, stop, name in areas), areas


def test_pages_are_whole_without_scripts(site: Path, open_page: Callable) -> None:
    page, noted = open_page((site / "my" / "sample.html").as_uri(), java_script_enabled=False)
    assert page.locator("article table:visible").count() == 2
    assert page.locator("article math:visible").count() == 3
    assert page.locator("nav.contents a:visible").count() == 5
    assert page.locator("button:visible").count() == 0, "a button that would do nothing"
    page.goto((site / "my" / "index.html").as_uri())
    assert page.locator(".chapters a:visible").count() == 1
    assert page.locator("input:visible").count() == 0
    assert noted == [(site / "my" / "index.html").as_uri()]


def test_index_searches(site: Path, open_page: Callable) -> None:
    page, noted = open_page((site / "my" / "index.html").as_uri())
    search = page.get_by_role("searchbox", name="Search the chapters")
    search.fill("barbara GRACE")
    assert page.get_by_role("status").inner_text() == "1 section"
    assert page.locator(".found mark").count() >= 2
    assert not page.locator(".chapters").is_visible()
    assert _violations(page) == []
    search.fill("<img src=x onerror=alert(1)> nowhere")
    assert page.get_by_role("status").inner_text() == "Nothing found."
    search.fill("hello")
    page.locator(".found a").first.click()
    assert page.url == (site / "my" / "sample.html").as_uri() + "#Text"
    assert [note for note in noted if "sample.html" not in note] == []


def test_contents_and_cells_can_be_linked_to(site: Path, open_page: Callable) -> None:
    page, _ = open_page((site / "my" / "sample.html").as_uri())
    page.locator("nav.contents a", has_text="Errors").click()
    assert page.url.endswith("#Errors")
    page.goto((site / "my" / "sample.html").as_uri() + "#cell-id=table")
    assert page.locator(":target table caption").inner_text() == "Lines by severity"


def test_print_hides_what_paper_cannot_use(site: Path, open_page: Callable) -> None:
    page, _ = open_page((site / "my" / "sample.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator("header.bar, nav.contents, .permalink").filter(visible=True).count()
    assert page.evaluate(
        "[...document.querySelectorAll('pre')].every(e => getComputedStyle(e).whiteSpace === 'pre-wrap')"
    )
