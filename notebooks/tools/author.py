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
import sys
import warnings
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

import notebook_format
import paths
from learner import LearnerError, find_chapter

EDIT = paths.ROOT / ".edit"
FORMAT = "md:myst"


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
    _replace(chapter, notebook_format.canonical(notebook))
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
    wished = {cell.metadata.get("id") for cell in notebook.cells}
    taken: set[str] = set()
    for cell in notebook.cells:
        name = cell.metadata.pop("id", None)
        if not notebook_format.is_meaningful(name) or name in taken:
            name = new_id(cell.source, taken | wished)
        taken.add(name)
        cell["id"] = name
        old = before.get(name)
        if old is not None and old.cell_type == cell.cell_type and "attachments" in old:
            cell["attachments"] = old.attachments
    return _canonical(notebook)


def new_id(source: str, taken: set[str]) -> str:
    """Returns an id that says what the cell is about, and that no other cell has or asks for."""
    wanted = notebook_format.suggested_id(source)
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
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


def _canonical(notebook: NotebookNode) -> NotebookNode:
    """Returns the notebook as it would be read after it was committed: without what a run or an editor left."""
    plain = nbformat.reads(notebook_format.canonical(notebook), as_version=4)
    for cell in plain.cells:
        cell.source = cell.source.strip("\n")  # Markdown cannot tell these from its own
    return plain


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
    return _canonical(notebook)


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
