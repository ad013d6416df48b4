"""CSV of the Jobindsats API, version 3: ``Periode;Område`` first, then splits, then measures.

``;`` between cells, a BOM, one header row. The decimal mark is not known from any genuine
file, so the cells decide it.
"""

from __future__ import annotations

from typing import Final

from beskplan.readers._file import DataFile
from beskplan.readers._grid import Grid, Holds
from beskplan.readers._jobindsats import held_by, table_of

TITLE: Final = "Jobindsats v3, CSV"
_FIRST: Final = ("periode", "område")


def claims(file: DataFile) -> bool:
    """Say whether the first two columns are ``Periode`` and ``Område``."""
    return tuple(head.casefold() for head in file.header[:2]) == _FIRST


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file."""
    heads = file.cells.header
    held = held_by(heads, {"periode": Holds.PERIOD, "område": Holds.AREA})
    return (table_of(heads, file.cells.body, held),)
