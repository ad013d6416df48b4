"""Excel workbooks (.xlsx) through calamine, which is imported when one is read.

A cell is what the workbook shows: one formatted in percent is a `Percent`, a date formatted
as a month or a year is that. Older and other kinds (.xls, .xlsb, .ods) do not let that be
seen, so they are refused: 0.059 shown as 5,9 % would be a hundredth of what it says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from beskplan.errors import quoted
from beskplan.readers._delimited import Cells
from beskplan.readers._notation import Percent, exact
from beskplan.readers._opened import MOST_BYTES, Opened, unzipped, zip_of
from beskplan.readers._shown import Place, Shown, shown_cells, spans

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS: Final = 2_000_000
_BOOK: Final = "xl/workbook.xml"


def sheets_of(file: Opened) -> tuple[Cells, ...]:
    """Return the sheets of a workbook that hold any cell, rows numbered as the program shows them.

    Raises:
        DataUnreadableError: the workbook is damaged, locked, too large, or no .xlsx.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    data = _checked(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_spans(file, spans(archive))
            shown = shown_cells(archive)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = [_cells(workbook, name, shown.get(name, {})) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError, LookupError) as cause:
        raise file.refused(f"this workbook is cut or damaged: {cause}") from cause
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise file.refused("this workbook is empty")
    return found


def _checked(file: Opened) -> bytes:
    """Return the workbook unpacked within limits, so that no reader unpacks more than this."""
    hint = "open it and save it as .xlsx without a password"
    if not file.data.startswith(b"PK"):
        raise file.refused(f"an old Excel workbook (.xls), or one that is locked; {hint}")
    whole = io.BytesIO()
    with zip_of(file, file.data) as packed, zipfile.ZipFile(whole, "w") as stored:
        names = packed.namelist()
        if _BOOK not in names:
            raise file.refused(f"a workbook of another kind than .xlsx; {hint}")
        if len(set(names)) < len(names):
            raise file.refused("this workbook is damaged: it holds a part twice")
        for member in packed.infolist():
            stored.writestr(member.filename, unzipped(file, packed, member))
            if whole.tell() > MOST_BYTES:
                raise file.refused(f"it unpacks to more than {MOST_BYTES:,} bytes")
    return whole.getvalue()


def _check_spans(file: Opened, found: Mapping[str, int]) -> None:
    for name, cells in found.items():
        if cells > MOST_CELLS:
            raise file.refused(f"sheet {quoted(name)} spans more than {MOST_CELLS:,} cells")


def _cells(workbook: CalamineWorkbook, name: str, shown: Mapping[Place, Shown]) -> Cells:
    sheet = workbook.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    grid = [
        [None] * left
        + [_cell(cell, shown.get((row, at))) for at, cell in enumerate(cells, start=left)]
        for row, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top)
    ]
    _fill_merged(grid, top, sheet.merged_cell_ranges or [])
    rows = enumerate(grid, start=top + 1)
    return Cells(
        tuple((row, tuple(cells)) for row, cells in rows if any(one is not None for one in cells)),
        sheet=name,
    )


def _fill_merged(grid: list[list[object]], top: int, merged: Sequence[tuple[Place, Place]]) -> None:
    """Write a name that is merged down over several rows into each of them."""
    for (first, column), (last, end) in merged:
        if column != end or not 0 <= first - top < len(grid):
            continue
        name = grid[first - top][column] if column < len(grid[first - top]) else None
        if isinstance(name, str):
            for cells in grid[first - top : last - top + 1]:
                cells[column] = name


def _cell(cell: object, shown: Shown | None) -> object:
    """Return a cell: None for an empty one, a date as text that `Period.parse` reads."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    match cell:
        case str() if not cell.strip():
            return None
        case datetime():
            return cell.isoformat()
        case date():
            return _date(cell, shown)
        case bool() | time() | timedelta():
            return str(cell)
        case int() | float() if shown is Shown.PERCENT:
            number = exact(cell)
            return cell if number is None else Percent(number.scaleb(2))
    return cell


def _date(day: date, shown: Shown | None) -> str:
    match shown:
        case Shown.MONTH:
            return f"{day.year}M{day.month:02}"
        case Shown.YEAR:
            return f"{day.year}"
        case _:
            return day.isoformat()


__all__ = ["MOST_CELLS", "sheets_of"]
