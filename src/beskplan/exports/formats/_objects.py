"""Rows as JSON objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import simplejson

from beskplan.tables import Cell


def line(heads: Sequence[str], row: Sequence[Cell]) -> str:
    """Return a row as one object on one line; numbers print as published, nothing is null."""
    said = {
        head: cell.isoformat() if isinstance(cell, date) else cell
        for head, cell in zip(heads, row, strict=True)
    }
    return simplejson.dumps(said, use_decimal=True, ensure_ascii=False)
