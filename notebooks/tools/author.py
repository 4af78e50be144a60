"""A chapter as Markdown, for authors: `edit` writes `.edit/03-….md`, `save` brings it back into the notebook.

The notebook stays the truth. Each cell carries its id in the Markdown, so that a cell keeps its identity wherever it
is moved and however it is changed. `.edit/03-….base.json` holds what both files were when `edit` or `save` last
wrote them: neither an unsaved text nor a notebook that changed meanwhile is overwritten.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import os
import re
import sys
import unicodedata
import warnings
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

import paths
from learner import LearnerError, find_chapter

EDIT = paths.ROOT / ".edit"
FORMAT = "md:myst"
#: What Jupyter and editors leave in cells and what says nothing about the chapter.
NOISE = {"ExecuteTime", "autoscroll", "collapsed", "execution", "scrolled", "trusted", "vscode"}
ID_LENGTH = 40


class AuthorError(Exception):
    """A chapter cannot be edited or saved; the message says why and what to do."""


def edit(wish: str) -> Path:
    """Writes the chapter as Markdown and returns the file."""
    chapter = find_chapter(wish)
    text = _text_file(chapter)
    base = _base(chapter)
    if text.exists() and base.get("text") != _fingerprint(text):
        raise AuthorError(
            f"{_short(text)} has changes that are not in the notebook. {_save_command(chapter)} brings them in; "
            "to give them up, remove the file."
        )
    notebook = _read(chapter)
    written = to_text(notebook)
    differing = _difference(notebook, from_text(written, notebook))
    if differing:
        raise AuthorError(
            f"{_short(chapter)} cannot be written as Markdown without loss: {differing}. "
            "A line that begins with +++ or ``` can end a cell there. Edit this chapter in JupyterLab."
        )
    EDIT.mkdir(exist_ok=True)
    _replace(text, written)
    _remember(chapter)
    return text


def save(wish: str) -> Path:
    """Brings the Markdown back into the notebook and returns the notebook."""
    chapter = find_chapter(wish)
    text = _text_file(chapter)
    if not text.exists():
        raise AuthorError(f"{_short(text)} is not there. {_edit_command(chapter)} makes it.")
    if _base(chapter).get("notebook") != _fingerprint(chapter):
        raise AuthorError(
            f"{_short(chapter)} has changed since {_short(text)} was written, so nothing was saved. "
            f"Move your text elsewhere, {_edit_command(chapter)}, and bring your changes into the new text."
        )
    notebook = from_text(text.read_text(encoding="utf-8"), _read(chapter))
    problem = invalid(notebook)
    if problem:
        raise AuthorError(f"{_short(text)} does not make a valid notebook, so nothing was saved: {problem}")
    _replace(chapter, canonical(notebook))
    # The text again from the notebook: now it shows the ids of the new cells.
    _replace(text, to_text(notebook))
    _remember(chapter)
    return chapter


def to_text(notebook: NotebookNode) -> str:
    """Returns the notebook as MyST Markdown, each cell with its id."""
    shown = copy.deepcopy(notebook)
    for cell in shown.cells:
        cell.metadata = NotebookNode({"id": cell.id, **cell.metadata})
    return jupytext.writes(shown, fmt=FORMAT)


def from_text(text: str, former: NotebookNode) -> NotebookNode:
    """Returns the notebook that a text describes. What a text cannot hold (attachments) comes from the former one."""
    notebook = jupytext.reads(text, fmt=FORMAT)
    before = {cell.id: cell for cell in former.cells}
    cells: list[NotebookNode] = []
    taken: set[str] = set()
    wished = {cell.metadata.get("id") for cell in notebook.cells}
    for cell in notebook.cells:
        name = str(cell.metadata.pop("id", ""))
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name) or name in taken:
            name = new_id(cell, taken | wished)
        taken.add(name)
        old = before.get(name)
        if old is not None and old.cell_type == cell.cell_type and "attachments" in old:
            cell["attachments"] = old.attachments
        cell["id"] = name
        cells.append(cell)
    metadata = {key: value for key, value in notebook.metadata.items() if key != "jupytext"}
    notebook.metadata = NotebookNode({**former.metadata, **metadata})
    notebook.cells = cells
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return clean(notebook)


def clean(notebook: NotebookNode) -> NotebookNode:
    """Removes what running or an editor left: outputs, counts, times, versions."""
    notebook.metadata.pop("jupytext", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        cell.source = cell.source.strip("\n")  # Markdown cannot tell these from its own
        for key in NOISE & set(cell.metadata):
            del cell.metadata[key]
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return notebook


def new_id(cell: NotebookNode, taken: set[str]) -> str:
    """Returns an unused id made of the cell's heading, or of its first words."""
    lines = [line for line in cell.source.splitlines() if re.search(r"\w", line)] or ["cell"]
    headings = [line for line in lines if line.startswith("#")] if cell.cell_type == "markdown" else []
    plain = unicodedata.normalize("NFKD", (headings or lines)[0]).encode("ascii", "ignore").decode()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", plain.lower()):
        if len(slug) + len(word) >= ID_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    slug = slug or cell.cell_type
    name, number = slug, 2
    while name in taken:
        name, number = f"{slug}-{number}", number + 1
    return name


def invalid(notebook: NotebookNode) -> str:
    """Returns what is wrong with a notebook's form, or nothing. nbformat only warns of some flaws and mends them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            nbformat.validate(copy.deepcopy(notebook))
        except (nbformat.ValidationError, Warning) as error:
            return str(error).splitlines()[0]
    return ""


def canonical(notebook: NotebookNode) -> str:
    """Returns the one form in which a chapter is committed: sorted keys, lines in lists, a newline at the end."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _difference(one: NotebookNode, other: NotebookNode) -> str:
    """Returns the first difference between the cells of two notebooks, in words, or nothing."""
    for before, after in zip(one.cells, other.cells):
        for key in ("id", "cell_type", "source", "metadata"):
            if before[key] != after[key]:
                return f"the {key} of cell {before.id!r} would change"
    count = len(one.cells), len(other.cells)
    return "" if count[0] == count[1] else f"its {count[0]} cells would become {count[1]}"


def _read(chapter: Path) -> NotebookNode:
    try:
        notebook = nbformat.read(chapter, as_version=4)
    except Exception as error:  # nbformat lets errors of json and jsonschema through
        raise AuthorError(f"{_short(chapter)} is not a readable notebook: {str(error).splitlines()[0]}") from error
    return clean(notebook)


def _text_file(chapter: Path) -> Path:
    return EDIT / f"{chapter.stem}.md"


def _base(chapter: Path) -> dict[str, str]:
    try:
        return json.loads((EDIT / f"{chapter.stem}.base.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _remember(chapter: Path) -> None:
    base = {"notebook": _fingerprint(chapter), "text": _fingerprint(_text_file(chapter))}
    _replace(EDIT / f"{chapter.stem}.base.json", json.dumps(base, indent=1, sort_keys=True) + "\n")


def _replace(file: Path, content: str) -> None:
    """Writes a file in one move: it is the old or the new one, never a half."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.write_text(content, encoding="utf-8", newline="\n")
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _short(file: Path) -> str:
    return str(file.relative_to(paths.ROOT))


def _edit_command(chapter: Path) -> str:
    return f"make edit CH={chapter.stem.split('-')[0]}"


def _save_command(chapter: Path) -> str:
    return f"make save CH={chapter.stem.split('-')[0]}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="author.py", description=__doc__)
    wishes = parser.add_subparsers(dest="wish", required=True)
    for name, function in (("edit", edit), ("save", save)):
        wishes.add_parser(name, help=function.__doc__).add_argument("chapter", nargs="?", default="")
    given = parser.parse_args(arguments)
    try:
        written = (edit if given.wish == "edit" else save)(given.chapter)
    except (AuthorError, LearnerError) as error:
        print("interleave:", error, file=sys.stderr)
        return 1
    except OSError as error:
        where = error.filename or "writing"
        print(f"interleave: {where}: {error.strerror or error}. Nothing has been changed.", file=sys.stderr)
        return 1
    print(_short(written))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
