"""From nodes to text: the one layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from beskplan.layout._nodes import Branch, Entry, Leaf, Lines, Sheet
from beskplan.layout._scalars import WIDTH, as_block, in_line, needs_block
from beskplan.layout._shapes import SHAPES, Shape

_TO_BESKPLAN: Final = re.compile(r"#[ \t]*beskplan:")
_BESIDE: Final = "  "


def written(sheet: Sheet) -> str:
    """Return a file in the one layout; its last line ends too."""
    schema = sheet.root.get("schema")
    named = schema.text if isinstance(schema, Leaf) else ""
    shape = SHAPES[named if named in SHAPES and "/" in named else "any"]
    lines = [*sheet.head, *_block(sheet.root, shape, 0)]
    return "".join(f"{line}\n" for line in lines)


def _block(branch: Branch, shape: Shape, column: int, lead: str = "") -> Iterator[str]:
    """Yield the lines of a mapping or list in block style.

    Args:
        branch: the mapping or list.
        shape: what is known of it.
        column: where its keys or dashes stand.
        lead: what stands before its first entry on that line, if not spaces alone.
    """
    for number, entry in enumerate(_in_order(branch, shape)):
        above = entry.above
        if number == 0 and above[:1] == ("",):
            above = above[1:]
        elif number > 0 and shape.apart and above[:1] != ("",):
            above = ("", *above)
        first = number == 0 and lead
        yield from _indented(above, len(lead) - len(lead.lstrip(" ")) if first else column)
        yield from _entry(entry, shape, column, lead if first else " " * column)
    yield from _indented(branch.below, column)


def _in_order(branch: Branch, shape: Shape) -> tuple[Entry, ...]:
    if not branch.keyed:
        return branch.entries
    return tuple(
        sorted(branch.entries, key=lambda one: shape.place(one.key.text if one.key else ""))
    )


def _indented(lines: Lines, column: int) -> Iterator[str]:
    for line in lines:
        yield f"{' ' * column}{line}" if line else ""


def _entry(entry: Entry, shape: Shape, column: int, lead: str) -> Iterator[str]:
    """Yield the lines of a key or an item with its value."""
    if entry.key is None:
        head, inside = f"{lead}-", shape.of_items
    else:
        head, inside = f"{lead}{_key(entry.key, shape, flow=False)}:", shape.of_key(entry.key.text)
    beside = f"{_BESIDE}{entry.beside}" if entry.beside else ""
    if isinstance(entry.value, Leaf):
        yield from _text(entry.value, inside, head, column + 2, beside)
        return
    line = f"{head} {_one_line(entry, inside)}"
    if _stays_on_line(entry, inside, line):
        yield f"{line}{beside}"
    elif entry.key is not None:
        yield f"{head}{beside}"
        yield from _block(entry.value, inside, column + 2)
    else:
        yield from _item(entry.value, inside, column, f"{head} ", entry.beside)


def _item(branch: Branch, shape: Shape, column: int, lead: str, beside: str) -> Iterator[str]:
    """Yield the lines of a mapping or list that is an item; its comment goes to its first line."""
    first, *rest = _in_order(branch, shape)
    if beside and first.beside:
        yield from _indented((beside,), column)
    elif beside:
        first = replace(first, beside=beside)
    yield from _block(replace(branch, entries=(first, *rest)), shape, column + 2, lead)


def _text(leaf: Leaf, shape: Shape, head: str, column: int, beside: str) -> Iterator[str]:
    line = f"{head} {in_line(leaf, is_text=shape.text, flow=False)}"
    block = as_block(leaf.text, WIDTH - column)
    if block is None or ("\n" not in leaf.text and (len(line) <= WIDTH or len(block[1]) == 1)):
        yield f"{line}{beside}"
        return
    mark, lines = block
    yield f"{head} {mark}{beside}"
    yield from _indented(tuple(lines), column)


def _key(key: Leaf, shape: Shape, *, flow: bool) -> str:
    is_name = shape.names and key.text not in shape.keys
    return in_line(key, is_text=is_name, flow=flow)


def _stays_on_line(entry: Entry, shape: Shape, line: str) -> bool:
    """Whether a mapping or list stands on one line.

    A comment to beskplan holds for its line, so such a line is neither broken nor joined.
    """
    assert isinstance(entry.value, Branch)
    if not entry.value.entries:
        return True
    if _flat(entry.value, shape) is None:
        return False
    if _TO_BESKPLAN.match(entry.beside):
        return entry.value.flow
    return len(line) <= WIDTH


def _one_line(entry: Entry, shape: Shape) -> str:
    assert isinstance(entry.value, Branch)
    return _flat(entry.value, shape) or ("{}" if entry.value.keyed else "[]")


def _flat(branch: Branch, shape: Shape) -> str | None:
    """Return a mapping or list on one line; None where it holds comments or must not be."""
    if branch.below or (shape.block and branch.entries):
        return None
    parts = []
    for entry in _in_order(branch, shape):
        inside = shape.of_items if entry.key is None else shape.of_key(entry.key.text)
        part = _flat_value(entry, inside)
        if part is None:
            return None
        parts.append(part if entry.key is None else f"{_key(entry.key, shape, flow=True)}: {part}")
    joined = ", ".join(parts)
    return f"{{{joined}}}" if branch.keyed else f"[{joined}]"


def _flat_value(entry: Entry, shape: Shape) -> str | None:
    value = entry.value
    if entry.beside or any(entry.above):
        return None
    if isinstance(value, Leaf):
        if needs_block(value.text):
            return None
        return in_line(value, is_text=shape.text, flow=True)
    if entry.key is None and value.keyed:
        return None
    return _flat(value, shape)
