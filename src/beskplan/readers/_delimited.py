"""Text with separators into cells: every line whole, or an error that names it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from beskplan.errors import DataInvalidError, quoted
from beskplan.readers._opened import Content, Opened

SEPARATORS: Final = (";", "\t", ",")
_HEAD: Final = 1 << 16
_LINES: Final = 20


@dataclass(frozen=True)
class Cells:
    """The cells of a text table or of a sheet.

    Attributes:
        rows: number of the line or row as an editor shows it, and its cells. Typed cells of
            JSON and workbooks are numbers, dates or None; those of text are all text.
        separator: what stands between the cells of a text, None in a sheet.
        sheet: the name of the sheet, None for text.
    """

    rows: tuple[tuple[int, tuple[object, ...]], ...]
    separator: str | None = None
    sheet: str | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the first row as text."""
        return tuple(str(cell).strip() for cell in self.rows[0][1]) if self.rows else ()

    @property
    def body(self) -> tuple[tuple[int, tuple[object, ...]], ...]:
        """The rows under the header."""
        return self.rows[1:]


def first_lines(text: str) -> list[str]:
    """Return the first lines that are not empty, to look at what a text is."""
    return [line for line in lines_of(text[:_HEAD])[:_LINES] if line.strip()]


def lines_of(text: str) -> list[str]:
    """Return lines without their ends; only line feed and carriage return end one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def separator_of(text: str) -> str | None:
    """Return the separator of a text table, or None where no line has one.

    That is the first of semicolon, tab and comma which every one of the first lines has
    equally often; else the one that most lines agree on, so that titles and notes may lack
    it. What does not fit is told when the cells are read.
    """
    counts = {mark: [line.count(mark) for line in first_lines(text)] for mark in SEPARATORS}
    for mark, found in counts.items():
        if found and found[0] and len(set(found)) == 1:
            return mark
    agreed = {mark: _most_alike(found) for mark, found in counts.items()}
    best = max(SEPARATORS, key=agreed.__getitem__)
    return best if agreed[best] else None


def _most_alike(counts: list[int]) -> int:
    """Return how many lines have a separator equally often, zero times not counted."""
    return max((counts.count(one) for one in set(counts) if one), default=0)


def cells_of(file: Opened, separator: str) -> Cells:
    """Return the cells of a text table; lines without any cell are left out.

    Raises:
        DataInvalidError: a line with more or fewer cells than the first, a quotation mark that
            is never closed, or a last line without its end, which may have been cut.
    """
    rows = ragged_rows(file, separator)
    width = len(rows[0][1]) if rows else 0
    problems = [
        file.problem(f"{_counted(len(cells))}, but the first line has {width}", number)
        for number, cells in rows
        if len(cells) != width
    ]
    if problems:
        raise DataInvalidError(problems)
    return Cells(tuple(rows), separator)


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def ragged_rows(file: Opened, separator: str) -> list[tuple[int, tuple[object, ...]]]:
    """Return numbered lines with as many cells as each has; lines without any are left out.

    Raises:
        DataInvalidError: a quotation mark that is never closed, or a last line without its
            end, which may have been cut.
    """
    assert file.content is Content.TEXT
    if not file.text.endswith(("\n", "\r")):
        message = (
            "the last line has no line end, so the file may have been cut; export it again, or "
            "add the line end if it is whole"
        )
        raise DataInvalidError([file.problem(message, len(lines_of(file.text)))])
    return _read_quoted(file, separator) if '"' in file.text else _split(file.text, separator)


def _split(text: str, separator: str) -> list[tuple[int, tuple[object, ...]]]:
    """Return the cells of text without quotation marks."""
    empty = f" \t\xa0{separator}"
    return [
        (number, tuple(line.split(separator)))
        for number, line in enumerate(lines_of(text), start=1)
        if line.strip(empty)
    ]


def _read_quoted(file: Opened, separator: str) -> list[tuple[int, tuple[object, ...]]]:
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[object, ...]]] = []
    last = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((last + 1, tuple(cells)))
            last = reader.line_num
    except csv.Error as cause:
        message = f"a quotation mark that does not fit: {cause}; is the file whole?"
        raise DataInvalidError([file.problem(message, last + 1)]) from cause
    return rows


def shown_header(header: tuple[str, ...]) -> str:
    """Return the first heads of a table for a message."""
    some = ", ".join(quoted(head) for head in header[:6])
    return f"{some} and {len(header) - 6} more" if len(header) > 6 else some


__all__ = [
    "SEPARATORS",
    "Cells",
    "cells_of",
    "first_lines",
    "lines_of",
    "ragged_rows",
    "separator_of",
    "shown_header",
]
