"""How a text is written: plain, in quotes, or folded over several lines."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from beskplan.layout._nodes import Leaf

WIDTH: Final = 100
"""Columns of a line."""

_WORDS: Final = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_OTHER_TYPE: Final = re.compile(
    r"""
      [-+]?[0-9][0-9_,]*                                  # 85, 0607 (octal), 1_000, 0,2
    | [-+]?0[bB][01_]+ | [-+]?0[xX][0-9a-fA-F_]+ | [-+]?0[oO][0-7_]+
    | [-+]?[0-9][0-9_,]*\.[0-9_.]*([eE][-+]?[0-9]+)?       # 4.10
    | [-+]?\.[0-9_]+([eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*[eE][-+]?[0-9]+                    # 1e1
    | [-+]?\.(inf|nan)
    | [-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?             # 2:30
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?          # 2022-06-30
    | = | <<
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NOT_PLAIN: Final = re.compile(
    r"""^[,\[\]{}#&*!|>'"%@`?:] | ^-(?:\ |$) | ^--- | ^\.\.\. | :(?:\ |$) | \ \# | ^\ | \ $""",
    re.VERBOSE,
)
_NOT_IN_FLOW: Final = re.compile(r"[,\[\]{}?]")
_SHOWN_AS_NOTHING: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
_BREAK: Final = re.compile("(?<! ) (?! )")
_SHORT: Final = {"\n": r"\n", "\t": r"\t", '"': r"\"", "\\": r"\\"}


def is_other_type(text: str) -> bool:
    """Whether any reader of YAML, 1.1 or 1.2, takes the plain text for something else."""
    return text.casefold() in _WORDS or _OTHER_TYPE.fullmatch(text) is not None


def in_line(leaf: Leaf, *, is_text: bool, flow: bool) -> str:
    """Return a text as it stands within a line.

    Quotes are kept where the text would be something else without them, and added where text is
    meant: a plain ``4.10`` that is an id is 4.1 for others.

    Args:
        leaf: the text.
        is_text: whether text is meant here, and never a number or a date.
        flow: whether it stands in braces or brackets.
    """
    text = leaf.text
    keeps_type = leaf.plain and not is_text
    if _may_be_plain(text, flow=flow) and (keeps_type or not is_other_type(text)):
        return text
    return _in_quotes(text)


def _may_be_plain(text: str, *, flow: bool) -> bool:
    if not text or not _is_visible(text) or _NOT_PLAIN.search(text):
        return False
    return not (flow and _NOT_IN_FLOW.search(text))


def _is_visible(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return not any(map(_is_hidden, text))


def _is_hidden(mark: str) -> bool:
    """Whether a character is refused as it is, or shown as nothing, so that an escape is better."""
    return unicodedata.category(mark) in _INVISIBLE or _SHOWN_AS_NOTHING.match(mark) is not None


def _in_quotes(text: str) -> str:
    if ('"' in text or "\\" in text) and "'" not in text and _is_visible(text):
        return f"'{text}'"
    return '"' + "".join(_SHORT.get(mark) or _escaped(mark) for mark in text) + '"'


def _escaped(mark: str) -> str:
    if not _is_hidden(mark):
        return mark
    code = ord(mark)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def as_block(text: str, room: int) -> tuple[str, list[str]] | None:
    """Return a text over several lines: the mark that begins it, and its lines.

    Args:
        text: what is written.
        room: columns for each line; a longer word stands out.

    Returns:
        None for a text that only quotes can hold.
    """
    body, chomp = (text[:-1], "") if text.endswith("\n") else (text, "-")
    lines = body.split("\n")
    if not body or body[0] in " \n" or body[-1] == "\n":
        return None
    if any(line.endswith(" ") or not _is_visible(line) for line in lines):
        return None
    if len(lines) > 1 and any(line[:1] == " " for line in lines):
        return f"|{chomp}", lines
    if len(lines) > 1 and all(len(line) <= room for line in lines):
        return f"|{chomp}", lines
    folded = _folded(lines[0], room)
    for line in lines[1:]:
        folded += ["", *(_folded(line, room) if line else ())]
    return f">{chomp}", folded


def needs_block(text: str) -> bool:
    """Whether a text has lines, so that it stands as a block."""
    return "\n" in text and as_block(text, WIDTH) is not None


def _folded(line: str, room: int) -> list[str]:
    """Return a line broken where a single space stands, as full as possible."""
    words = _BREAK.split(line)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
