"""Reading one file of any layout: opened, recognised by its content, mapped.

Layouts are modules of this package, found by name: each says with ``claims(file)`` whether a
file is its own and with ``grids(file)`` what stands in it. What must hold for every layout is
checked once, in `_mapping` and `_frame`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import polars as pl

from beskplan.catalogue import Catalogue
from beskplan.errors import Problem
from beskplan.manifests import Entry, named
from beskplan.observations import LeftUnread, Source
from beskplan.readers import described_table
from beskplan.readers._delimited import shown_header
from beskplan.readers._file import DataFile
from beskplan.readers._frame import SCHEMA
from beskplan.readers._grid import Grid
from beskplan.readers._mapping import Mapped, Unmapped, mapped
from beskplan.readers._opened import Content, open_file


class Layout(Protocol):
    """What the module of a layout offers."""

    __name__: str
    TITLE: str

    def claims(self, file: DataFile) -> bool:
        """Say whether the file is of this layout, by its content."""

    def grids(self, file: DataFile) -> tuple[Grid, ...]:
        """Return its tables.

        Raises:
            DataUnreadableError, DataInvalidError: the file is cut or damaged.
        """


@dataclass(frozen=True)
class Reading:
    """One file as it was read.

    Attributes:
        name: the file's name in results.
        layout: the title of its layout.
        frame: rows of `SCHEMA`.
        file: the file, opened; None for a described table.
        tables: what its tables hold in the catalogue's words.
        problems: what is wrong with its cells.
    """

    name: str
    layout: str
    frame: pl.DataFrame
    file: DataFile | None = None
    tables: tuple[Mapped, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def unread(self) -> Iterator[LeftUnread]:
        """The labels whose figures are left out, as evaluations tell them."""
        for table in self.tables:
            sheet = table.grid.sheet or ""
            for one in table.unmapped:
                source = Source(self.name, one.row, sheet)
                yield LeftUnread(source, one.head, one.label, one.indicators, table.grid.table)


@cache
def layouts() -> tuple[Layout, ...]:
    """Return the layouts of exports, by name."""
    modules = [
        importlib.import_module(f"{__package__}.{found.name}")
        for found in pkgutil.iter_modules([str(Path(__file__).parent)])
        if not found.name.startswith("_")
    ]
    return tuple(cast("Layout", module) for module in modules if hasattr(module, "claims"))


def layout_of(file: DataFile) -> Layout:
    """Return the one layout that claims a file.

    Raises:
        DataUnreadableError: none does, or several do; the message says what was seen.
    """
    if file.is_web_page:
        raise file.refused("this is a web page, not an export; export the table again")
    claiming = [layout for layout in layouts() if layout.claims(file)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        titles = " and ".join(layout.TITLE for layout in claiming)
        raise file.refused(f"this could be {titles}; {_seen(file)}")
    raise file.refused(
        f"no layout that beskplan knows; {_seen(file)}; head the columns of a table Kommune, "
        "Periode and so on, or describe a .csv in a .yaml beside it"
    )


def _seen(file: DataFile) -> str:
    if file.opened.content is Content.WORKBOOK:
        names = ", ".join(f'"{sheet.sheet}"' for sheet in file.sheets[:4])
        return f"a workbook with {names}"
    if file.is_json:
        return f"JSON that begins {file.text.lstrip()[:60]!r}"
    if file.header:
        return f"the first line has {shown_header(file.header)}"
    return f"the text begins {file.text.lstrip()[:60]!r}"


def read_file(
    path: Path,
    name: str,
    catalogue: Catalogue,
    entry: Entry | None = None,
    indicators: Collection[str] | None = None,
) -> Reading:
    """Read one file of any layout.

    Args:
        path: the file.
        name: its name in results, relative to the data folder.
        catalogue: what labels mean.
        entry: what the manifest says of it.
        indicators: only figures of these are read; None reads all that are mapped.

    Raises:
        DataUnreadableError: it cannot be opened, or no layout is its own.
        DataInvalidError: it is cut or damaged.
    """
    if described_table.is_described(path):
        rows = described_table.read(path, name, catalogue)
        return Reading(name, described_table.TITLE, pl.DataFrame(rows, schema=SCHEMA))
    file = DataFile(open_file(path, name))
    layout = layout_of(file)
    said = named(entry or Entry(), path.name)
    found = [mapped(grid, file.opened, catalogue, said, indicators) for grid in layout.grids(file)]
    tables = tuple(table for table, _ in found)
    frame = pl.concat([table.frame for table in tables])
    problems = tuple(problem for _, problems in found for problem in problems)
    return Reading(name, layout.TITLE, frame, file, tables, problems)


__all__ = ["Layout", "Mapped", "Reading", "Unmapped", "layout_of", "layouts", "read_file"]
