"""CSV: comma and decimal point, or for a Danish spreadsheet semicolon and decimal comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from beskplan.exports.formats import Sheet
from beskplan.renderers._cells import DANISH, NEUTRAL, as_csv

LIBRARY: Final[str | None] = None
_VARIANTS: Final = {"neutral": NEUTRAL, "danish": DANISH}
_ROW: Final = re.compile(rb'(?:[^"\r]++|"[^"]*+")*+\r\n')
"""A row and its line end; those of a text stand in quotation marks."""


def render(sheet: Sheet) -> bytes:
    """Return one header row and the rows; numbers have the digits that were published."""
    return as_csv(sheet.table.heads, sheet.rows, _VARIANTS[sheet.csv or "neutral"])


def rows(content: bytes) -> Sequence[bytes]:
    """Return the rows under the header as they are written."""
    return _ROW.findall(content)[1:]
