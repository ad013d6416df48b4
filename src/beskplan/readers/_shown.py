"""How Excel shows the cells of a workbook: in percent, or as a date of which day, month or year.

A cell that shows 5,9 % holds 0.059, and one that shows ``jan-21`` holds the first of January.
calamine gives what a cell holds, so the formats are looked up here, in the workbook itself.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final
from xml.parsers import expat

Attributes = Mapping[str, str]
Place = tuple[int, int]
"""Row and column, both from 0."""


class Shown(StrEnum):
    """How a cell is shown, where that changes what it says."""

    PERCENT = "percent"
    MONTH = "month"
    YEAR = "year"


_BUILT_IN: Final = {9: Shown.PERCENT, 10: Shown.PERCENT, 17: Shown.MONTH}
"""Formats that a workbook names by number alone: 0%, 0.00% and mmm-yy."""
_QUIET: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""Parts of a format that print themselves, colours, languages and space."""
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]+)["']""")
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]+)")


def shown_cells(archive: zipfile.ZipFile) -> dict[str, dict[Place, Shown]]:
    """Return the cells that are shown in percent, as months or as years, by sheet.

    Raises:
        ValueError: the workbook is not put together as one.
        KeyError: a part of it is missing.
    """
    styles = _styles(archive)
    if not any(styles):
        return {}
    return {name: _of_sheet(archive.read(part), styles) for name, part in _sheets(archive).items()}


def spans(archive: zipfile.ZipFile) -> dict[str, int]:
    """Return how many cells lie between the first and the last one that each sheet names.

    Readers lay a sheet out whole, so two cells in far corners would take all memory there is.

    Raises:
        ValueError: the workbook is not put together as one.
        KeyError: a part of it is missing.
    """
    found = {}
    for name, part in _sheets(archive).items():
        places = set(_REFERENCE.findall(archive.read(part)))
        rows = {int(row) for _, row in places}
        columns = {_place(f"{column.decode()}1")[1] for column, _ in places if column}
        found[name] = _breadth(rows) * _breadth(columns)
    return found


def _breadth(numbers: set[int]) -> int:
    return max(numbers) - min(numbers) + 1 if numbers else 0


def _styles(archive: zipfile.ZipFile) -> list[Shown | None]:
    """Return how each style of cells, by its number, shows them."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    own: dict[int, Shown | None] = {}
    styles: list[Shown | None] = []
    around: list[str] = []

    def started(tag: str, of: Attributes) -> None:
        around.append(tag)
        if tag == "numFmt":
            own[int(of["numFmtId"])] = shown_by(of["formatCode"])
        elif tag == "xf" and around[-2:] == ["cellXfs", "xf"]:
            number = int(of.get("numFmtId", "0"))
            styles.append(own.get(number, _BUILT_IN.get(number)))

    _walk(archive.read("xl/styles.xml"), started, lambda _: around.pop())
    return styles


def shown_by(code: str) -> Shown | None:
    """Return what a format such as ``0.0%`` or ``mmm-yy`` shows."""
    bare = _QUIET.sub("", code.partition(";")[0]).casefold()
    if "%" in bare:
        return Shown.PERCENT
    if "d" in bare or "h" in bare or "s" in bare or "å" in bare:
        return None
    if "m" in bare:
        return Shown.MONTH if "y" in bare else None
    return Shown.YEAR if bare.strip("y") == "" and bare else None


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the workbook that holds each sheet, by the sheet's name."""
    named: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, of: Attributes) -> None:
        if tag == "sheet":
            named[of["name"]] = of["id"]

    def relation(tag: str, of: Attributes) -> None:
        if tag == "Relationship" and of["Type"].endswith("/worksheet"):
            targets[of["Id"]] = posixpath.normpath(posixpath.join("/xl", of["Target"]))[1:]

    _walk(archive.read("xl/workbook.xml"), sheet)
    _walk(archive.read("xl/_rels/workbook.xml.rels"), relation)
    return {name: targets[key] for name, key in named.items() if key in targets}


def _of_sheet(xml: bytes, styles: list[Shown | None]) -> dict[Place, Shown]:
    """Return how the cells of a sheet are shown; cells may leave out where they stand."""
    found: dict[Place, Shown] = {}
    row = column = -1

    def started(tag: str, of: Attributes) -> None:
        nonlocal row, column
        if tag == "row":
            row, column = int(of.get("r", row + 2)) - 1, -1
        elif tag == "c":
            row, column = _place(of["r"]) if "r" in of else (row, column + 1)
            shown = styles[int(of.get("s", "0"))]
            if shown is not None:
                found[row, column] = shown

    _walk(xml, started)
    return found


def _place(reference: str) -> Place:
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(f"no cell {reference}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _walk(
    xml: bytes,
    started: Callable[[str, Attributes], object],
    ended: Callable[[str], object] | None = None,
) -> None:
    """Read XML, names without their prefixes; entities, which could explode, are refused."""
    parser = expat.ParserCreate()

    def bare(name: str) -> str:
        return name.rpartition(":")[2]

    def refuse(*_: object) -> None:
        raise ValueError("it declares entities")

    parser.StartElementHandler = lambda tag, of: started(
        bare(tag), {bare(name): value for name, value in of.items()}
    )
    if ended is not None:
        parser.EndElementHandler = lambda tag: ended(bare(tag))
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as cause:
        raise ValueError(f"damaged: {cause}") from cause


__all__ = ["Shown", "shown_by", "shown_cells", "spans"]
