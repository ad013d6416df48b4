"""Rows of JSON tables, and the one of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from beskplan.errors import DataInvalidError, Problem
from beskplan.readers._file import DataFile

Row = tuple[int, tuple[object, ...]]
_T = TypeVar("_T")


def rows_of(file: DataFile, lists: Iterable[object], width: int) -> tuple[Row, ...]:
    """Return the rows of a JSON table, numbered as if its heads were the first.

    Raises:
        DataInvalidError: a row that is no list, has another width, or holds lists.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(lists, start=2):
        if not isinstance(cells, list):
            problems.append(file.problem("this row is no list of cells", number))
        elif len(cells) != width:
            message = f"{len(cells)} cells, but the table has {width} columns"
            problems.append(file.problem(message, number))
        elif any(isinstance(cell, (list, dict)) for cell in cells):
            problems.append(file.problem("a cell of this row holds a list or an object", number))
        else:
            rows.append((number, tuple(cells)))
    if problems:
        raise DataInvalidError(problems)
    return tuple(rows)


def one_of(found: Sequence[_T]) -> _T | None:
    """Return the only element, None where there is none or several."""
    return found[0] if len(found) == 1 else None


__all__ = ["Row", "one_of", "rows_of"]
