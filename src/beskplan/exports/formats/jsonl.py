"""JSON lines: one object a row; every key is always there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from beskplan.exports.formats import Sheet
from beskplan.exports.formats._objects import line

LIBRARY: Final[str | None] = None


def render(sheet: Sheet) -> bytes:
    """Return one object a line."""
    return "".join(f"{line(sheet.table.heads, row)}\n" for row in sheet.rows).encode()


def rows(content: bytes) -> Sequence[bytes]:
    """Return the lines."""
    return content.split(b"\n")[:-1]
