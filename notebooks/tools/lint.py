"""Checks the structure of the tracked chapters: what a reader, the page and Git rely on.

    python notebooks/tools/lint.py [--fix] [FILE.ipynb ...]

Every finding names chapter, cell and what to do. With --fix, whatever is only a matter of form is rewritten.

What it cannot see: whether an object that two threads share is mutable (only that a *variable* is written), aliases, and
writes through a method. Shared state behind a reference is for the reviewer and for the library's own tests.
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

import paths
from java_tokens import Token, statements, tokens
from notebook_format import KERNELSPEC, LANGUAGE_INFO, canonical, is_meaningful

sys.path.insert(0, str(paths.NOTEBOOKS / "export"))
import page

LONGEST_CELL = 18
LARGEST_FILE = 100_000
#: Code cells without a word between them: the listing of a program and its run, and one more.
LONGEST_SILENCE = 3
FIX = "sh notebooks/tools/bootstrap.sh lint.py --fix"

_MODIFIERS = {"final", "static", "volatile", "transient", "public", "private", "protected"}
_TYPES = {"class", "interface", "record", "enum", "sealed", "abstract", "@"}
_WRITES = {"=", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="}
_MACHINE = re.compile(r"/home/\w|/Users/\w|C:\\\\?Users|/root/|/tmp/\w")
_LOADS = re.compile(r"<(?:script|iframe|link|object|embed|style)\b|(?<![\w.])require\s*\(|\bcdn\b|unpkg\.com", re.IGNORECASE)


def check(file: Path, siblings: list[Path]) -> list[str]:
    """Returns the findings on one chapter; `siblings` are all chapters in reading order."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
        notebook = json.loads(text)
        cells = [(cell, _source(cell)) for cell in notebook["cells"]]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as e:
        return [f"{file.name}: is not a notebook ({e}). Take the last good one: git checkout -- {file.name}"]
    findings = [f"{file.name}: {finding}" for finding in [*_file(file, raw, text, notebook), *_anatomy(file, cells, siblings)]]
    written = _written(cells)
    for place, (cell, source) in enumerate(cells):
        name = f"cell {cell.get('id') or place + 1!r}"
        rules = _code(source, written) if cell["cell_type"] == "code" else _prose(cell, source, file, siblings)
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
    extra = set(metadata) - {"kernelspec", "language_info"} | {k for cell in cells for k in set(cell.get("metadata", {})) - {"tags"}}
    if extra:
        yield f"has metadata of a machine or a tool ({', '.join(sorted(extra))}). {fix}"
    ids = [cell.get("id") for cell in cells]
    for name in sorted({str(name) for name in ids if ids.count(name) > 1 and name}):
        yield f"has two cells with the id {name!r}. {fix}"
    for name in ids:
        if not is_meaningful(name):
            yield f"has a cell with the id {name!r}: ids are lower-case words with hyphens that say what the cell is about. {fix}"
    try:
        form = canonical(notebook)
    except (KeyError, TypeError, AttributeError):
        yield "is not a notebook of format 4.5. Save it once in JupyterLab."
        return
    if text != form:
        yield f"is not in the committed form (indent 1, sorted keys, UTF-8, newline at the end). {fix}"


# --- The chapter as a whole ------------------------------------------------------------------------------------------


def _anatomy(file: Path, cells: list, siblings: list[Path]) -> Iterator[str]:
    levels = [(int(h.name[1]), h.get_text().rstrip("¶"), cell.get("id")) for cell, s in cells if cell["cell_type"] == "markdown" for h in _headings(s)]
    if not cells or cells[0][0]["cell_type"] != "markdown" or [level for level, _, _ in levels[:1]] != [1] or not _headings(cells[0][1]):
        yield "does not begin with its title. Make the first cell Markdown, its first line `# Title`."
    elif not re.search(r"\d+\s+minutes", cells[0][1]):
        yield "does not say how long it takes. Write `NN minutes` into the first cell."
    for level, title, name in levels[1:]:
        if level == 1:
            yield f"has a second heading of level 1, {title!r} in cell {name!r}. Use `##`."
    for (before, _, _), (level, title, name) in zip(levels, levels[1:]):
        if level > before + 1:
            yield f"jumps from a heading of level {before} to one of level {level}, {title!r} in cell {name!r}. Use `{'#' * (before + 1)}`."
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
            yield f"has more than {LONGEST_SILENCE} code cells in a row, up to {cell.get('id')!r}. Say before a run what to look at."


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
            yield f"shows the picture {target!r}, which is not beside the chapter. The page loads nothing: put the file there."
        if not image.get("alt"):
            yield "shows a picture without words. Write what it shows between the brackets: ![what it shows](file.svg)."
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
    if machine := _MACHINE.search(soup.get_text()):
        yield f"names a place of one machine ({machine[0]!r}…). Remove it."


def _link(target: str, file: Path, siblings: list[Path]) -> Iterator[str]:
    if re.match(r"https?://|mailto:", target):
        return
    name, _, anchor = target.partition("#")
    chapter = file if not name else file.parent / name.removeprefix("./")
    if name and chapter not in siblings:
        yield f"links to {target!r}, which is no chapter. A learner's copy lies elsewhere: link to a chapter or to https://…"
    elif anchor and anchor not in _anchors(chapter):
        yield f"links to {target!r}, but {chapter.name} has no such heading or cell. Anchors are headings with hyphens for blanks."


def _anchors(chapter: Path) -> set[str]:
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    ids = {heading.get("id") for cell in cells if cell["cell_type"] == "markdown" for heading in _headings(_source(cell))}
    return ids | {f"cell-id={cell.get('id')}" for cell in cells}


# --- Code ------------------------------------------------------------------------------------------------------------


def _code(source: str, written: set[str]) -> Iterator[str]:
    lines = source.splitlines()
    if not source.strip():
        yield "is empty. Remove it."
    if source.startswith("%%"):
        return  # a magic's body need not be Java at the top level of a cell
    if len(lines) > LONGEST_CELL:
        yield f"has {len(lines)} lines, {LONGEST_CELL} are allowed. Move what a learner need not change into the library."
    if machine := _MACHINE.search(source):
        yield f"names a place of one machine ({machine[0]!r}…). Remove it."
    for token in tokens(source):
        if token.kind == "block" and (trap := re.search(r"^\s*%\w.*$", token.text, re.MULTILINE)):
            yield f"has the line {trap[0].strip()!r} in a text block, which the kernel takes for a magic. Begin the line otherwise."
    for statement in statements(source):
        yield from _statement(statement, written)


def _statement(statement: list[Token], written: set[str]) -> Iterator[str]:
    words = [token.text for token in statement]
    top = [token.text for token in statement if token.depth == 0]
    line = statement[0].line
    if words[0] == "import":
        yield f"imports in line {line}. An import in a cell can empty variables: the kernel's start-up imports are made in the library."
    if "volatile" in top:
        yield f"declares a volatile variable at the top level in line {line}, where JShell drops the word. Put it into a class."
    if "final" in top and not _TYPES & set(top[: top.index("final") + 3]):
        yield f"declares a final variable at the top level in line {line}, where JShell drops the word. Leave it out, or use a class."
    if "synchronized" in top and top[top.index("synchronized") + 1 : top.index("synchronized") + 2] != ["("]:
        yield f"declares a synchronized method at the top level in line {line}, which JShell refuses. Put it into a class."
    if _starts_thread(words):
        for name in sorted(written & _free_words(statement)):
            yield (
                f"starts a thread in line {line} that uses the top-level variable {name!r}, which is written more than once. "
                "JShell drops volatile and final there, and other cells see it. Put both into one block, a class or the library."
            )


def _starts_thread(words: list[str]) -> bool:
    text = " ".join(words)
    return bool(re.search(r"\bnew Thread \(|\. (?:start|startVirtualThread|submit|execute|invokeAll|fork|runAsync|supplyAsync) \(", text))


def _free_words(statement: list[Token]) -> set[str]:
    """Returns the words that may be variables: not a member of something, and not the name of a call."""
    return {
        token.text
        for place, token in enumerate(statement)
        if token.kind == "word"
        and (place == 0 or statement[place - 1].text not in {".", "::"})
        and (place + 1 == len(statement) or statement[place + 1].text != "(")
    }


def _written(cells: list) -> set[str]:
    """Returns the top-level variables of the chapter that are written anywhere but where they are declared."""
    declared: set[str] = set()
    writes: set[str] = set()
    for cell, source in cells:
        if cell["cell_type"] != "code" or source.startswith("%%"):
            continue
        for statement in statements(source):
            name = _declared(statement)
            if name:
                declared.add(name.text)
            for place, token in enumerate(statement):
                before = statement[place - 1].text if place else ""
                after = statement[place + 1].text if place + 1 < len(statement) else ""
                is_write = after in _WRITES or before in {"++", "--"}
                # `int x = 1` inside a body declares another variable.
                is_declaration = place > 0 and (statement[place - 1].kind == "word" or before in {">", "]"}) and before != "return"
                if token.kind == "word" and token is not name and is_write and before != "." and not is_declaration:
                    writes.add(token.text)
    return declared & writes


def _declared(statement: list[Token]) -> Token | None:
    """Returns the name in `Type name = …;` or `Type name;`, if the statement is one."""
    top = [token for token in statement if token.depth == 0 and token.text not in _MODIFIERS]
    for before, token, after in zip(top, top[1:], [*top[2:], None]):
        ends = after is None or after.text in {"=", ";", ","}
        if ends and token.kind == "word" and (before.kind == "word" or before.text in {">", "]"}):
            return None if top[0].text in {"return", "throw", "new", "package", "import"} else token
    return None


# --- Main ------------------------------------------------------------------------------------------------------------


def fix(file: Path) -> bool:
    """Rewrites the notebook in its committed form, in one move; says whether anything changed."""
    former = file.read_text(encoding="utf-8")
    form = canonical(json.loads(former))
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
