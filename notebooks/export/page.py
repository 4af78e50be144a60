"""One notebook, one page: the exporter that `make html` and JupyterLab's own export menu share.

`configure` sets nbconvert's `HTMLExporter` to the template in `book/` and to the filters below. Whoever converts gets
a page that needs no request: formulas are MathML, pictures are data, style and script are inside. Links to other
chapters are left unset (`data-page`), since only the folder that the page will lie in tells whether they lead
anywhere; `shelf.py` sets them.
"""

import base64
import hashlib
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from jinja2 import pass_context
from latex2mathml.converter import convert_to_element
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath, MathInlineParser
from nbformat import NotebookNode
from sanitise import clean_html
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
#: What fetches or leads away without being clicked. A policy stops most of it, but no refresh and no name look-up.
LOADING = ("meta", "base", "link", "object", "embed", "applet", "iframe", "frame", "frameset")


def configure(config) -> None:
    """Makes nbconvert's HTML exporter produce our page; `config` is a traitlets configuration."""
    exporter = config.HTMLExporter
    exporter.extra_template_basedirs = [str(HERE)]
    exporter.template_name = "book"
    exporter.filters = FILTERS
    # HTML first: our values send a table as HTML and as text. Scripts of their own and widgets are not shown.
    exporter.WidgetsDataTypeFilter.display_data_priority = [
        "text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain",
    ]  # fmt: skip


class _Renderer(IPythonRenderer):
    """Markdown as nbconvert reads it, with formulas marked for `finish`: MathML would not survive a sanitiser."""

    def inline_math(self, body: str) -> str:
        return f'<span class="il-tex">{escape(body)}</span>'

    def block_math(self, body: str) -> str:
        return f'<span class="il-tex il-block">{escape(body)}</span>'

    def inline_html(self, html: str) -> str:
        # The base class parses each tag by itself to find pictures, and so closes every element before its text.
        return super().inline_html(html) if html.startswith("<img") else html


class _Inline(MathInlineParser):
    """A dollar opens a formula only before a character and closes it only after one, so prices and code stay text."""

    SPECIFICATION = {
        **MathInlineParser.SPECIFICATION,
        "inline_math_tex": r"(?<![$\\])\$(?!\s)(?P<math_inline_tex>[^$`]+?)(?<![\s\\])\$(?![\d$])",
    }


def markdown(source: str, folder: Path | str = "", attachments: dict | None = None) -> str:
    """Renders Markdown; pictures in the folder and attachments are taken into the result, formulas stay marked."""
    renderer = _Renderer(escape=False, embed_images=True, path=str(folder), attachments=attachments or {})
    return MarkdownWithMath(renderer=renderer, inline=_Inline(hard_wrap=False)).render(source)


@pass_context
def markdown2html(context, source: str) -> str:
    """The filter of that name, for a template that stands at a cell."""
    metadata = context.get("resources", {}).get("metadata", {})
    return markdown(source, metadata.get("path", ""), context.get("cell", {}).get("attachments"))


def mathml(tex: str, display: str = "inline") -> str:
    """Returns the formula as MathML that holds nothing but elements, text and harmless attributes.

    The converter leaves markup in a formula's text as it is, so the tree is written out afresh. A formula that it
    cannot read comes back as its source in a `code` element.
    """
    try:
        root = convert_to_element(tex, display=display)
    except Exception:  # the converter has a dozen exceptions of its own, without a common type
        return f'<code class="il-tex-source">{escape(tex)}</code>'
    for element in root.iter():
        element.text = element.text and unescape(element.text)
        for name in set(element.attrib) - {
            "xmlns",
            "display",
            "stretchy",
            "mathvariant",
            "fence",
            "form",
            "columnalign",
        }:
            del element.attrib[name]
    return ElementTree.tostring(root, encoding="unicode")


def finish(content: str) -> dict:
    """Completes the rendered cells of one page; returns `html`, `contents` (level, id, text), `title` and `plotly`.

    Leaves one plotly for all charts in `plotly`, nothing if there is none. Removes what would load something, draws formulas, gives wide tables a scroll area of their own, makes heading ids unique, marks links to other
    notebooks, and replaces pictures that the page does not hold by a link to them.
    """
    soup = BeautifulSoup(content, "html.parser")
    plotly = _plotly(soup)
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()  # a browser may end a comment earlier than this parser does
    for element in soup.find_all(LOADING):
        element.unwrap()  # a void element may hold what follows it here
    for form in soup.find_all(True, {"action": True}) + soup.find_all(True, {"formaction": True}):
        del form["action"], form["formaction"]
    for span in soup.select("span.il-tex"):
        display = "block" if "il-block" in span["class"] else "inline"
        span.replace_with(BeautifulSoup(mathml(span.get_text(), display), "html.parser"))
    for table in soup.find_all("table"):
        if not table.find_parent(class_="il-scroll"):
            _scrolling(soup, table)
    for region in soup.select(".output [role=region]"):
        region["role"] = "group"  # landmarks are the page's own, and two tables may have the same name
    for pre in soup.find_all("pre"):
        _reachable(pre)
    for image in soup.find_all("img"):
        if not str(image.get("src", "")).startswith("data:"):
            _unreachable(soup, image)
    for link in soup.find_all("a", href=True):
        page = re.fullmatch(r"(?:\./)?([^/:?#]+)\.ipynb(#.*)?", link["href"])
        if page:
            link["data-page"] = page[1] + ".html" + (page[2] or "")
            del link["href"]
        elif not re.match(r"(#|https?:|mailto:)", link["href"]):
            del link["href"]  # a file of the checkout: the page travels without it
    contents = _headings(soup)
    first = soup.find("h1")
    title = _heading_text(first) if first else None
    return {"html": str(soup), "contents": contents, "title": title, "plotly": plotly}


def _plotly(soup: BeautifulSoup) -> str:
    """Takes every script that brings plotly out of the outputs and returns one of them if a chart is on the page.

    A notebook may hold several, each from another session of its kernel, or one whose charts are gone.
    """
    scripts = [script.extract() for script in soup.select("script.il-plotly")]
    return str(scripts[-1]) if scripts and soup.select_one(".il-chart") else ""


def _scrolling(soup: BeautifulSoup, table: Tag) -> None:
    caption = table.find("caption")
    label = caption.get_text(" ", strip=True) if caption else "Table"
    table.wrap(soup.new_tag("div", attrs={"class": "il-scroll", "role": "group", "tabindex": "0", "aria-label": label}))


def _reachable(pre: Tag) -> None:
    """Lets the keyboard scroll code and output that are wider than the page, and names them for a screen reader."""
    if pre.find_parent(attrs={"tabindex": True}) or pre.get("tabindex"):
        return
    cell, figure = pre.find_parent(class_="cell"), pre.find_parent("figure")
    caption = figure and figure.find("figcaption")
    kind = "Code" if pre.find_parent(class_="input") else "Output" if cell else "Code"
    pre["tabindex"], pre["role"] = "0", "group"
    pre["aria-label"] = (
        caption.get_text(" ", strip=True)
        if caption
        else f"{kind} of cell {cell['data-cell']}"
        if cell and cell.get("data-cell")
        else kind
    )


def _unreachable(soup: BeautifulSoup, image: Tag) -> None:
    source, alt = str(image.get("src", "")), image.get("alt") or "picture"
    missing = soup.new_tag("span", attrs={"class": "il-missing"})
    if re.match(r"https?:", source):
        link = soup.new_tag("a", href=source)
        link.string = alt
        missing.append(link)
    else:
        missing.string = f"{alt} (the picture {source} was not found)"
    image.replace_with(missing)


def _headings(soup: BeautifulSoup) -> list[dict]:
    taken: set[str] = set()
    contents = []
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        if heading.find_parent(class_="output"):
            continue
        text = _heading_text(heading)
        name = wanted = heading.get("id") or quote(text.replace(" ", "-"))
        count = 1
        while name in taken:
            count += 1
            name = f"{wanted}-{count}"
        taken.add(name)
        heading["id"] = name
        anchor = heading.find("a", class_="anchor-link")
        if anchor:
            anchor["href"] = "#" + name
            anchor["aria-label"] = f"Link to “{text}”"
            anchor.string = "#"
        if heading.name in ("h2", "h3"):
            contents.append({"level": int(heading.name[1]), "id": name, "text": text})
    return contents


def _heading_text(heading: Tag) -> str:
    return " ".join("".join(s for s in heading.strings if not s.find_parent(class_="anchor-link")).split())


def plain(text: str) -> str:
    """Returns text without ANSI escapes, escaped for an attribute, at most a line long."""
    line = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", str(text)).split())
    return escape(line if len(line) <= 200 else line[:199] + "…")


def script_hash(script: str) -> str:
    """Returns the source expression that allows exactly this inline script in a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def render(notebook: NotebookNode, name: str, folder: Path) -> str:
    """Returns the page of a notebook that was run; `folder` is where pictures it names are looked for."""
    config = Config()
    configure(config)
    page, _ = HTMLExporter(config=config).from_notebook_node(
        notebook, {"metadata": {"name": name, "path": str(folder)}}
    )
    return page


#: What the templates call, by name.
FILTERS = {
    "markdown2html": markdown2html,
    "clean_html": clean_html,
    "finish": finish,
    "script_hash": script_hash,
    "plain": plain,
}
