"""Cells of tables as text: numbers stay numbers, and no text runs as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Final

from beskplan.tables import Cell

_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet would take for a formula, also in full width."""


@dataclass(frozen=True)
class Variant:
    """How a CSV is written.

    Attributes:
        separator: what stands between cells.
        point: the decimal mark.
        mark: what the file begins with, so that a spreadsheet knows its encoding.
    """

    separator: str
    point: str
    mark: str = ""


NEUTRAL: Final = Variant(",", ".")
"""For programs: comma, decimal point, UTF-8 without a mark."""
DANISH: Final = Variant(";", ",", "\ufeff")
"""For a Danish Excel: semicolon, decimal comma, UTF-8 with a mark."""


def harmless(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would run as a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def cell_text(cell: Cell, point: str) -> str:
    """Return a cell of a CSV: digits as published, dates as 2026-11-22, nothing as nothing."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}".replace(".", point)
        case date():
            return cell.isoformat()
        case str():
            return harmless(cell)
        case _:
            return str(cell)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]], variant: Variant) -> bytes:
    """Return a table as CSV in UTF-8, with one header row and CRLF at the ends of lines."""
    text = StringIO()
    writer = csv.writer(text, delimiter=variant.separator)
    writer.writerow(heads)
    writer.writerows([cell_text(cell, variant.point) for cell in row] for row in rows)
    return (variant.mark + text.getvalue()).encode()
