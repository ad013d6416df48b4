"""XLSX: typed cells, numbers shown with the decimals that were published, and no formulas."""

from __future__ import annotations

import io
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from beskplan.errors import OutputError, UsageError
from beskplan.exports.formats import Sheet
from beskplan.numbers import decimals_of
from beskplan.tables import Cell

try:
    import xlsxwriter
except ModuleNotFoundError as cause:
    raise UsageError(
        "--format xlsx needs XlsxWriter, which is not installed; install beskplan[xlsx]"
    ) from cause

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LIBRARY: Final = "xlsxwriter"
_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_575
_WIDEST: Final = 60
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(sheet: Sheet) -> bytes:
    """Return a workbook of one sheet, made on the day that the answer is for.

    Raises:
        OutputError: a sheet cannot hold so many rows, or a cell so long a text.
    """
    _check(sheet)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    day = datetime(sheet.as_of.year, sheet.as_of.month, sheet.as_of.day)
    book.set_properties({"created": day, "comments": sheet.table.schema})
    page = book.add_worksheet(sheet.table.name)
    looks = _Looks(book)
    for at, head in enumerate(sheet.table.heads):
        page.write_string(0, at, head, looks.head)
    for number, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _write(page, number, at, cell, looks)
    for at, head in enumerate(sheet.table.heads):
        texts = [head, *(str(row[at]) for row in sheet.rows if row[at] is not None)]
        page.set_column(at, at, min(_WIDEST, max(map(len, texts)) + 2))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.table.heads) - 1)
    book.close()
    return content.getvalue()


def _check(sheet: Sheet) -> None:
    longest = max(
        (len(one) for row in sheet.rows for one in row if isinstance(one, str)), default=0
    )
    if longest > _LONGEST or len(sheet.rows) > _MOST_ROWS:
        raise OutputError(
            f"{sheet.table.name}: a sheet of XLSX holds {_MOST_ROWS} rows, and a cell {_LONGEST} "
            f"characters; here are {len(sheet.rows)} rows, and texts of {longest} characters; "
            "choose another --format"
        )


class _Looks:
    """How cells are shown: a number with so many decimals, a day as 2026-11-22."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Format] = {}
        self.head = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})

    def number(self, decimals: int) -> Format:
        """Return the look of a number with so many decimals, 30 at most, as Excel has it."""
        if decimals not in self._numbers:
            shown = "0" if decimals == 0 else f"0.{'0' * min(decimals, 30)}"
            self._numbers[decimals] = self._book.add_format({"num_format": shown})
        return self._numbers[decimals]


def _write(page: Worksheet, row: int, at: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case None:
            return
        case bool():
            page.write_boolean(row, at, cell)
        case Decimal():
            page.write_number(row, at, float(cell), looks.number(decimals_of(cell)))
        case int():
            page.write_number(row, at, cell)
        case date():
            page.write_datetime(row, at, cell, looks.day)
        case str():
            page.write_string(row, at, cell)


def rows(content: bytes) -> Sequence[Hashable] | None:
    """Return the rows under the header."""
    from python_calamine import CalamineError, load_workbook

    try:
        found: list[list[Any]] = (
            load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        )
    except CalamineError:
        return None
    return [tuple(row) for row in found[1:]]
