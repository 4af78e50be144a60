"""Checks that a chapter asks its exercises, and asks them as their files do.

An exercise is one file of the library, from which its starter is derived. The cell that asks it is a copy of that
starter below its magic, because a learner writes into it; this module holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paths

FOLDER = paths.LIB / "src" / "main" / "resources" / "interleave" / "exercise"

_MAGIC = "%%exercise"
_SECTION = re.compile(r"^//# ?(?P<name>\w+)", re.MULTILINE)


def ids(chapter: str, folder: Path = FOLDER) -> list[str]:
    """Returns the exercises of the chapter with this number, in their order."""
    return sorted(file.name[:4] for file in folder.glob(f"{chapter}-*.java"))


def starter(id: str, folder: Path = FOLDER) -> str:
    """Returns what the cell of an exercise has below its magic."""
    (file,) = folder.glob(f"{id}-*.java")
    lines: list[str] = []
    kept, inside = False, False
    for line in file.read_text(encoding="utf-8").splitlines():
        if section := _SECTION.match(line):
            name = section["name"]
            inside = inside and name in {"starter", "solution", "end"} or name == "answer"
            kept = inside and name != "solution"
        elif kept:
            lines.append(line)
    return "\n".join(lines).strip("\n")


def check(chapter: Path, cells: list[tuple[dict[str, Any], str]], folder: Path = FOLDER) -> Iterator[str]:
    """Yields the findings on one chapter, whose cells are given with their sources."""
    asked = [
        (cell.get("id"), source)
        for cell, source in cells
        if cell["cell_type"] == "code" and source.split("\n", 1)[0].split()[:1] == [_MAGIC]
    ]
    known = ids(chapter.name[:2], folder)
    names = []
    for cell, source in asked:
        magic, _, body = source.partition("\n")
        id = " ".join(magic.split()[1:])
        names.append(id)
        if id not in known:
            there = ", ".join(known) or "none"
            yield f"asks in cell {cell!r} for exercise {id!r}. This chapter's are: {there}."
        elif body.rstrip("\n") != (text := starter(id, folder)):
            yield (
                f"has in cell {cell!r} another text than the starter of exercise {id}. "
                f"Write below {magic!r}, or change the file:\n{text}"
            )
    for id in known:
        if names.count(id) != 1:
            many = "no cell" if id not in names else f"{names.count(id)} cells"
            yield f"asks exercise {id} in {many}. Ask it in one, whose first line is `{_MAGIC} {id}`."
    if [id for id in names if id in known] != sorted(id for id in names if id in known):
        yield f"asks its exercises in the order {', '.join(names)}. Put them in that of their numbers: {', '.join(known)}."
