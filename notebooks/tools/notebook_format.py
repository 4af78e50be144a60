"""The form in which a notebook is committed: always the same text, nothing in it that a run or a machine left."""

from __future__ import annotations

import json
import re
from typing import Any

KERNELSPEC = {"display_name": "Java 25 (Interleave)", "language": "java", "name": "java"}
LANGUAGE_INFO = {
    "codemirror_mode": "java",
    "file_extension": ".java",
    "mimetype": "text/x-java-source",
    "name": "java",
    "pygments_lexer": "java",
}
_LONGEST_ID = 64


def canonical(notebook: dict[str, Any]) -> str:
    """Returns the notebook's text as it is committed; the notebook itself is not changed.

    Outputs, counts and metadata of a run go; sources, tags, attachments and meaningful cell ids stay. A cell without
    such an id gets one from its first words. Cells of one id get different ones.
    """
    cells = []
    taken: set[str] = set()
    for cell in notebook.get("cells", []):
        source = cell.get("source", "")
        text = source if isinstance(source, str) else "".join(source)
        text = text.replace("\r\n", "\n").rstrip("\n")
        clean: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "id": _unique(cell.get("id") if is_meaningful(cell.get("id")) else suggested_id(text), taken),
            "metadata": {"tags": cell["metadata"]["tags"]} if cell.get("metadata", {}).get("tags") else {},
            "source": text.splitlines(keepends=True) if "\n" in text else [text] if text else [],
        }
        if cell.get("attachments"):
            clean["attachments"] = cell["attachments"]
        if cell["cell_type"] == "code":
            clean["execution_count"] = None
            clean["outputs"] = []
        cells.append(clean)
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def is_meaningful(name: Any) -> bool:
    """Says whether a cell id is made of lower-case words, and not of the random digits that tools give."""
    if not isinstance(name, str) or len(name) > _LONGEST_ID:
        return False
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or not re.search(r"[a-z]{2}", name):
        return False
    noise = re.fullmatch(r"[0-9a-f]{6,}(-[0-9a-f]{4,})*", name) and re.search(r"\d", name)
    return not noise


def suggested_id(text: str) -> str:
    """Returns an id from the first words of a cell: `Source.of(LostUpdate.class)` is `source-of-lost-update-class`."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", text)[:5]
    name = "-".join(words).lower()[:40].strip("-")
    return name if is_meaningful(name) else "cell"


def _unique(name: str, taken: set[str]) -> str:
    wanted, count = name, 1
    while name in taken:
        count += 1
        name = f"{wanted[: _LONGEST_ID - 4]}-{count}"
    taken.add(name)
    return name
