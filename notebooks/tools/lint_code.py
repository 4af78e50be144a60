"""Checks the Java of a chapter's cells for what a notebook's kernel does differently from a compiler.

The rule against state that threads share is in lint_sharing.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lint_sharing
from java_tokens import Token, statements, tokens

LONGEST_CELL = 18
#: A place on the disk of one machine.
MACHINE = re.compile(r"/home/\w|/Users/\w|C:\\\\?Users|/root/|/tmp/\w")

_BENCHMARK = "%%benchmark"
_KINDS = {"class", "interface", "record", "enum"}
_TYPES = {"class", "interface", "record", "enum", "sealed", "abstract", "@"}


def check(source: str, known: lint_sharing.Variables) -> Iterator[str]:
    """Yields the findings on one code cell; `known` is what all cells of the chapter declare."""
    lines = source.splitlines()
    if not source.strip():
        yield "is empty. Remove it."
    if not source.startswith("%%") and source.lstrip().startswith("%%"):
        yield "begins with a blank before its magic, and the kernel then takes it for Java. Put the magic first."
        return
    if source.startswith("%%") and not source.startswith(_BENCHMARK):
        return  # a magic's body need not be Java; lint_exercises.py holds that of an exercise
    if len(lines) > LONGEST_CELL:
        yield f"has {len(lines)} lines, {LONGEST_CELL} are allowed. Move what nobody needs to change into the library."
    if machine := MACHINE.search(source):
        yield f"names a place of one machine ({machine[0]!r}…). Remove it."
    if source.startswith(_BENCHMARK):
        yield from _benchmark(source)
        return
    for token in tokens(source):
        if token.kind == "block" and (trap := re.search(r"^\s*%\w.*$", token.text, re.MULTILINE)):
            yield f"has the line {trap[0].strip()!r} in a text block, which the kernel takes for a magic. Reword it."
    for statement in statements(source):
        yield from _statement(statement)
        yield from lint_sharing.check(statement, known)


def _benchmark(source: str) -> Iterator[str]:
    """A benchmark is compiled as a file of its own: what holds for the top level of a cell does not hold for it."""
    magic, _, body = source.partition("\n")
    tops = [(statement[0], [token.text for token in statement if token.depth == 0]) for statement in statements(body)]
    if not any({"public", "class"} <= set(top) for _, top in tops):
        yield f"has no public class below {magic.split()[0]}, and only that can be a benchmark. Write one."
    for first, top in tops:
        if first.text != "import" and not _KINDS & set(top):
            yield f"has code outside of a class in line {first.line + 1}. The body of {_BENCHMARK} is a public class."


def _statement(statement: list[Token]) -> Iterator[str]:
    words = [token.text for token in statement]
    top = [token.text for token in statement if token.depth == 0]
    line = statement[0].line
    if words[0] == "import":
        # A later import of what is already imported sets variables to null.
        yield f"imports in line {line}, which can empty variables. Make it a start-up import of the kernel, or name it in full."
    if "volatile" in top:
        yield f"declares a volatile variable at the top level in line {line}, and JShell drops the word. Use a class."
    if "final" in top and not _TYPES & set(top[: top.index("final") + 3]):
        yield f"declares a final variable at the top level in line {line}, and JShell drops the word. Leave it out."
    if "synchronized" in top and top[top.index("synchronized") + 1 : top.index("synchronized") + 2] != ["("]:
        yield f"declares a synchronized method at the top level in line {line}, which JShell refuses. Use a class."
