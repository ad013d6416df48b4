"""What a layout hands over: a table in long form, every cell still as it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from beskplan.numbers import Notation


class Holds(StrEnum):
    """What a column of a table holds."""

    PERIOD = "period"
    AREA = "area"
    INDICATOR = "indicator"  # what the row's figure is called
    SPLIT = "split"  # members of a dimension
    FIGURES = "figures"
    TEXT = "text"  # not read


@dataclass(frozen=True)
class Column:
    """A column of a table in long form.

    Attributes:
        head: what stands above it, as printed.
        holds: what it holds.
        label: what its figures are called, where that is not the head (a title, say).
        fixed: what holds for every figure of the column: ``period``, ``area`` or ``indicator``,
            or the head that a split would have, each with its label as printed.
        place: the number of the column in the file, from 1; 0 where it stands in no column.
        codes: the publisher's codes of the labels in its cells, where the file says both.
    """

    head: str
    holds: Holds
    label: str | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    place: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A table in long form: one row per area, period and members, figures in columns.

    Attributes:
        columns: what the columns hold, in order.
        rows: number of the row as an editor shows it, and one cell per column: text as
            printed, or the typed cell of JSON and workbooks (a number, or None).
        sheet: the sheet of a workbook.
        notation: how the layout prints numbers, where it is known to; else the cells decide.
        table: the publisher's name of the table, where the file says it.
        retrieved: the day that the file itself says it was made.
        unit: the unit that the file itself names, as printed.
        notes: footnotes and the like, for people.
        by_table: whether the table itself, or members of a variable, say what is counted, as
            StatBank has it; `_contents` finds out which.
        splits_first: whether splits stand before figures, as Jobindsats has it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[object, ...]], ...]
    sheet: str | None = None
    notation: Notation | None = None
    table: str | None = None
    retrieved: date | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()
    by_table: bool = False
    splits_first: bool = False

    def places(self, holds: Holds) -> list[int]:
        """Return the positions of the columns that hold something."""
        return [at for at, column in enumerate(self.columns) if column.holds is holds]

    def cells(self, at: int) -> list[object]:
        """Return the cells of a column."""
        return [cells[at] for _, cells in self.rows]


def headed(
    heads: Iterable[str], held: Mapping[str, Holds], others: Holds = Holds.FIGURES
) -> tuple[Column, ...]:
    """Return columns for heads: those that ``held`` names, by casefolded head, and the others."""
    return tuple(
        Column(head, held.get(head.casefold(), others), place=place)
        for place, head in enumerate(heads, start=1)
    )


__all__ = ["Column", "Grid", "Holds", "headed"]
