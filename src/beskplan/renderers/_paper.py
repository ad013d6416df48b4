"""Columns and lines on a console of a given width, with nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, and how its cells are set."""

    key: str
    heading: str = ""
    right: bool = False
    widest: int = 40
    lead: int = 2


def _breakable(text: Text, width: int) -> Text:
    """Return text in which words that are too long may also break behind a hyphen or slash."""
    breaks = []
    for word in _WORD.finditer(text.plain):
        start = word.start()
        for mark in _MARK.finditer(text.plain, *word.span()):
            if cell_len(text.plain[start : word.end()]) <= width:
                break
            following = _MARK.search(text.plain, mark.end(), word.end())
            end = following.end() if following else word.end()
            if cell_len(text.plain[start:end]) > width:
                breaks.append(mark.end())
                start = mark.end()
    return Text(" ").join(text.divide(breaks)) if breaks else text


_WORD: Final = re.compile(r"\S+")
_MARK: Final = re.compile(r"(?<=\w)[-/](?=\w)")


@dataclass(frozen=True)
class Paper:
    """What is written on: so many cells wide."""

    console: Console
    width: int

    def wrapped(self, text: Text, width: int) -> list[Text]:
        """Return text in lines that are no wider; words that are too long are broken."""
        if cell_len(text.plain.rstrip()) <= width:
            text.rstrip()
            return [text]
        width = max(width, 2)
        lines = list(_breakable(text, width).wrap(self.console, width, overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines

    def row(self, cells: Sequence[tuple[Column, int, Text]]) -> Iterator[Text]:
        """Yield the lines of one row of columns, each of its own width."""
        columns = [(column, width, self.wrapped(text, width)) for column, width, text in cells]
        for number in range(max(len(lines) for _, _, lines in columns)):
            line = Text()
            for column, width, lines in columns:
                cell = lines[number] if number < len(lines) else Text()
                room = " " * (width - cell_len(cell.plain))
                line.append(" " * column.lead + (room if column.right else ""))
                line.append(cell).append("" if column.right else room)
            line.rstrip()
            yield line

    def hanging(self, start: Text, parts: Sequence[Text], between: str = "") -> Iterator[Text]:
        """Yield parts behind a start, further lines under the first or, if narrow, indented."""
        indent = cell_len(start.plain)
        if indent > self.width // 3:
            start, indent, parts = Text(), 4, [start.copy().append(parts[0]), *parts[1:]]
        for number, line in enumerate(self.packed(parts, between, self.width - indent)):
            yield (Text(" " * indent) if number else start.copy()).append(line)

    def packed(self, parts: Sequence[Text], between: str, width: int) -> Iterator[Text]:
        """Yield lines with as many parts as fit; a part is broken only where it is too long."""
        line = Text()
        for number, part in enumerate(parts):
            mark = between if number + 1 < len(parts) else ""
            marked = part.copy().append(mark)
            if line and cell_len(line.plain + marked.plain.rstrip()) > width:
                yield from self.wrapped(line, width)
                line = Text()
            line.append(marked)
        yield from self.wrapped(line, width)
