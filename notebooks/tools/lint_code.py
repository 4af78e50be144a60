"""Checks the Java of a chapter's cells for what a notebook's kernel does differently from a compiler.

What it cannot see: whether an object that two threads share is mutable (only that a *variable* is written), aliases,
and writes through a method. Shared state behind a reference is for the reviewer and for the library's own tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from java_tokens import Token, statements, tokens

LONGEST_CELL = 18
#: A place on the disk of one machine.
MACHINE = re.compile(r"/home/\w|/Users/\w|C:\\\\?Users|/root/|/tmp/\w")

_MODIFIERS = {"final", "static", "volatile", "transient", "public", "private", "protected"}
_TYPES = {"class", "interface", "record", "enum", "sealed", "abstract", "@"}
_WRITES = {"=", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="}
_STARTS = re.compile(
    r"\bnew Thread \(|\. (?:start|startVirtualThread|submit|execute|invokeAll|fork|runAsync|supplyAsync) \("
)


def check(source: str, written: set[str]) -> Iterator[str]:
    """Yields the findings on one code cell; `written` are the chapter's variables that are written more than once."""
    lines = source.splitlines()
    if not source.strip():
        yield "is empty. Remove it."
    if source.startswith("%%"):
        return  # a magic's body need not be Java at the top level of a cell
    if len(lines) > LONGEST_CELL:
        yield f"has {len(lines)} lines, {LONGEST_CELL} are allowed. Move what nobody needs to change into the library."
    if machine := MACHINE.search(source):
        yield f"names a place of one machine ({machine[0]!r}…). Remove it."
    for token in tokens(source):
        if token.kind == "block" and (trap := re.search(r"^\s*%\w.*$", token.text, re.MULTILINE)):
            yield f"has the line {trap[0].strip()!r} in a text block, which the kernel takes for a magic. Reword it."
    for statement in statements(source):
        yield from _statement(statement, written)


def _statement(statement: list[Token], written: set[str]) -> Iterator[str]:
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
    if _starts_thread(words):
        for name in sorted(written & _free_words(statement)):
            yield (
                f"starts a thread in line {line} that uses the top-level variable {name!r}, which is written more than "
                "once: mutable state that threads share. Put both into one block, a class, or the library."
            )


def _starts_thread(words: list[str]) -> bool:
    return bool(_STARTS.search(" ".join(words)))


def _free_words(statement: list[Token]) -> set[str]:
    """Returns the words that may be variables: not a member of something, and not the name of a call."""
    return {
        token.text
        for place, token in enumerate(statement)
        if token.kind == "word"
        and (place == 0 or statement[place - 1].text not in {".", "::"})
        and (place + 1 == len(statement) or statement[place + 1].text != "(")
    }


def written_variables(sources: Iterable[str]) -> set[str]:
    """Returns the top-level variables of the chapter that are written anywhere but where they are declared."""
    declared: set[str] = set()
    writes: set[str] = set()
    for source in sources:
        if source.startswith("%%"):
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
                is_declaration = before in {">", "]"} or (
                    before[:1].isidentifier() and before not in {"return", "else", "do"}
                )
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
