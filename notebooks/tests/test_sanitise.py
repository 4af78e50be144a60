"""The page that JupyterLab's menu gives while "Sanitize HTML output" is ticked."""

from __future__ import annotations

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from traitlets.config import Config

import page
from conftest import SAMPLE
from sanitise import clean_html


def _page(cells: list, sanitize: bool) -> str:
    config = Config()
    page.configure(config)
    notebook = nbformat.read(SAMPLE, as_version=4)
    notebook.cells = cells
    exporter = HTMLExporter(config=config)
    exporter.sanitize_html = sanitize
    return exporter.from_notebook_node(notebook, {"metadata": {"name": "sample", "path": ""}})[0]


def _shown(name: str, html: str) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("display_data", {"text/html": html})
    return nbformat.v4.new_code_cell("shown", id=name, outputs=[output])


CELLS = [
    nbformat.v4.new_markdown_cell(
        "# Title\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | $x^2$ |\n\n<details><summary>More</summary>less</details>",
        id="prose",
    ),
    _shown(
        "table",
        '<figure class="il-table"><table><caption>C</caption><thead><tr><th scope="col">n</th></tr></thead><tr><td>1</td></tr></table></figure>',
    ),
    _shown(
        "picture",
        '<img alt="curve" src="data:image/svg+xml;base64,PHN2Zy8+"><h4>small</h4><pre><span style="color:var(--x,#123456)">k</span></pre>',
    ),
    _shown("script", "<p id='live'>static</p><script>document.getElementById('live').textContent = 'alive'</script>"),
]


def test_sanitised_page_shows_all_but_scripts() -> None:
    ticked, unticked = _page(CELLS, True), _page(CELLS, False)
    for tag in ("h1", "h2", "h4", "table", "th", "caption", "img", "figure", "details", "summary", "svg", "pre"):
        assert f"&lt;{tag}" not in ticked
    count = {
        name: [len(BeautifulSoup(p, "html.parser").find("article").find_all(name)) for p in (ticked, unticked)]
        for name in ("table", "img", "math", "details", "h1", "h2", "h4")
    }
    assert all(one == other > 0 for one, other in count.values()), count
    assert "alive" not in ticked and "alive" in unticked
    assert "color:var(--x" in ticked


def test_sanitised_page_runs_its_own_script_only(tmp_path, open_page) -> None:
    file = tmp_path / "page.html"
    file.write_text(_page(CELLS, True), encoding="utf-8")
    shown, noted = open_page(file.as_uri())
    assert noted == [] and shown.locator("#live").inner_text() == "static"
    shown.get_by_role("button", name="Use dark colours").click()
    assert shown.evaluate("document.documentElement.dataset.theme") == "dark"
    shown.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'window.intruder = true'")
    assert shown.evaluate("window.intruder") is None
    file.write_text(_page(CELLS, False), encoding="utf-8")
    shown, noted = open_page(file.as_uri())
    assert noted == [] and shown.locator("#live").inner_text() == "alive"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src='https://example.org/track.png'>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
        "<iframe src='https://example.org'></iframe>",
        "<form action='https://example.org'><input name=a></form>",
        "<style>body { display: none }</style>",
        "<div style='position:fixed;inset:0;background:url(https://example.org)'>over all</div>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
        "<details ontoggle=alert(1) open>a</details>",
        "<base href='https://example.org/'><meta http-equiv=refresh content='0;url=https://example.org'>",
    ],
)
def test_what_could_act_is_removed(attack: str) -> None:
    cleaned = clean_html(attack)
    for trace in ("alert", "example.org", "<script", "<style", "<iframe", "<form", "javascript:", "position"):
        assert trace not in cleaned, cleaned


def test_a_formula_cannot_carry_markup() -> None:
    drawn = page.mathml(r"\text{<img src=x onerror=alert(1)>} \href{javascript:alert(1)}{x} a<b")
    assert "<img" not in drawn and "javascript" not in drawn and "&lt;img" in drawn
    assert "<mo>&lt;</mo>" in drawn


def test_a_price_and_code_are_no_formulas() -> None:
    for text in ("between $5 and $6", "a $ b$ c", "`$x$` and `$y$`", "\\$x\\$", "```\n$x$\n```"):
        assert "il-tex" not in page.markdown(text), text
    for text in ("$x$", "for $n$ and $m$.", "($p$)", "$$x$$", "$a_1 + b$"):
        assert "il-tex" in page.markdown(text), text
