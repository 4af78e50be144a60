"""Charts as readers meet them: live and as pictures, in the page, on paper, sanitised, and in JupyterLab.

The picture is compared with what plotly draws of the same JSON: the labels of the axes, and the ink inside the plot on
a coarse grid.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from traitlets.config import Config

import page as exporter
import paths
import run_notebook
import vendor
from conftest import Lab

CHARTS = paths.NOTEBOOKS / "tests" / "data" / "charts.ipynb"
#: Figures as the library gives them to plotly: what chapters draw, and jsplot's kinds with axes.
FIGURES = paths.NOTEBOOKS / "tests" / "data" / "figures.json"
#: The mean difference of a grid's colours, of 255. What differs by right is fonts, the ends of lines and rounding.
TOLERANCE = 3.0
ALL_LIVE = "() => [...document.querySelectorAll('.il-chart')].every(chart => chart.dataset.live)"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[nbformat.NotebookNode, Path]:
    """The notebook with charts after a run, and a folder with the pictures of all figures that the library's tests keep."""
    pictures = tmp_path_factory.mktemp("pictures")
    notebook = run_notebook.read(CHARTS)
    source = (
        "var mapper = new com.fasterxml.jackson.databind.ObjectMapper();\n"
        f"for (var figure : mapper.readTree(Path.of({json.dumps(str(FIGURES))}).toFile()).properties()) {{\n"
        f"    Files.writeString(Path.of({json.dumps(str(pictures))}, figure.getKey() + \".svg\"),\n"
        "        interleave.lab.plot.Svg.of(figure.getValue()));\n}"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(source, id="pictures"))
    run_notebook.run(notebook, timeout=120)
    del notebook.cells[-1]
    return notebook, pictures


def _page(ran: tuple[nbformat.NotebookNode, Path], folder: Path, sanitize: bool = False) -> Path:
    config = Config()
    exporter.configure(config)
    html = HTMLExporter(config=config, sanitize_html=sanitize).from_notebook_node(
        ran[0], {"metadata": {"name": "charts", "path": ""}}
    )[0]
    file = folder / "charts.html"
    file.write_text(html, encoding="utf-8")
    return file


def _show_all(page: Any) -> None:
    """Scrolls through the page, since a chart is drawn when it comes near the window, until all are live."""
    count = page.locator(".il-chart").count()
    for i in range(count):
        page.locator(".il-chart").nth(i).scroll_into_view_if_needed()
        page.wait_for_function("i => document.querySelectorAll('.il-chart')[i].dataset.live", arg=i, timeout=30_000)
    page.wait_for_function(ALL_LIVE, timeout=30_000)


def test_a_cell_sends_every_form_and_the_notebook_plotly_once(ran: tuple) -> None:
    outputs = [output for cell in ran[0].cells for output in cell.get("outputs", [])]
    assert len(outputs) == 3
    for output in outputs:
        assert set(output.data) == {"text/html", "text/plain", "application/vnd.plotly.v1+json"}
        assert set(output.data["application/vnd.plotly.v1+json"]) == {"data", "layout", "config"}
    carrying = [output.data["text/html"].count('class="il-plotly"') for output in outputs]
    assert carrying == [1, 0, 0]
    assert "A virtual thread starts thirty times" in outputs[0].data["text/plain"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_draws_its_charts_in_its_colours(ran: tuple, tmp_path: Path, open_page: Callable, scheme: str) -> None:
    file = _page(ran, tmp_path)
    assert len(BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").select("script.il-plotly")) == 1
    page, noted = open_page(file.as_uri(), color_scheme=scheme)
    _show_all(page)
    assert page.locator(".il-chart > img:visible").count() == 0
    assert page.locator(".il-chart .il-live svg.main-svg:visible").count() >= 3

    def ink() -> int:
        return page.evaluate("+getComputedStyle(document.querySelector('.il-live .gtitle')).fill.match(/\\d+/)[0]")

    assert (ink() > 128) == (scheme == "dark")
    other = "light" if scheme == "dark" else "dark"
    page.get_by_role("button", name=f"Use {other} colours").click()
    page.wait_for_function(
        "dark => (+getComputedStyle(document.querySelector('.il-live .gtitle')).fill.match(/\\d+/)[0] > 128) === dark",
        arg=other == "dark",
    )
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]] == []
    assert noted == []


def test_page_fits_a_phone_and_a_window_that_changes(ran: tuple, tmp_path: Path, open_page: Callable) -> None:
    page, noted = open_page(_page(ran, tmp_path).as_uri(), viewport={"width": 390, "height": 844})
    _show_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # No word of a title is cut off at the edge of its chart.
    assert page.evaluate("""[...document.querySelectorAll('.il-live')].every(live => {
      const edge = live.getBoundingClientRect().right + 1;
      return [...live.querySelectorAll('text')].every(text => text.getBoundingClientRect().right <= edge); })""")
    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_function("() => document.querySelector('.il-live .main-svg').getBoundingClientRect().width > 500")
    assert noted == []


def test_paper_and_pages_without_scripts_show_the_pictures(ran: tuple, tmp_path: Path, open_page: Callable) -> None:
    file = _page(ran, tmp_path)
    page, noted = open_page(file.as_uri())
    _show_all(page)
    page.emulate_media(media="print")
    assert page.locator(".il-chart > img:visible").count() == 3 and page.locator(".il-live:visible").count() == 0
    assert noted == []
    bare, _ = open_page(file.as_uri(), java_script_enabled=False)
    assert bare.locator(".il-chart > img:visible").count() == 3


def test_sanitised_page_keeps_picture_words_and_numbers(ran: tuple, tmp_path: Path, open_page: Callable) -> None:
    file = _page(ran, tmp_path, sanitize=True)
    page, noted = open_page(file.as_uri())
    assert page.locator(".il-chart > img:visible").count() == 3 and page.locator("script.il-plotly").count() == 0
    assert page.evaluate("[...document.querySelectorAll('.il-chart img')].every(i => i.complete && i.naturalWidth > 300)")
    assert page.locator(".il-chart > img").first.get_attribute("alt").startswith("A virtual thread starts")
    page.locator(".il-chart summary").first.click()
    assert page.get_by_role("cell", name="58.00").is_visible()
    assert noted == []


_COMPARE = """async ({figure, picture}) => {
  const live = document.body.appendChild(document.createElement("div"));
  const layout = {...structuredClone(figure.layout), width: 700, height: figure.layout.height ?? 420};
  await Plotly.newPlot(live, structuredClone(figure.data), layout, {staticPlot: true});
  const still = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  const texts = (root, selector) => [...root.querySelectorAll(selector)].map(text => text.textContent.replace(/\\s+/g, ""));
  const size = live._fullLayout._size;
  const clip = still.querySelector("clipPath rect");
  const number = name => +(clip.getAttribute(name) ?? 0);
  const ink = (svg, x, y, width, height) => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
      [canvas.width, canvas.height] = [480, 320];
      pen.fillStyle = "#fff"; pen.fillRect(0, 0, 480, 320);
      pen.drawImage(image, x, y, width, height, 0, 0, 480, 320);
      const pixels = pen.getImageData(0, 0, 480, 320).data, grid = new Float64Array(48 * 32 * 3);
      for (let row = 0; row < 320; row++) for (let column = 0; column < 480; column++) for (let c = 0; c < 3; c++)
        grid[((row / 10 | 0) * 48 + (column / 10 | 0)) * 3 + c] += pixels[(row * 480 + column) * 4 + c] / 100;
      done(grid);
    };
    image.onerror = () => failed(new Error("no picture"));
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  });
  const drawn = await Plotly.toImage(live, {format: "svg", width: layout.width, height: layout.height, imageDataOnly: true});
  const one = await ink(drawn.startsWith("<") ? drawn : decodeURIComponent(drawn), size.l, size.t, size.w, size.h);
  const other = await ink(picture, number("x"), number("y"), number("width"), number("height"));
  const labels = letter => [texts(live, `.${letter}tick text`), texts(still, `.axis.${letter} > text`)];
  const result = {
    invalid: Plotly.validate(figure.data, figure.layout)?.map(each => each.msg) ?? [],
    x: labels("x"), y: labels("y"),
    difference: one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / one.length,
  };
  live.remove();
  return result;
}"""


@pytest.fixture
def compare(browser: Any) -> Callable[[dict, str], dict]:
    """Says how a picture differs from what plotly draws of a figure."""
    context = browser.new_context(viewport={"width": 800, "height": 700}, offline=True)
    page = context.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=(vendor.FOLDER / "plotly-cartesian.min.js").read_text(encoding="utf-8"))
    yield lambda figure, picture: page.evaluate(_COMPARE, {"figure": figure, "picture": picture})
    context.close()


def test_pictures_show_what_plotly_draws(ran: tuple, compare: Callable) -> None:
    wrong = []
    for name, figure in json.loads(FIGURES.read_text(encoding="utf-8")).items():
        seen = compare(figure, (ran[1] / f"{name}.svg").read_text(encoding="utf-8"))
        for letter in ("x", "y"):
            live, still = seen[letter]
            # The title of the axis follows its labels, and a reversed axis may be written from either end.
            if sorted(live) != sorted(still[: len(live)]):
                wrong.append(f"{name} {letter}: {live} but {still}")
        if seen["difference"] > TOLERANCE:
            wrong.append(f"{name}: the ink differs by {seen['difference']:.1f}")
        # A shared axis without labels has no use for what says how to write them.
        wrong += [f"{name}: {words}" for words in seen["invalid"] if "did not get coerced" not in words]
    assert wrong == []


def test_a_wrong_picture_is_caught(ran: tuple, compare: Callable) -> None:
    figure = json.loads(FIGURES.read_text(encoding="utf-8"))["figure-bar-grouped"]
    picture = (ran[1] / "figure-bar-grouped.svg").read_text(encoding="utf-8")
    right = compare(figure, picture)["difference"]
    for trace in figure["data"]:
        for letter in ("x", "y"):
            if all(isinstance(value, (int, float)) for value in trace[letter]):
                trace[letter] = [value * (0.6 if i % 2 else 1) for i, value in enumerate(trace[letter])]
    assert compare(figure, picture)["difference"] > max(TOLERANCE, 2 * right)


def test_lab_shows_charts_live_after_reload_and_untrusted(ran: tuple, lab: Lab, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1360, "height": 2400})
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def open_notebook(name: str) -> None:
        page.goto(f"{lab.address}/lab/tree/{name}?reset&token={lab.token}")
        page.wait_for_function("() => document.querySelectorAll('.il-chart').length === 3", timeout=90_000)

    # Outputs that another person's run left are not trusted: the pictures stay, and no script has run.
    nbformat.write(ran[0], lab.folder / "untrusted.ipynb")
    open_notebook("untrusted.ipynb")
    assert page.locator(".il-chart > img:visible").count() == 3 and page.evaluate("window.Plotly") is None
    assert page.evaluate("[...document.querySelectorAll('.il-chart img')].every(i => i.naturalWidth > 300)")

    shutil.copy(CHARTS, lab.folder / "charts.ipynb")
    page.goto(f"{lab.address}/lab/tree/charts.ipynb?reset&token={lab.token}")
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.content?.widgets?.length", timeout=90_000)
    page.evaluate("""async () => { const p = jupyterapp.shell.currentWidget; await p.context.ready;
      await p.sessionContext.ready; await jupyterapp.commands.execute('notebook:run-all-cells'); }""")
    page.wait_for_function("() => document.querySelectorAll('.il-chart[data-live]').length === 3", timeout=120_000)
    assert page.locator(".il-chart > img:visible").count() == 0
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    saved = nbformat.read(lab.folder / "charts.ipynb", as_version=4)
    assert sum("il-plotly" in str(cell.get("outputs")) for cell in saved.cells) == 1
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('.il-chart[data-live]').length === 3", timeout=90_000)
    # In the dark theme the words of a chart are light.
    page.evaluate("() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.wait_for_function(
        "() => +getComputedStyle(document.querySelector('.il-live .gtitle')).fill.match(/\\d+/)[0] > 128", timeout=30_000
    )
    page.evaluate("() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
    assert errors == []
    context.close()
