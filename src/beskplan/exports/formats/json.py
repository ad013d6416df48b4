"""JSON: the schema, the columns with type, unit and meaning, and one object a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import simplejson

from beskplan.exports.formats import Sheet
from beskplan.exports.formats._objects import line

LIBRARY: Final[str | None] = None
_ROWS: Final = '"rows": ['


def render(sheet: Sheet) -> bytes:
    """Return one document; each row stands on a line of its own."""
    columns = [
        {"name": one.name, "type": one.kind, "unit": one.unit, "meaning": one.meaning}
        for one in sheet.table.columns
    ]
    said = simplejson.dumps(columns, ensure_ascii=False)
    rows = ",\n".join(line(sheet.table.heads, row) for row in sheet.rows)
    text = f'{{"schema": "{sheet.table.schema}",\n"columns": {said},\n{_ROWS}\n{rows}\n]}}\n'
    return text.encode()


def rows(content: bytes) -> Sequence[bytes]:
    """Return the lines of rows."""
    return [one.removesuffix(b",") for one in content.split(b"\n")[3:-2] if one]
