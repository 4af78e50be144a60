"""Finds mutable state that a chapter's cells share between threads at the top level.

The kernel turns top-level variables into static fields, so a lambda may use one that is written later, which a
compiler refuses for a local variable. The rule is Java's own for locals, and a little more: what a lambda, a method or
a class uses of the top level is never written again, and nothing inside it changes an element, a field or a plain
collection of the top level. Who runs the lambda does not matter: any thread can.

What it cannot see: aliases, and objects that change behind a method that is not a collection's. Those are for the
reviewer and for the library's own tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from java_tokens import Token, statements

_MODIFIERS = {"final", "static", "volatile", "transient", "public", "private", "protected"}
_CLASSES = {"class", "interface", "record", "enum"}
# Words that may stand before a variable without being its type.
_NO_TYPE = set("return throw new else do case when yield assert package import instanceof".split())
_WRITES = {"=", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="}
_COLLECTIONS = set(
    "ArrayDeque ArrayList BitSet EnumMap EnumSet HashMap HashSet IdentityHashMap LinkedHashMap LinkedHashSet "
    "LinkedList PriorityQueue StringBuilder TreeMap TreeSet WeakHashMap".split()
)
_CHANGES = set(
    "add addAll addFirst addLast append clear compute computeIfAbsent computeIfPresent delete deleteCharAt flip insert "
    "merge offer offerFirst offerLast poll pollFirst pollLast pollFirstEntry pollLastEntry pop push put putAll "
    "putFirst putIfAbsent putLast remove removeAll removeFirst removeIf removeLast replace replaceAll retainAll "
    "reverse set setCharAt setLength sort".split()
)


class Variables(NamedTuple):
    """The top-level variables of a chapter: all, those written anywhere but where declared, plain collections."""

    declared: set[str]
    written: set[str]
    collections: set[str]


class _Write(NamedTuple):
    name: str
    #: Where the name stands in the statement.
    place: int
    #: Whether an element or a field is written, not the variable itself.
    inside: bool


def variables(sources: Iterable[str]) -> Variables:
    """Returns what all code cells of a chapter declare and write."""
    found = Variables(set(), set(), set())
    for source in sources:
        if source.startswith("%%"):
            continue  # a magic's body need not be Java at the top level of a cell
        for statement in statements(source):
            names = _declared(statement)
            found.declared.update(statement[place].text for place in names)
            found.collections.update(statement[place].text for place in names if _is_collection(statement, place))
            local = _locals(statement, names)
            found.written.update(
                write.name
                for write in _writes(statement)
                if not write.inside and write.place not in names and write.name not in local
            )
    return found


def check(statement: list[Token], known: Variables) -> Iterator[str]:
    """Yields the findings on one top-level statement; `known` is what the whole chapter declares."""
    local = _locals(statement, _declared(statement))
    writes = _writes(statement)
    lines: dict[str, int] = {}
    for body in _bodies(statement):
        inside = {write.name for write in writes if write.place in body}
        changed = known.written | inside | _changed(statement, body, known)
        for place in body:
            name = statement[place].text
            if name in changed & known.declared - local and _is_variable(statement, place):
                lines.setdefault(name, statement[place].line)
    # `list::add` is a lambda without a body.
    for place in _changing_references(statement, known):
        lines.setdefault(statement[place].text, statement[place].line)
    for name, line in sorted(lines.items()):
        yield (
            f"has a lambda, method or class in line {line} that uses the top-level variable {name!r}, which changes: "
            "mutable state that threads can share. Put both into one block, a class, or the library."
        )


def _text(statement: list[Token], place: int) -> str:
    return statement[place].text if 0 <= place < len(statement) else ""


def _is_variable(statement: list[Token], place: int) -> bool:
    """Whether the word may be a variable: not a member of something, and not the name of a call."""
    return (
        statement[place].kind == "word"
        and _text(statement, place - 1) not in {".", "::"}
        and _text(statement, place + 1) != "("
    )


def _closing(statement: list[Token], place: int) -> int:
    """Returns the place of the bracket that closes the one at `place`."""
    depth = statement[place].depth
    return next((p for p in range(place + 1, len(statement)) if statement[p].depth == depth), len(statement) - 1)


# --- Declarations ----------------------------------------------------------------------------------------------------


def _follows_type(statement: list[Token], place: int) -> bool:
    before = statement[place - 1] if place else None
    if before is None:
        return False
    if before.kind == "word":
        return before.text not in _NO_TYPE
    if before.text == ">":  # `List<String> x`, not `a > x`
        open_brackets = 0
        for token in reversed(statement[:place]):
            open_brackets += {">": 1, "<": -1}.get(token.text, 0)
            if open_brackets == 0:
                return True
            if token.kind != "word" and token.text not in set("<>,.?&[]@"):
                return False
        return False
    return (_text(statement, place - 2), before.text) in {("[", "]"), (".", ".")}  # arrays and `int... x`


def _declared(statement: list[Token]) -> list[int]:
    """Returns the places of the names in `Type name = …, name = …;`, if the statement is one."""
    top = [place for place, token in enumerate(statement) if token.depth == 0 and token.text not in _MODIFIERS]
    if not top or statement[top[0]].text in _NO_TYPE:
        return []
    found: list[int] = []
    for number, place in enumerate(top):
        after = statement[top[number + 1]].text if number + 1 < len(top) else ";"
        if statement[place].kind != "word" or after not in {"=", ";", ","}:
            continue
        if found:
            if _text(statement, place - 1) == ",":
                found.append(place)
        elif _follows_type(statement, place):
            found.append(place)
        elif after == "=":
            return []
    return found


def _locals(statement: list[Token], declared: list[int]) -> set[str]:
    """Returns the names that the statement declares inside: variables, fields, parameters, patterns."""
    found = set()
    for place, token in enumerate(statement):
        if token.kind != "word" or place in declared:
            continue
        if _text(statement, place + 1) == "->":
            found.add(token.text)
        elif token.depth and _follows_type(statement, place) and _text(statement, place + 1) != "(":
            found.add(token.text)
        elif token.depth and _text(statement, place - 1) in {"(", ","} and _text(statement, place + 1) in {")", ","}:
            # `(a, b) ->`
            end = next((p for p in range(place, len(statement)) if statement[p].depth < token.depth), place)
            if _text(statement, end) == ")" and _text(statement, end + 1) == "->":
                found.add(token.text)
    return found


def _is_collection(statement: list[Token], place: int) -> bool:
    """Whether the variable's value begins with `new ArrayList` or the like."""
    if _text(statement, place + 1) != "=" or _text(statement, place + 2) != "new":
        return False
    name = place + 3
    while _text(statement, name + 1) == ".":
        name += 2
    return _text(statement, name) in _COLLECTIONS


# --- Uses ------------------------------------------------------------------------------------------------------------


def _writes(statement: list[Token]) -> list[_Write]:
    found = []
    for place, token in enumerate(statement):
        if token.text not in _WRITES:
            continue
        root = _root(statement, place - 1)
        if root is not None:
            found.append(_Write(statement[root].text, root, root != place - 1))
        elif token.text in {"++", "--"} and place + 1 < len(statement) and statement[place + 1].kind == "word":
            inside = _text(statement, place + 2) in {".", "["}
            found.append(_Write(statement[place + 1].text, place + 1, inside))
    return found


def _root(statement: list[Token], place: int) -> int | None:
    """Returns the place of `a` if `a`, `a[…]`, `a.b` or the like ends at `place`."""
    while place >= 0:
        token = statement[place]
        if token.text == "]":
            place = next(p for p in range(place - 1, -1, -1) if p == 0 or statement[p].depth == token.depth) - 1
        elif token.kind != "word":
            return None
        elif _text(statement, place - 1) == ".":
            place -= 2
        else:
            return place
    return None


def _changed(statement: list[Token], body: range, known: Variables) -> set[str]:
    """Returns the plain collections of the top level on which the body calls a method that changes them."""
    return {
        statement[place].text
        for place in body
        if statement[place].text in known.collections
        and _text(statement, place + 1) == "."
        and _text(statement, place + 2) in _CHANGES
        and _text(statement, place + 3) == "("
    }


def _changing_references(statement: list[Token], known: Variables) -> list[int]:
    return [
        place
        for place, token in enumerate(statement)
        if token.text in known.collections
        and _text(statement, place + 1) == "::"
        and _text(statement, place + 2) in _CHANGES
    ]


def _bodies(statement: list[Token]) -> Iterator[range]:
    """Yields where code stands that another thread could run: lambdas, methods and classes, outer before inner."""
    for place, token in enumerate(statement):
        if token.text == "->" and not _is_switch_arm(statement, place):
            yield _lambda_body(statement, place)
        elif token.text == "new":
            yield from _anonymous_body(statement, place)
        elif token.text == "{" and token.depth == 0 and _heads_method_or_class(statement[:place]):
            yield range(place, _closing(statement, place))


def _is_switch_arm(statement: list[Token], arrow: int) -> bool:
    depth = statement[arrow].depth
    for token in reversed(statement[:arrow]):
        if token.depth < depth or token.depth == depth and token.text in {";", "{", "}", "->", "=", ":"}:
            return False
        if token.depth == depth and token.text in {"case", "default"}:
            return True
    return False


def _lambda_body(statement: list[Token], arrow: int) -> range:
    depth = statement[arrow].depth
    if _text(statement, arrow + 1) == "{":
        return range(arrow + 1, _closing(statement, arrow + 1))
    for place in range(arrow + 1, len(statement)):
        token = statement[place]
        if token.depth < depth or token.depth == depth and token.text in {",", ";"}:
            return range(arrow + 1, place)
    return range(arrow + 1, len(statement))


def _anonymous_body(statement: list[Token], new: int) -> Iterator[range]:
    depth = statement[new].depth
    for place in range(new + 1, len(statement)):
        token = statement[place]
        if token.depth == depth and token.text == "(":
            body = _closing(statement, place) + 1
            if _text(statement, body) == "{":
                yield range(body, _closing(statement, body))
            return
        if token.kind != "word" and token.text not in set("<>,.?&@"):
            return  # an array


def _heads_method_or_class(head: list[Token]) -> bool:
    top = [token.text for token in head if token.depth == 0]
    if _CLASSES & set(top):
        return True
    # A type, a name and its parameters: `if (…) {` and `int x = f(…) {` are no such head.
    if "=" in top or "(" not in top:
        return False
    name = next(place for place, token in enumerate(head) if token.text == "(" and token.depth == 0) - 1
    return name > 0 and head[name].kind == "word" and _follows_type(head, name)
