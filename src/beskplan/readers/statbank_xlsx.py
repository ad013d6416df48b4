"""Workbooks as the site of StatBank exports them.

The title stands in the first row and the unit in the second, then periods across the sheet.
To their left stand the members of the variables, each only where it changes; footnotes follow
after an empty row. Two genuine files have been seen, both in English and with years. The
sheet's name is the id of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from beskplan.errors import DataInvalidError, Problem, quoted
from beskplan.periods import Period
from beskplan.readers._delimited import Cells
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._json_rows import Row
from beskplan.readers._opened import Content
from beskplan.readers._statbank import FIGURE, held_by, one_area, table_in

TITLE: Final = "StatBank, Excel"
_UNIT: Final = re.compile(r"(?i)(?:units?|enhed(?:er)?)\s*:\s*(?P<unit>.*)")
_VARIABLES: Final = re.compile(
    r"(?i).*?\b(?:by|efter)\s+(?P<names>.+)\s+(?:and|og)\s+(?:time|tid)\s*"
)


def claims(file: DataFile) -> bool:
    """Say whether a sheet begins with a title and, in the second row, a unit."""
    if file.opened.content is not Content.WORKBOOK:
        return False
    return any(_is_ours(sheet) for sheet in file.sheets)


def _is_ours(sheet: Cells) -> bool:
    if len(sheet.rows) < 3 or [number for number, _ in sheet.rows[:2]] != [1, 2]:
        return False
    title, unit = (_only(cells) for _, cells in sheet.rows[:2])
    return title is not None and unit is not None and _UNIT.fullmatch(unit) is not None


def _only(cells: Sequence[object]) -> str | None:
    """Return the first cell where it is the only one of its row and a text."""
    if any(cell is not None for cell in cells[1:]) or not isinstance(cells[0], str):
        return None
    return cells[0].strip()


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the table of every sheet.

    Raises:
        DataInvalidError: a sheet of another layout, something else than periods across, rows
            without members, text among the figures.
    """
    return tuple(_grid(file, sheet) for sheet in file.sheets)


def _grid(file: DataFile, sheet: Cells) -> Grid:
    if not _is_ours(sheet):
        raise _invalid(file, sheet, "this sheet is not as the others: no title and unit on top")
    (_, (title, *_)), (_, (unit, *_)), (row, heads), *rest = sheet.rows
    stubs = next((at for at, cell in enumerate(heads) if cell is not None), 0)
    across = _periods(file, sheet, row, heads[stubs:])
    body, notes = _parted(row, rest)
    rows = _filled(file, sheet, body, stubs, stubs + len(across))
    said = _UNIT.fullmatch(str(unit).strip())
    columns = [
        Column(head, held_by(head, [str(cells[at]) for _, cells in rows]), place=at + 1)
        for at, head in enumerate(_heads(str(title), stubs))
    ]
    figures = [
        Column(FIGURE, Holds.FIGURES, fixed={"period": period}, place=stubs + at)
        for at, period in enumerate(across, start=1)
    ]
    return Grid(
        (*one_area(columns), *figures),
        rows,
        sheet=sheet.sheet,
        table=table_in(sheet.sheet or "") or table_in(file.opened.path.name),
        unit=said["unit"] if said else None,
        notes=(str(title), *notes),
        by_table=True,
    )


def _heads(title: str, stubs: int) -> list[str]:
    """Return the names of the variables by the title, numbers where it does not say as many."""
    found = _VARIABLES.fullmatch(title)
    names = re.split(r",\s*", found["names"]) if found else []
    if len(names) == stubs:
        return names
    return [f"variable {number}" for number in range(1, stubs + 1)]


def _periods(file: DataFile, sheet: Cells, row: int, heads: Sequence[object]) -> list[str]:
    """Return the periods across the sheet, empty columns at its end aside."""
    names = [_name(cell) for cell in heads]
    while names and not names[-1]:
        names.pop()
    found: dict[Period, str] = {}
    for name in names:
        try:
            period = Period.parse(name)
        except ValueError as cause:
            message = f"periods are wanted across the sheet, with time as the heading: {cause}"
            raise _invalid(file, sheet, message, row) from cause
        if period in found:
            raise _invalid(file, sheet, f"two columns are headed {quoted(name)}", row)
        found[period] = name
    if not found:
        raise _invalid(file, sheet, "no periods across the sheet", row)
    return names


def _name(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _parted(row: int, rest: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """Part the figures from footnotes, which are single texts after an empty row."""
    end = len(rest)
    while end > 0 and _only(rest[end - 1][1]) is not None:
        end -= 1
    last = rest[end - 1][0] if end else row
    while end < len(rest) and rest[end][0] == last + 1:  # no empty row: still a member
        last, end = rest[end][0], end + 1
    return list(rest[:end]), [str(cells[0]).strip() for _, cells in rest[end:]]


def _filled(
    file: DataFile, sheet: Cells, body: Sequence[Row], stubs: int, width: int
) -> tuple[Row, ...]:
    """Return rows with every member in its place; what stands only where it changes is repeated."""
    rows: list[Row] = []
    problems: list[Problem] = []
    before: list[object] = [None] * stubs
    for number, cells in body:
        members = [
            old if new is None else new for old, new in zip(before, cells[:stubs], strict=True)
        ]
        if None in members:
            problems.append(_problem(sheet, file, "a variable has no member yet", number))
        elif all(cell is None for cell in cells[:stubs]) and stubs:
            problems.append(_problem(sheet, file, "figures without any member", number))
        elif any(cell is not None for cell in cells[width:]):
            problems.append(_problem(sheet, file, "a cell stands right of the periods", number))
        rows.append((number, (*members, *cells[stubs:width])))
        before = members
    if not rows:
        problems.append(_problem(sheet, file, "no rows under the periods", 3))
    if problems:
        raise DataInvalidError(problems)
    return tuple(rows)


def _problem(sheet: Cells, file: DataFile, message: str, row: int) -> Problem:
    return file.problem(f"sheet {quoted(sheet.sheet or '')}: {message}", row)


def _invalid(file: DataFile, sheet: Cells, message: str, row: int = 0) -> DataInvalidError:
    return DataInvalidError([_problem(sheet, file, message, row)])
