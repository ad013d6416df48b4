"""A table that somebody made by hand, in a spreadsheet or as CSV, with headings in Danish.

One header row names the columns: Kommune (Område, By, Geografi) for areas; Periode (År,
Kvartal, Måned, Tid) for periods, where a year and a quarter or month may stand in columns of
their own; Måling (Indikator, Nøgletal) for what is counted; Værdi (Tal, Antal, Andel, Pct.)
for the figures; any other heading for members of a dimension, or for figures that it names.
Periods or areas may also stand across. Titles above and notes below belong to the table.
"""

from __future__ import annotations

from typing import Final

from beskplan.errors import DataInvalidError, Problem
from beskplan.readers._delimited import Cells, first_lines, ragged_rows
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Grid
from beskplan.readers._hand_made import Rows, Table, header_of
from beskplan.readers._opened import Content

TITLE: Final = "hand-made table"
_LOOKED_AT: Final = 20
_JOBINDSATS: Final = (("area", "periode"), ("periode", "område"))
_UNITS: Final = ("enhed", "unit")
_TIDY: Final = frozenset({"indicator", "segment", "area", "period", "value"})


def claims(file: DataFile) -> bool:
    """Say whether some row reads as the header of such a table, and no publisher's layout."""
    heads = tuple(head.casefold() for head in file.header)
    if heads[:2] in _JOBINDSATS or heads[-1:] == ("indhold",) or set(heads) >= _TIDY:
        return False
    if file.opened.content is Content.WORKBOOK:
        beginnings = [sheet.rows[:_LOOKED_AT] for sheet in file.sheets]
        return not any(map(_is_statbank, beginnings)) and any(
            header_of(rows) is not None for rows in beginnings
        )
    if file.separator is None or file.is_json:
        return False
    lines = enumerate(first_lines(file.text), start=1)
    rows = [
        (at, tuple(cell.strip(' "') for cell in line.split(file.separator))) for at, line in lines
    ]
    return header_of(rows) is not None


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the table of a text, or of every sheet that has one.

    Raises:
        DataUnreadableError: no row names columns, once quotation marks are read.
        DataInvalidError: a row that is torn, a second table, a heading that can be read in two
            ways; every problem of the file.
    """
    found: list[Grid] = []
    problems: list[Problem] = []
    tables = _tables(file)
    without = [cells for cells in tables if header_of(cells.rows[:_LOOKED_AT]) is None]
    notes = tuple(f'sheet "{cells.sheet}" holds no table' for cells in without)
    for cells in (cells for cells in tables if cells not in without):
        try:
            found.append(Table(file, cells).grid(notes))
        except DataInvalidError as cause:
            problems += cause.problems
    if problems:
        raise DataInvalidError(problems)
    if not found:
        raise file.refused("no row of this file names the columns of a table")
    return tuple(found)


def _tables(file: DataFile) -> tuple[Cells, ...]:
    if file.opened.content is Content.WORKBOOK:
        return file.sheets
    assert file.separator is not None
    return (Cells(tuple(ragged_rows(file.opened, file.separator)), file.separator),)


def _is_statbank(rows: Rows) -> bool:
    """Whether a sheet begins as those of StatBank do: a title, and under it a unit."""
    if len(rows) < 3 or [number for number, _ in rows[:2]] != [1, 2]:
        return False
    alone = all(cells[0] is not None and not any(cells[1:]) for _, cells in rows[:2])
    return alone and str(rows[1][1][0]).strip().casefold().startswith(_UNITS)


__all__ = ["TITLE", "claims", "grids"]
