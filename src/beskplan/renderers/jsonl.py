"""Results as JSON lines: the rows of the table ``results``, one object a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import simplejson

from beskplan.results import Results
from beskplan.tables import RESULTS, Cell


def render(results: Sequence[Results]) -> bytes:
    """Return one object a verdict, part or reading; every key is always there."""
    rows = (dict(zip(RESULTS.heads, row, strict=True)) for row in RESULTS.cells(results))
    return "".join(f"{_line(row)}\n" for row in rows).encode()


def _line(row: dict[str, Cell]) -> str:
    said = {key: cell.isoformat() if isinstance(cell, date) else cell for key, cell in row.items()}
    return simplejson.dumps(said, use_decimal=True, ensure_ascii=False)
