"""What may stay of the HTML in a notebook when its reader asked for a sanitised page.

nbconvert's own filter prints headings, images and tables as literal tags. This one keeps everything that a page can
show without running anything, and removes scripts, styles, forms, frames and event handlers.
"""

import nh3

_TEXT = (
    "a abbr b bdi bdo blockquote br cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr"
)
_BLOCKS = "aside article dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"

_TAGS = set(f"{_TEXT} {_BLOCKS} {_TABLES} img".split())
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "style", "tabindex", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
}
# No property that could lay one part of the page over another, and none that loads anything.
_STYLES = {
    "background-color", "border", "border-color", "color", "font-style", "font-weight", "height", "max-width",
    "min-width", "padding", "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Drops `data:` everywhere but in the source of an image, where nothing else may stand."""
    if name == "src":
        return value if value.startswith("data:image/") else None
    if name == "href" and value.strip().lower().startswith("data:"):
        return None
    return value


def clean_html(html: object) -> str:
    """Returns the fragment without anything that could act; its text, tables, images and headings stay."""
    return nh3.clean(
        html.decode() if isinstance(html, bytes) else str(html),
        tags=_TAGS,
        clean_content_tags={"script", "style", "template"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        generic_attribute_prefixes={"aria-"},
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=_STYLES,
        link_rel=None,
    )
