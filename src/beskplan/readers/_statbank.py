"""What the layouts of StatBank share: variables and their members, and the table's id.

Statistics Denmark publishes a table as a cube: variables with members, each with a code and a
label, and one figure for every combination. What is counted is named by the table itself
(FOLK1A), or by the members of one variable (SAESONFAK in AUS08); see `_contents`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import Final

from beskplan.areas import Area, find_area
from beskplan.catalogue import folded
from beskplan.readers._grid import Column, Holds
from beskplan.readers._json_rows import one_of

FIGURE: Final = "INDHOLD"
"""What StatBank heads the figures."""
MOST_FIGURES: Final = 20_000_000

_PERIODS: Final = frozenset({"tid", "time"})
_AREAS: Final = frozenset(
    {"område", "region", "landsdel", "kommune", "municipality", "komk", "bopkom", "arbkom"}
)
_NO_TABLES: Final = frozenset({"ARK", "SHEET", "TABEL", "TABLE", "DATA", "UGE", "KV"})
"""What sheets and files are called that are named after no table: Ark1."""
_TABLE: Final = re.compile(r"(?<![A-ZÆØÅ])([A-ZÆØÅ]{2,8}[0-9]{1,4}[A-ZÆØÅ]{0,4})(?![A-ZÆØÅ0-9])")


@dataclass(frozen=True)
class Variable:
    """A variable of a cube.

    Attributes:
        head: its code, or its name where the file has no codes of variables.
        labels: what its members are called, in the order of the figures.
        codes: the codes of the members, as many; empty where the file has none.
        holds: what the publisher says that it is; None where head and members decide.
    """

    head: str
    labels: tuple[str, ...]
    codes: tuple[str, ...] = ()
    holds: Holds | None = None

    @property
    def column(self) -> Column:
        """The column of a table in long form that holds its members."""
        holds = self.holds or held_by(self.head, self.labels)
        codes = dict(zip(self.cells, self.codes, strict=True)) if self.codes else {}
        return Column(self.head, holds, codes={} if holds is Holds.AREA else codes)

    @property
    def cells(self) -> tuple[str, ...]:
        """Its members as they stand in a table: areas by code, periods and others by label.

        A label that several members share says nothing, so these stand by their codes.
        """
        if not self.codes:
            return self.labels
        holds = self.holds or held_by(self.head, self.labels)
        if holds is Holds.AREA:
            pairs = zip(self.codes, self.labels, strict=True)
            return tuple(code if _area(code) else label for code, label in pairs)
        counts = Counter(folded(label) for label in self.labels)
        return tuple(
            label if counts[folded(label)] == 1 else code
            for code, label in zip(self.codes, self.labels, strict=True)
        )


def size_of(variables: Sequence[Variable]) -> int:
    """Return how many figures a cube has."""
    return prod(len(one.labels) for one in variables)


def combinations(variables: Sequence[Variable]) -> Iterator[tuple[str, ...]]:
    """Yield the members of every figure, those of the last variable changing fastest."""
    return product(*(one.cells for one in variables))


def held_by(head: str, labels: Sequence[str]) -> Holds:
    """Return what a variable holds, by its name, else areas where all its members name some.

    Codes show no area (101 may be Copenhagen or an industry), nor does a single name (Danmark
    may be where people come from).
    """
    said = head.casefold()
    if said in _PERIODS:
        return Holds.PERIOD
    return Holds.AREA if said in _AREAS or _are_areas(set(labels)) else Holds.SPLIT


def one_area(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return columns of which one holds areas: that with the usual head, if there are more."""
    usual = [one for one in columns if one.holds is Holds.AREA and one.head.casefold() in _AREAS]
    if len(usual) != 1:
        return tuple(columns)
    return tuple(
        Column(one.head, Holds.SPLIT, place=one.place, codes=one.codes)
        if one.holds is Holds.AREA and one is not usual[0]
        else one
        for one in columns
    )


def _area(text: str) -> Area | None:
    try:
        return find_area(text)
    except ValueError:
        return None


def _are_areas(labels: Collection[str]) -> bool:
    if any(label.strip().isdigit() for label in labels):
        return False
    areas = {_area(label) for label in labels}
    return None not in areas and len(areas) > 1


def table_in(name: str) -> str | None:
    """Return the table that a file or sheet is named after, such as AUS08 in ``aus08-2026.csv``."""
    found = set(_TABLE.findall(name.upper().split(".")[0]))
    return one_of(sorted(one for one in found if one.rstrip("0123456789") not in _NO_TABLES))


def day_in(text: str) -> date | None:
    """Return the day of ``2026-08-10T06:00:00Z`` or ``20260810 08:00``, None for other texts."""
    found = re.match(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])", text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


__all__ = [
    "FIGURE",
    "MOST_FIGURES",
    "Variable",
    "combinations",
    "day_in",
    "held_by",
    "one_area",
    "size_of",
    "table_in",
]
