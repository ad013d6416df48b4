"""Parquet: typed columns, numbers as exact decimals.

All decimals are Decimal(38, 18), so that the files of many quarters have one schema. Published
numbers have at most 15 decimals and computed ones 12 significant digits; one that has more than
18 decimals is rounded, but never to zero.
"""

from __future__ import annotations

import io
from collections.abc import Hashable, Sequence
from decimal import MAX_PREC, Context, Decimal
from typing import Final

import polars as pl

from beskplan.exports.formats import Sheet
from beskplan.tables import Cell

LIBRARY: Final = "polars"
_STEP: Final = Decimal((0, (1,), -18))
_EXACT: Final = Context(prec=MAX_PREC)
_TYPES: Final[dict[str, pl.DataType]] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Decimal(38, 18),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}


def render(sheet: Sheet) -> bytes:
    """Return a file with one row group, and the name of the schema among its metadata."""
    columns = zip(*sheet.rows, strict=True) if sheet.rows else ((),) * len(sheet.table.columns)
    frame = pl.DataFrame(
        [
            pl.Series(column.name, [_cell(cell) for cell in cells], dtype=_TYPES[column.kind])
            for column, cells in zip(sheet.table.columns, columns, strict=True)
        ]
    )
    content = io.BytesIO()
    frame.write_parquet(content, metadata={"schema": sheet.table.schema})
    return content.getvalue()


def _cell(cell: Cell) -> Cell:
    if not isinstance(cell, Decimal):
        return cell
    rounded = cell.quantize(_STEP, context=_EXACT)
    return rounded if rounded or not cell else _STEP.copy_sign(cell)


def rows(content: bytes) -> Sequence[Hashable] | None:
    """Return the rows."""
    try:
        return pl.read_parquet(io.BytesIO(content)).rows()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
