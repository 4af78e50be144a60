"""A folder of pages: their links to each other, their index, and its change from one state to the next in one step."""

import contextlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import file_lock
import jinja2
import paths
from bs4 import BeautifulSoup
from page import FILTERS, HERE

INDEX = "index.html"
#: The folder inside a site that holds the pages of the learner's own copies.
MINE = "my"


@contextlib.contextmanager
def replacing(site: Path) -> Iterator[Path]:
    """Gives a copy of the site to change, and puts it in the site's place when the block ends without an error.

    Until then the site is as it was; afterwards no copy is left, whatever happened. Waits while another process
    changes a site of this checkout, so that neither loses the other's pages.
    """
    with _alone():
        _restore(site)
        site.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
        fresh, former = folder / "fresh", folder / "former"
        try:
            if site.exists():
                shutil.copytree(site, fresh)
            else:
                fresh.mkdir()
            yield fresh
            if site.exists():
                site.rename(former)
            fresh.rename(site)
        finally:
            # A second interrupt can only leave the folder behind, and in it the former site for `restore`.
            if former.exists() and not site.exists():
                former.rename(site)
            shutil.rmtree(folder, ignore_errors=True)


def restore(site: Path) -> None:
    """Brings the former site back if a process that was changing it was killed between the two moves."""
    if not site.exists() and _former(site):
        with _alone():
            _restore(site)


def _restore(site: Path) -> None:
    found = _former(site)
    if found and not site.exists():
        newest = max(found, key=lambda former: former.parent.stat().st_mtime_ns)
        newest.rename(site)
        shutil.rmtree(newest.parent, ignore_errors=True)


def _former(site: Path) -> list[Path]:
    return [former for former in site.parent.glob(f".{site.name}-*/former") if former.is_dir()]


def _alone() -> contextlib.AbstractContextManager[None]:
    lock = paths.LIB / "target" / "site.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    return file_lock.held(lock, lambda: print("Another export is writing pages; waiting for it.", file=sys.stderr, flush=True))


def pages(folder: Path) -> list[Path]:
    """Returns the pages in the folder in reading order: chapters by number, then appendices, then all else."""
    names = (page for page in folder.glob("*.html") if page.name != INDEX)
    return sorted(names, key=lambda page: (not page.name[:2].isdigit(), page.name))


def arrange(folder: Path, title: str, lead: str, elsewhere: dict | None = None) -> None:
    """Writes the folder's index and sets the links of its pages to each other: where there is no page, no link.

    `elsewhere` (href, text) is one more link at the end of the index.
    """
    found = pages(folder)
    texts = {page.name: page.read_text(encoding="utf-8") for page in found}
    read = {name: _read(name, text) for name, text in texts.items()}
    names = {INDEX, *texts}
    for place, page in enumerate(found):
        before = read[found[place - 1].name] if place > 0 else None
        after = read[found[place + 1].name] if place + 1 < len(found) else None
        text = re.sub(
            r"<!--turn-->.*?<!--/turn-->",
            lambda _: f"<!--turn-->{_turn(before, after)}<!--/turn-->",
            texts[page.name],
            flags=re.S,
        )
        page.write_text(_link(text, names), encoding="utf-8")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "book"), autoescape=False)  # noqa: S701
    environment.filters.update(FILTERS)
    sections = json.dumps(
        [s for name in texts for s in read[name]["sections"]], ensure_ascii=False, separators=(",", ":")
    )
    index = environment.get_template("shelf.html.j2").render(
        title=title, lead=lead, chapters=[read[name] for name in texts], sections=sections.replace("<", "\\u003c"), elsewhere=elsewhere,
    )  # fmt: skip
    (folder / INDEX).write_text(index, encoding="utf-8")


def _link(text: str, names: set[str]) -> str:
    """Gives each link to another page (`data-page`) its address if the page exists, and takes it away if not."""

    def set_address(match: re.Match) -> str:
        tag = re.sub(r' href="[^"]*"', "", match[0])
        target = match[1]
        if unquote(target.partition("#")[0]) not in names:
            return tag
        return tag.replace(" data-page=", f' href="{target}" data-page=', 1)

    return re.sub(r'<a [^>]*?data-page="([^"]*)"[^>]*>', set_address, text)


def _turn(before: dict | None, after: dict | None) -> str:
    if not before and not after:
        return ""
    links = [
        f'<a class="{kind}" rel="{kind}" href="{escape(page["href"])}"><span>{word}</span> {escape(page["title"])}</a>'
        for kind, word, page in (("prev", "Before", before), ("next", "Next", after))
        if page
    ]
    return f'<nav class="turn" aria-label="Chapters">{"".join(links)}</nav>'


def _read(name: str, text: str) -> dict:
    """Returns what the index says of a page: number, title, promise, minutes, and its sections for the search."""
    soup = BeautifulSoup(text, "html.parser")
    article = soup.find("article") or soup
    for aside in article.select(".anchor-link, .permalink, script, style"):
        aside.decompose()
    href = quote(name)
    heading = article.find("h1")
    title = _text(heading) if heading else name.removesuffix(".html")
    opening = (heading and heading.find_parent("section")) or article
    minutes = re.search(r"(\d+)\s*min", opening.get_text(" "))
    promise = next((p for p in map(_text, opening.find_all("p")) if p and not re.search(r"\d+\s*min", p)), "")
    sections = [{"chapter": title, "heading": title, "href": href, "text": ""}]
    for element in article.find_all(re.compile(r"^(h[2-6]|p|li|pre|tr|caption|figcaption|summary)$")):
        if re.match(r"h[2-6]$", element.name) and element.get("id"):
            heading_text = _text(element)
            sections.append({"chapter": title, "heading": heading_text, "href": f"{href}#{element['id']}", "text": ""})
        elif not element.find_parent(["li", "pre", "tr"]):
            sections[-1]["text"] = f"{sections[-1]['text']} {_text(element)}".strip()
    number = re.match(r"(\d\d|[A-E])-", name)
    return {
        "href": href, "title": title, "number": number[1] if number else "", "promise": promise,
        "minutes": minutes[1] if minutes else "", "sections": sections,
    }  # fmt: skip


def _text(element) -> str:
    parts = element.find_all(["td", "th"]) if element.name == "tr" else [element]
    return " ".join(" ".join(part.get_text() for part in parts).split())
