"""Just enough of Java's lexical structure to ask a few questions of a cell without being fooled by its strings.

Tokens and statements, not grammar: generics, lambdas and operators stay runs of tokens.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'''
    (?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<block>"""(?:\\.|(?!""").)*(?:"""|\Z))
  | (?P<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\.?\d[\w.]*)
  | (?P<sign>->|::|\+\+|--|<<=|>>>=|>>=|[-+*/%&|^]=|==|!=|<=|>=|&&|\|\||[^\s\w])
    ''',
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "([{", ")]}"
# What may follow a closing brace without beginning a new statement.
_GOES_ON = {
    "else",
    "catch",
    "finally",
    "instanceof",
    ";",
    ",",
    ".",
    "::",
    ")",
    "]",
    "?",
    ":",
    "=",
    "+",
    "==",
    "!=",
    "&&",
    "||",
}


class Token(NamedTuple):
    """A piece of code: its kind (word, number, string, block, sign), text, line from 1, and how deep in brackets."""

    kind: str
    text: str
    line: int
    depth: int


def tokens(code: str) -> list[Token]:
    """Returns the tokens without comments. A bracket has the depth outside of it. Never fails, whatever the text."""
    found = []
    depth = 0
    line, seen = 1, 0
    for match in _TOKEN.finditer(code):
        line += code.count("\n", seen, match.start())
        seen = match.start()
        kind, text = match.lastgroup or "sign", match[0]
        if kind == "comment":
            continue
        if text in _CLOSE:
            depth = max(0, depth - 1)
        found.append(Token(kind, text, line, depth))
        if text in _OPEN:
            depth += 1
    return found


def statements(code: str) -> list[list[Token]]:
    """Returns the top-level statements and declarations of a cell, each with its closing sign."""
    found: list[list[Token]] = []
    current: list[Token] = []
    all_tokens = tokens(code)
    for place, token in enumerate(all_tokens):
        current.append(token)
        after = all_tokens[place + 1].text if place + 1 < len(all_tokens) else ""
        ends_block = token.text == "}" and after not in _GOES_ON and not (after == "while" and current[0].text == "do")
        if token.depth == 0 and (token.text == ";" or ends_block):
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found
