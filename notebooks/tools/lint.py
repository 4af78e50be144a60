"""Checks the structure of the tracked chapters: what a reader, the page and Git rely on.

    python notebooks/tools/lint.py [--fix] [FILE.ipynb ...]

Every finding names chapter, cell and what to do. With --fix, whatever is only a matter of form is rewritten.
The rules for code are in lint_code.py and lint_sharing.py, those for exercises in lint_exercises.py.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

import lint_code
import lint_exercises
import lint_sharing
import paths
from lint_code import MACHINE
from notebook_format import KERNELSPEC, LANGUAGE_INFO, canonical, is_meaningful

sys.path.insert(0, str(paths.NOTEBOOKS / "export"))
import page

LARGEST_FILE = 100_000
#: Code cells without a word between them: the listing of a program and its run, and one more.
LONGEST_SILENCE = 3
FIX = "sh notebooks/tools/bootstrap.sh lint.py --fix"

_LOADS = re.compile(
    rf"<(?:script|style|form|{'|'.join(page.LOADING)})\b|(?<![\w.])require\s*\(|cdnjs|jsdelivr|unpkg", re.IGNORECASE
)


def check(file: Path, siblings: list[Path]) -> list[str]:
    """Returns the findings on one chapter; `siblings` are all chapters in reading order."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
        notebook = json.loads(text)
        cells = [(cell, _source(cell)) for cell in notebook["cells"] if cell["cell_type"]]
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        return [f"{file.name}: is not a notebook ({e}). Take the last good one: git checkout -- {file.name}"]
    findings = [
        f"{file.name}: {finding}"
        for finding in [
            *_file(file, raw, text, notebook),
            *_anatomy(file, cells, siblings),
            *lint_exercises.check(file, cells),
        ]
    ]
    known = lint_sharing.variables(source for cell, source in cells if cell["cell_type"] == "code")
    for place, (cell, source) in enumerate(cells):
        name = f"cell {cell.get('id') or place + 1!r}"
        rules = (
            lint_code.check(source, known) if cell["cell_type"] == "code" else _prose(cell, source, file, siblings)
        )
        findings += [f"{file.name}, {name}: {finding}" for finding in rules]
    return findings


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


# --- The file --------------------------------------------------------------------------------------------------------


def _file(file: Path, raw: bytes, text: str, notebook: dict[str, Any]) -> Iterator[str]:
    if len(raw) >= LARGEST_FILE:
        yield f"has {len(raw)} bytes, {LARGEST_FILE} are allowed. Move code to the library and pictures out."
    fix = f"Run: {FIX} {file.name}"
    cells, metadata = notebook["cells"], notebook.get("metadata", {})
    if any(cell.get("outputs") for cell in cells):
        yield f"has outputs of a run. {fix}"
    if any(cell.get("execution_count") is not None for cell in cells):
        yield f"has execution counts of a run. {fix}"
    if metadata.get("kernelspec") != KERNELSPEC:
        yield f"is not for the kernel {KERNELSPEC['name']!r} ({KERNELSPEC['display_name']}). {fix}"
    if metadata.get("language_info") != LANGUAGE_INFO:
        yield f"has not the usual language_info (java, without version), so its code is coloured wrongly. {fix}"
    extra = set(metadata) - {"kernelspec", "language_info"} | {
        k for cell in cells for k in set(cell.get("metadata", {})) - {"tags"}
    }
    if extra:
        yield f"has metadata of a machine or a tool ({', '.join(sorted(extra))}). {fix}"
    ids = [cell.get("id") for cell in cells]
    for name in sorted({str(name) for name in ids if ids.count(name) > 1 and name}):
        yield f"has two cells with the id {name!r}. {fix}"
    for name in ids:
        if not is_meaningful(name):
            yield f"has a cell with the id {name!r}. An id is words with hyphens: what the cell is about. {fix}"
    try:
        form = canonical(notebook)
    except (KeyError, TypeError, AttributeError):
        yield "is not a notebook of format 4.5. Save it once in JupyterLab."
        return
    if text != form:
        yield f"is not in the committed form (indent 1, sorted keys, UTF-8, newline at the end). {fix}"


# --- The chapter as a whole ------------------------------------------------------------------------------------------


def _anatomy(file: Path, cells: list, siblings: list[Path]) -> Iterator[str]:
    prose = [(place, source) for place, (cell, source) in enumerate(cells) if cell["cell_type"] == "markdown"]
    levels = [
        (int(heading.name[1]), f"{heading.get_text().rstrip('¶')!r} in cell {cells[place][0].get('id')!r}", place)
        for place, source in prose
        for heading in _headings(source)
    ]
    if not levels or (levels[0][0], levels[0][2]) != (1, 0):
        yield "does not begin with its title. Make the first cell Markdown, its first line `# Title`."
    elif not re.search(r"\d+\s+minutes", cells[0][1]):
        yield "does not say how long it takes. Write `NN minutes` into the first cell."
    for (before, _, _), (level, where, _) in zip(levels, levels[1:]):
        if level == 1:
            yield f"has a second heading of level 1, {where}. Use `##`."
        if level > before + 1:
            yield f"jumps from a heading of level {before} to one of level {level}, {where}. Use level {before + 1}."
    place = siblings.index(file) if file in siblings else -1
    neighbours = [siblings[p] for p in (place - 1, place + 1) if place >= 0 and 0 <= p < len(siblings)]
    last = cells[-1][1] if cells and cells[-1][0]["cell_type"] == "markdown" else ""
    for neighbour in neighbours:
        if f"({neighbour.name}" not in last:
            yield f"does not end with links to its neighbours. Link to {neighbour.name} in the last cell."
    silent = 0
    for cell, _ in cells:
        silent = silent + 1 if cell["cell_type"] == "code" else 0
        if silent == LONGEST_SILENCE + 1:
            name = cell.get("id")
            yield f"has more than {LONGEST_SILENCE} code cells in a row, up to {name!r}. Say first what to look at."


def _headings(source: str) -> list:
    return BeautifulSoup(page.markdown(source), "html.parser").find_all(re.compile(r"^h[1-6]$"))


# --- Prose -----------------------------------------------------------------------------------------------------------


def _prose(cell: dict[str, Any], source: str, file: Path, siblings: list[Path]) -> Iterator[str]:
    if cell["cell_type"] != "markdown":
        yield f"is a {cell['cell_type']} cell, which the page does not draw. Make it Markdown."
        return
    soup = BeautifulSoup(page.markdown(source, file.parent, cell.get("attachments", {})), "html.parser")
    for image in soup.find_all("img"):
        target = image.get("src", "")
        if not target.startswith("data:"):
            yield f"shows the picture {target!r}, and a page loads nothing. Put the file beside the chapter."
        if not image.get("alt"):
            yield "shows a picture without words. Say between the brackets what it shows: ![two lanes](lanes.svg)."
    for formula in soup.select(".il-tex"):
        if "il-tex-source" in page.mathml(formula.get_text()):
            yield f"has a formula that cannot be drawn: {formula.get_text()!r}. Write it simpler."
    for link in soup.find_all("a", href=True):
        if "anchor-link" not in link.get("class", []):
            yield from _link(link["href"], file, siblings)
    for element in soup.select("pre, code"):
        element.decompose()
    if loads := _LOADS.search(str(soup)):
        yield f"would load or run something ({loads[0]!r}). A page needs no request: remove it."
    if machine := MACHINE.search(soup.get_text()):
        yield f"names a place of one machine ({machine[0]!r}…). Remove it."


def _link(target: str, file: Path, siblings: list[Path]) -> Iterator[str]:
    if re.match(r"https?://|mailto:", target):
        return
    name, _, anchor = target.partition("#")
    chapter = file if not name else file.parent / name.removeprefix("./")
    if name and chapter not in siblings:
        # A learner's copy lies in another folder, so a path that is right here is wrong there.
        yield f"links to {target!r}, which is no chapter. Link to a chapter beside this one or to https://…"
    elif anchor and anchor not in _anchors(chapter):
        yield f"links to {target!r}, but {chapter.name} has no such heading (hyphens for blanks) or cell."


def _anchors(chapter: Path) -> set[str]:
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    ids = {
        heading.get("id") for cell in cells if cell["cell_type"] == "markdown" for heading in _headings(_source(cell))
    }
    return ids | {f"cell-id={cell.get('id')}" for cell in cells}


# --- Main ------------------------------------------------------------------------------------------------------------


def fix(file: Path) -> bool:
    """Rewrites the notebook in its committed form, in one move; says whether anything changed."""
    try:
        former = file.read_text(encoding="utf-8")
        form = canonical(json.loads(former))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False  # no notebook: `check` says so
    if form == former:
        return False
    new = file.with_name(file.name + ".new")
    try:
        new.write_text(form, encoding="utf-8", newline="\n")
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)
    return True


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lint.py", description="Checks the structure of the chapters.")
    parser.add_argument("--fix", action="store_true", help="rewrite what is only a matter of form")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args(arguments)
    chapters = paths.chapters()
    files = [_found(name) for name in options.files] or chapters
    if options.fix:
        for file in files:
            if fix(file):
                print(f"rewritten: {file.name}")
    findings = [finding for file in files for finding in check(file, chapters)]
    print(*findings, f"{len(files)} chapters, {len(findings)} findings", sep="\n")
    return 1 if findings else 0


def _found(name: str) -> Path:
    file = Path(name)
    return file.absolute() if file.exists() else paths.NOTEBOOKS / name


if __name__ == "__main__":
    sys.exit(main())
