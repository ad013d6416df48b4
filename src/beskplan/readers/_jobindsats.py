"""What the layouts of Jobindsats share: which columns are splits and which are measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from beskplan.numbers import Notation
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._json_rows import Row


def table_of(
    heads: Sequence[str],
    rows: tuple[Row, ...],
    held: Sequence[Holds | None],
    notation: Notation | None = None,
) -> Grid:
    """Return the table of a file of Jobindsats.

    Args:
        heads: what stands above its columns.
        rows: its rows.
        held: what each column holds, None where its cells tell a split from a measure.
        notation: how numbers are printed, where the layout is known to print them so.
    """
    columns = _columns(heads, rows, held)
    return Grid(columns, rows, notation=notation, splits_first=True)


def held_by(heads: Sequence[str], named: Mapping[str, Holds]) -> list[Holds | None]:
    """Return what columns hold by their casefolded heads, None for those that are not named."""
    return [named.get(head.casefold()) for head in heads]


def _columns(
    heads: Sequence[str], rows: Sequence[Row], held: Sequence[Holds | None]
) -> tuple[Column, ...]:
    """Return the columns of a table: those that are named, then splits, then measures.

    A measure's column holds numbers and missing marks; where most cells say something else, it
    is a split. Jobindsats puts splits before measures, so a column before the last split is one.
    """
    splits = [at for at, holds in enumerate(held) if holds is None and _mostly_labels(rows, at)]
    last = max(splits, default=-1)
    return tuple(
        Column(head, holds or (Holds.SPLIT if at <= last else Holds.FIGURES), place=at + 1)
        for at, (head, holds) in enumerate(zip(heads, held, strict=True))
    )


def _mostly_labels(rows: Sequence[Row], at: int) -> bool:
    labels = sum(_is_label(cells[at]) for _, cells in rows)
    return 2 * labels > len(rows)


def _is_label(cell: object) -> bool:
    if isinstance(cell, (int, float, Decimal)) or cell is None:
        return False
    text = str(cell).strip()
    return any(letter.isalpha() for letter in text) and text.casefold() != "null"


__all__ = ["held_by", "table_of"]
