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

_SIGN: Final = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA: Final = re.compile(rf"\s*{_SIGN}|[\t\r\n]")
"""How a text begins that a spreadsheet would take for a formula, also in full width."""
_BEFORE_SIGN: Final = re.compile(rf'(?<![\s",;])[\s",;]++(?={_SIGN})')
_PARTING: Final = re.compile(r"[\t\r\n,;]")
"""What parts cells for a spreadsheet that takes the file for another kind of CSV."""


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


def harmless_within(text: str) -> str:
    """Return a text with an apostrophe also where a formula would begin if the text were parted.

    A Danish spreadsheet parts a CSV at semicolons even where commas part the cells, and quotation
    marks in the midst of what it takes for a cell keep nothing together.

    Source: OWASP, CSV Injection.
    """
    return harmless(_BEFORE_SIGN.sub(_parted, text))


def _parted(before: re.Match[str]) -> str:
    return f"{before[0]}'" if _PARTING.search(before[0]) else before[0]


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
            return harmless_within(cell)
        case _:
            return str(cell)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]], variant: Variant) -> bytes:
    """Return a table as CSV in UTF-8, with one header row and CRLF at the ends of lines."""
    text = StringIO()
    writer = csv.writer(text, delimiter=variant.separator)
    writer.writerow(heads)
    writer.writerows([cell_text(cell, variant.point) for cell in row] for row in rows)
    return (variant.mark + text.getvalue()).encode()
