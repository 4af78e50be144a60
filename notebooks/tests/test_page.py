"""The exported pages in a browser without a network: nothing asked, nothing complained of, readable by everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_ask_nothing_and_are_accessible(pages: list[Path], open_page: Callable, scheme: str) -> None:
    for file in pages:
        page, noted = open_page(file.as_uri(), color_scheme=scheme)
        assert _violations(page) == [], file.name
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert _violations(page) == [], f"{file.name}, all folds open"
        assert noted == [], file.name


def test_pages_fit_a_phone(pages: list[Path], open_page: Callable) -> None:
    for file in pages:
        page, noted = open_page(file.as_uri(), viewport={"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        assert _violations(page) == [], file.name
        assert noted == [], file.name


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
