"""CSV of the Jobindsats API, version 2: ``Area;Periode`` first, then splits, then measures.

UTF-8, ``;``, decimal comma, one header row. The layout has been seen: a genuine table of
unemployment (y25i01) was laid out so.
"""

from __future__ import annotations

from typing import Final

from beskplan.numbers import Notation
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Grid, Holds
from beskplan.readers._jobindsats import held_by, table_of

TITLE: Final = "Jobindsats v2, CSV"
_FIRST: Final = ("area", "periode")


def claims(file: DataFile) -> bool:
    """Say whether the first two columns are ``Area`` and ``Periode``."""
    return tuple(head.casefold() for head in file.header[:2]) == _FIRST


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file."""
    heads = file.cells.header
    held = held_by(heads, {"area": Holds.AREA, "periode": Holds.PERIOD})
    return (table_of(heads, file.cells.body, held, Notation.DANISH),)
