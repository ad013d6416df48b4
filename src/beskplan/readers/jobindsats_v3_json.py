"""JSON of the Jobindsats API, version 3: ``{"columns": […], "rows": [[…]]}``.

The layout has been seen in genuine answers: ``Periode`` and ``Område`` first, then splits as
text, then measures as numbers or ``null``. The body of a refusal has been seen too; it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from beskplan.errors import quoted
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Grid, Holds
from beskplan.readers._jobindsats import held_by, table_of
from beskplan.readers._json_rows import Row, rows_of

TITLE: Final = "Jobindsats v3, JSON"


def claims(file: DataFile) -> bool:
    """Say whether the file is an object with ``columns`` and ``rows``, or a refusal."""
    if not file.is_json or not isinstance(file.json, dict):
        return False
    return {"columns", "rows"} <= set(file.json) or _is_refusal(file.json)


def _is_refusal(body: dict[str, Any]) -> bool:
    return {"code", "cause"} <= set(body)


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file.

    Raises:
        DataUnreadableError: the file is a refusal of the API.
        DataInvalidError: columns without names, a torn row.
    """
    body = file.json
    if _is_refusal(body):
        said = f"code {body['code']}: {quoted(str(body['cause']), 200)}"
        raise file.refused(f"no figures but a refusal of Jobindsats, {said}; ask again")
    heads, lists = body["columns"], body["rows"]
    if not isinstance(heads, list) or not isinstance(lists, list):
        raise file.invalid("columns and rows are lists; export the file again")
    if not all(isinstance(head, str) for head in heads):
        raise file.invalid("the names in columns are texts; export the file again")
    rows = rows_of(file, lists, len(heads))
    named = held_by(heads, {"periode": Holds.PERIOD, "område": Holds.AREA})
    held = [holds or _by_type(rows, at) for at, holds in enumerate(named)]
    return (table_of(heads, rows, held),)


def _by_type(rows: Sequence[Row], at: int) -> Holds | None:
    """Return that a column of texts is a split; None for numbers, whose column is a measure."""
    cells = [cells[at] for _, cells in rows if cells[at] is not None]
    return Holds.SPLIT if cells and all(isinstance(cell, str) for cell in cells) else None
