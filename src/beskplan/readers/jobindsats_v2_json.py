"""JSON of the Jobindsats API, version 2: a list of ``{"Variables": […], "Data": [[…]]}``.

Known from programs that read it, not from a genuine file. A variable has a ``Name`` and a
``Label``, and its label heads the column. A figure is a number, ``null``, or text with a
decimal comma; which notation texts are in is left to the cells.
"""

from __future__ import annotations

from typing import Any, Final

from beskplan.errors import quoted
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Grid, Holds
from beskplan.readers._jobindsats import table_of
from beskplan.readers._json_rows import rows_of

TITLE: Final = "Jobindsats v2, JSON"
_HELD: Final = {
    "area": Holds.AREA,
    "område": Holds.AREA,
    "period": Holds.PERIOD,
    "periode": Holds.PERIOD,
}


def claims(file: DataFile) -> bool:
    """Say whether the file is a list of objects with ``Variables`` and ``Data``."""
    if not file.is_json or not isinstance(file.json, list):
        return False
    return any(
        isinstance(table, dict) and {"Variables", "Data"} <= set(table) for table in file.json
    )


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the tables of the list.

    Raises:
        DataInvalidError: an element that is no such table, a variable without a label, a torn
            row.
    """
    return tuple(_grid(file, table) for table in file.json)


def _grid(file: DataFile, table: Any) -> Grid:
    if not isinstance(table, dict) or not {"Variables", "Data"} <= set(table):
        raise file.invalid("an element of the list has no Variables and Data")
    variables, lists = table["Variables"], table["Data"]
    if not isinstance(variables, list) or not isinstance(lists, list):
        raise file.invalid("Variables and Data are lists; export the file again")
    names = [_names(file, variable) for variable in variables]
    rows = rows_of(file, lists, len(names))
    held = [_HELD.get(name.casefold()) or _HELD.get(label.casefold()) for name, label in names]
    return table_of([label for _, label in names], rows, held)


def _names(file: DataFile, variable: Any) -> tuple[str, str]:
    """Return name and label of a variable."""
    found = variable if isinstance(variable, dict) else {}
    name, label = found.get("Name"), found.get("Label")
    if not isinstance(name, str) or not isinstance(label, str):
        raise file.invalid(f"a variable has no Name and Label: {quoted(str(variable))}")
    return name, label
