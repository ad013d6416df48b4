"""JSON-stat as StatBank writes it (``id`` and ``size`` inside ``dimension``), and version 2.0.

The old shape is ``{"dataset": {"dimension": {…, "id": […], "size": […]}, "value": […]}}`` with
the id of the table as the one member of ``ContentsCode``; an answer of that shape has been seen
quoted. Version 2.0 has been read about only: ``id`` and ``size`` stand beside ``dimension``, and
``value`` may be an object that leaves out missing figures.

A figure's row is its place among the figures, counted as if heads were the first row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

from beskplan.errors import quoted
from beskplan.readers._file import DataFile
from beskplan.readers._grid import Column, Grid, Holds
from beskplan.readers._json_rows import one_of
from beskplan.readers._notation import MARKS
from beskplan.readers._statbank import (
    FIGURE,
    MOST_FIGURES,
    Variable,
    combinations,
    day_in,
    one_area,
    size_of,
    table_in,
)

TITLE: Final = "JSON-stat"
_ROLES: Final = {"time": Holds.PERIOD, "geo": Holds.AREA, "metric": Holds.INDICATOR}
_CONTENTS: Final = "ContentsCode"
_T = TypeVar("_T")


def claims(file: DataFile) -> bool:
    """Say whether the file is a data set of JSON-stat, or a refusal of StatBank."""
    if not file.is_json or not isinstance(file.json, dict):
        return False
    return _dataset(file.json) is not None or _is_refusal(file.json)


def _dataset(body: dict[str, Any]) -> dict[str, Any] | None:
    dataset = body.get("dataset", body)
    known = isinstance(dataset, dict) and "dimension" in dataset and "value" in dataset
    return dataset if known else None


def _is_refusal(body: dict[str, Any]) -> bool:
    return {"errorTypeCode", "message"} <= set(body)


def grids(file: DataFile) -> tuple[Grid, ...]:
    """Return the one table of the file.

    Raises:
        DataUnreadableError: the file is a refusal of the API.
        DataInvalidError: dimensions, their sizes and the figures do not fit together.
    """
    dataset = _dataset(file.json)
    if dataset is None:
        cause = quoted(str(file.json["message"]), 200)
        raise file.refused(f"no figures but a refusal of StatBank: {cause}; ask again")
    variables = _variables(file, dataset)
    size = size_of(variables)
    if size > MOST_FIGURES:
        raise file.invalid(f"{size:,} figures are more than {MOST_FIGURES:,}; ask for fewer")
    figures = _figures(file, dataset, size)
    table, contents, kept = _contents(file, variables)
    columns = one_area([one.column for one in kept])
    members = combinations(kept)
    return (
        Grid(
            (*columns, Column(FIGURE, Holds.FIGURES, label=contents)),
            tuple(
                (row, (*names, figure))
                for row, (names, figure) in enumerate(zip(members, figures, strict=True), start=2)
            ),
            table=table,
            retrieved=day_in(str(dataset.get("updated", ""))),
            notes=tuple(str(dataset[key]) for key in ("label", "source") if key in dataset),
            by_table=True,
        ),
    )


def _contents(
    file: DataFile, variables: Sequence[Variable]
) -> tuple[str | None, str | None, list[Variable]]:
    """Return the table's id, what is counted, and the variables without that one.

    A ``ContentsCode`` of one member names the table; one of several says what is counted.
    """
    named = one_of([one for one in variables if one.holds is Holds.INDICATOR])
    table = table_in(file.opened.path.name)
    if named is None or len(named.labels) != 1:
        return table, None, list(variables)
    if named.head == _CONTENTS:
        table = table_in(named.codes[0]) or table
    return table, named.labels[0], [one for one in variables if one is not named]


def _variables(file: DataFile, dataset: Mapping[str, Any]) -> list[Variable]:
    dimension = dataset["dimension"]
    if not isinstance(dimension, dict):
        raise file.invalid("dimension is no object")
    within = dimension if "id" not in dataset else dataset
    ids = _all_of(str, within.get("id"))
    sizes = _all_of(int, within.get("size"))
    if len(ids) != len(sizes):
        raise file.invalid(f"id names {len(ids)} dimensions, but size {len(sizes)}")
    if len(set(ids)) != len(ids) or not ids:
        raise file.invalid("id names no dimensions, or one of them twice")
    roles = within.get("role")
    held = _held(roles if isinstance(roles, dict) else {})
    return [
        _variable(file, name, size, dimension.get(name), held.get(name))
        for name, size in zip(ids, sizes, strict=True)
    ]


def _all_of(kind: type[_T], found: object) -> list[_T]:
    """Return a list whose elements are all of a kind, an empty one for anything else."""
    if not isinstance(found, list):
        return []
    kept = [one for one in found if isinstance(one, kind) and not isinstance(one, bool)]
    return kept if len(kept) == len(found) else []


def _held(roles: Mapping[str, Any]) -> dict[str, Holds]:
    return {
        str(name): _ROLES[role]
        for role, names in roles.items()
        if role in _ROLES and isinstance(names, list)
        for name in names
    }


def _variable(
    file: DataFile, name: str, size: int, dimension: object, holds: Holds | None
) -> Variable:
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        raise file.invalid(f"dimension {quoted(name)} has no category")
    labels = category.get("label", {})
    codes = _ordered(category.get("index", list(labels)))
    if codes is None or not isinstance(labels, dict):
        raise file.invalid(f"dimension {quoted(name)}: its index does not number its members")
    if len(codes) != size:
        raise file.invalid(
            f"dimension {quoted(name)} has {len(codes)} members, but size says {size}"
        )
    if name == _CONTENTS:
        holds = Holds.INDICATOR
    return Variable(name, tuple(str(labels.get(code, code)) for code in codes), codes, holds)


def _ordered(index: object) -> tuple[str, ...] | None:
    """Return codes in the order of the figures, None where the index does not say it."""
    if isinstance(index, list):
        found = tuple(str(code) for code in index)
        return found if len(set(found)) == len(found) else None
    if not isinstance(index, dict) or not all(type(place) is int for place in index.values()):
        return None
    ordered = sorted(index, key=lambda code: index[code])
    return tuple(ordered) if sorted(index.values()) == list(range(len(index))) else None


def _figures(file: DataFile, dataset: Mapping[str, Any], size: int) -> list[object]:
    """Return the figures in order; None, or the mark of ``status``, where one is missing."""
    values = _in_full(file, "value", dataset["value"], size)
    marks = _in_full(file, "status", dataset.get("status") or {}, size)
    for row, value in enumerate(values, start=2):
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, (int, Decimal, str))
        ):
            raise file.invalid(f"a figure is {quoted(str(value))}, which is no number", row)
    return [
        mark if value is None and mark in MARKS else value
        for value, mark in zip(values, marks, strict=True)
    ]


def _in_full(file: DataFile, key: str, found: object, size: int) -> list[object]:
    """Return a list of as many as there are figures, from a list or an object by place."""
    if isinstance(found, str) and key == "status":
        return [found] * size
    if isinstance(found, list):
        if len(found) == size or (key == "status" and len(found) == 1):
            return found if len(found) == size else found * size
        raise file.invalid(f"{len(found)} in {key}, but the sizes make {size}; is the file whole?")
    if not isinstance(found, dict):
        raise file.invalid(f"{key} is neither list nor object")
    full: list[object] = [None] * size
    for place, one in found.items():
        if not place.isdecimal() or int(place) >= size:
            raise file.invalid(f"{key} names the place {quoted(place)} of {size}")
        full[int(place)] = one
    return full
