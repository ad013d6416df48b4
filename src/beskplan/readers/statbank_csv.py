"""CSV of the StatBank API, CSV or BULK: variables in capitals, then ``TID;INDHOLD``.

UTF-8, ``;``, members as labels or as codes. Heads are the Danish codes of the variables, in
English files too; only the decimal mark follows the language, so the cells decide it. A
variable that was left out has no column, ``OMRÅDE`` and ``TID`` not excepted: the manifest says
then which area or period the figures are of. Missing is ``..``.

BULK has no BOM and all variables; in the file nothing else tells the two apart, so that this
module reads both. CSV has been seen in genuine files, with codes and with left out variables.
"""

from __future__ import annotations

from typing import Final

from beskplan.readers._file import DataFile
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._statbank import FIGURE, held_by, one_area, table_in

TITLE: Final = "StatBank, CSV"


def claims(file: DataFile) -> bool:
    """Say whether the heads are in capitals and the last of them is ``INDHOLD``."""
    heads = file.header
    return heads[-1:] == (FIGURE,) and all(head == head.upper() for head in heads)


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file.

    Raises:
        DataInvalidError: torn lines.
    """
    heads, rows = file.cells.header, file.cells.body
    members = [[str(cells[at]) for _, cells in rows] for at in range(len(heads) - 1)]
    columns = [
        Column(head, held_by(head, labels), place=place)
        for place, (head, labels) in enumerate(zip(heads[:-1], members, strict=True), start=1)
    ]
    figures = Column(FIGURE, Holds.FIGURES, place=len(heads))
    table = table_in(file.opened.path.name)
    return (Grid((*one_area(columns), figures), rows, table=table, by_table=True),)
