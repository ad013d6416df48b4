"""What the figures of a StatBank table are called: by the table, or by members of a variable.

The catalogue decides. Where the members of a variable are labels of indicators of the file's
table (``Sæsonkorrigeret``, ``10`` or ``SAESONFAK=10`` in AUS08), that variable says what is
counted; else the figures are called by the table's id, or by the title that the file gives
them. Codes and labels of members count alike, where the file has both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from beskplan.catalogue import Catalogue, Indicator, folded
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._json_rows import one_of

_MEMBERS: Final = (Holds.SPLIT, Holds.INDICATOR)


def worded(grid: Grid, catalogue: Catalogue) -> Grid:
    """Return a table with what is counted, and members, in words that the catalogue knows."""
    if not grid.by_table or grid.table is None:
        return grid
    labels = {at: _labels(grid, at, catalogue) for at in _places(grid)}
    at = _choosing(grid, labels)
    if at is None:
        found = _called(grid, catalogue)
        return _coded(found, _indicators(found, catalogue, ()))
    named = list(labels[at].values())
    counted = [one for label in named for one in _of_table(grid, catalogue, label)]
    chosen = _chosen(grid, at, labels[at], counted)
    return _coded(chosen, _indicators(chosen, catalogue, named))


def _places(grid: Grid) -> list[int]:
    return [at for at, column in enumerate(grid.columns) if column.holds in _MEMBERS]


def _members(grid: Grid, at: int) -> list[str]:
    return list(dict.fromkeys(_said(cell) for cell in grid.cells(at)))


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _of_table(grid: Grid, catalogue: Catalogue, label: str) -> tuple[Indicator, ...]:
    """Return the indicators of the file's own table that have a label."""
    assert grid.table is not None
    table = folded(grid.table)
    return tuple(
        one
        for one in catalogue.labelled(label)
        if one.source and one.source.table and folded(one.source.table) == table
    )


def _labels(grid: Grid, at: int, catalogue: Catalogue) -> dict[str, str]:
    """Return the members of a variable that indicators of the table are labelled with."""
    found: dict[str, str] = {}
    column = grid.columns[at]
    for member in _members(grid, at):
        for label in _spelt(column, member):
            if _of_table(grid, catalogue, label):
                found[member] = label
                break
    return found


def _spelt(column: Column, member: str) -> Iterator[str]:
    """Yield the labels that may name a member: with the variable first, for these are surest."""
    words = [member, *([column.codes[member]] if member in column.codes else [])]
    yield from (f"{column.head}={word}" for word in words)
    yield from words


def _choosing(grid: Grid, labels: Mapping[int, Mapping[str, str]]) -> int | None:
    """Return the column that says what is counted, None where none does, or several may."""
    named = one_of(grid.places(Holds.INDICATOR))
    if named is not None:
        return named
    found = [at for at, known in labels.items() if known]
    surely = [
        at for at in found if any(_is_qualified(grid, at, one) for one in labels[at].values())
    ]
    return one_of(surely) if surely else one_of(found)


def _is_qualified(grid: Grid, at: int, label: str) -> bool:
    return folded(label).startswith(f"{folded(grid.columns[at].head)}=")


def _chosen(
    grid: Grid, at: int, labels: Mapping[str, str], indicators: Sequence[Indicator]
) -> Grid:
    """Return a table whose column at a place names indicators.

    Members that no indicator is labelled with are written ``SAESONFAK=24``, so that they cannot
    be taken for the label of another table. What the manifest says of the indicator gives way
    where the column says so too; where it does not, the manifest and the table are at odds, and
    the column stays a variable that nothing maps.
    """
    column = grid.columns[at]
    declared = {one.fixed["indicator"] for one in grid.columns if "indicator" in one.fixed}
    known = {text for one in indicators for text in (one.id, *one.labels)}
    if declared and not declared <= known:
        return grid
    words = {one: labels.get(one, f"{column.head}={one}") for one in _members(grid, at)}
    columns = tuple(
        replace(one, fixed={key: text for key, text in one.fixed.items() if key != "indicator"})
        for one in _held(grid, at, Holds.INDICATOR)
    )
    return _respelt(replace(grid, columns=columns), {at: words})


def _held(grid: Grid, at: int, holds: Holds) -> Iterator[Column]:
    for place, column in enumerate(grid.columns):
        yield replace(column, holds=holds, codes={}) if place == at else column


def _called(grid: Grid, catalogue: Catalogue) -> Grid:
    """Return a table whose figures are called by its id, or by their title if that is known."""
    assert grid.table is not None
    columns = []
    for column in grid.columns:
        labels = [grid.table, *([column.label] if column.label else [])]
        known = [label for label in labels if _of_table(grid, catalogue, label)]
        if column.holds is Holds.FIGURES:
            columns.append(replace(column, label=known[0] if known else grid.table))
        else:
            columns.append(column)
    return replace(grid, columns=tuple(columns))


def _indicators(grid: Grid, catalogue: Catalogue, labels: Sequence[str]) -> list[Indicator]:
    """Return the indicators that figures of the table may be."""
    assert grid.table is not None
    figures = [one for one in grid.columns if one.holds is Holds.FIGURES]
    called = {one.fixed.get("indicator", one.label or grid.table) for one in figures}
    return [one for label in {*labels, *called} for one in catalogue.labelled(label)]


def _coded(grid: Grid, indicators: Sequence[Indicator]) -> Grid:
    """Return a table with the codes of members whose codes alone a dimension knows."""
    dimensions = [split for one in indicators for split in one.dimensions.values()]
    words = {
        at: {
            member: code
            for member, code in grid.columns[at].codes.items()
            if not any(split.knows(member) for split in dimensions)
            and any(split.knows(code) for split in dimensions)
        }
        for at in grid.places(Holds.SPLIT)
    }
    return _respelt(grid, words)


def _respelt(grid: Grid, words: Mapping[int, Mapping[str, str]]) -> Grid:
    """Return a table with other words in the cells of some columns."""
    changed = {at: said for at, said in words.items() if said}
    if not changed:
        return grid
    return replace(
        grid,
        rows=tuple(
            (
                number,
                tuple(
                    changed[at].get(_said(cell), cell) if at in changed else cell
                    for at, cell in enumerate(cells)
                ),
            )
            for number, cells in grid.rows
        ),
    )


__all__ = ["worded"]
