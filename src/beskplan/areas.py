"""The register of areas: municipalities, regions, landsdele, RAR areas and the country.

Codes, names, regions and landsdele are those of Statistics Denmark's classification of
regions, landsdele and municipalities from 2007; they stand in ``areas.csv`` beside this
module. Three things in it are not Statistics Denmark's: which municipalities a RAR area had
(2015-2024) is inferred, Region Østdanmark (from 2027) has a code of our own until it gets an
official one, and so have the RAR areas.

A bare name that several areas share (Bornholm, Fyn, Nordjylland) means the municipality if
there is one, else the landsdel, else the region, else the RAR area. A word with it ("Region
Nordjylland", "RAR Fyn", "Bornholms Kommune") or ``kinds`` says otherwise.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from beskplan.errors import did_you_mean, quoted

_LONGEST_TEXT: Final = 80


class Kind(StrEnum):
    """What an area is; OTHER is Christiansø, which belongs to no municipality."""

    COUNTRY = "country"
    REGION = "region"
    LANDSDEL = "landsdel"
    RAR = "rar"
    MUNICIPALITY = "municipality"
    OTHER = "other"


_TITLES: Final = {Kind.RAR: "RAR area", Kind.OTHER: "area"}
_BY_PRIORITY: Final = (
    Kind.COUNTRY,
    Kind.MUNICIPALITY,
    Kind.LANDSDEL,
    Kind.REGION,
    Kind.RAR,
    Kind.OTHER,
)


@dataclass(frozen=True)
class Area:
    """A place that figures are published for.

    Attributes:
        code: Statistics Denmark's code, or one of our own where there is none.
        name: what it is called; no two areas of the register share a name.
        kind: what it is.
        valid_from: first day, or None where the register knows of no beginning: figures of
            today's municipalities are published back to before 2007.
        valid_to: last day, or None while it exists.
    """

    code: str
    name: str
    kind: Kind
    valid_from: date | None = None
    valid_to: date | None = None

    def exists_on(self, day: date) -> bool:
        """Say whether the area exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


COUNTRY: Final = Area("000", "Hele landet", Kind.COUNTRY)


class _Row(NamedTuple):
    """A line of ``areas.csv``: an area, the codes of those that it lies in, its other names."""

    area: Area
    within: tuple[str, ...]
    certain: bool
    spellings: tuple[str, ...]


def find_area(text: str, kinds: Collection[Kind] | None = None) -> Area:
    """Return the area that a text names: ``607``, ``0607``, ``Fredericia Kommune``, ``Århus``.

    A name counts only when the whole of it is known: case, å or aa, ø or oe, æ or ae, and
    hyphen or space do not matter, all else does. Municipalities that were merged away in 2007
    are not known.

    Args:
        text: a code of Statistics Denmark, one of four digits as other registers write it
            (``0607``, ``1084``), or a name with or without Kommune, Region, Landsdel (Province
            in English tables), RAR.
        kinds: what the area may be; None for anything.

    Raises:
        ValueError: no such area; the message names the nearest.
    """
    return _found(text, frozenset(Kind if kinds is None else kinds))


@lru_cache(maxsize=4096)  # a table names the same few areas on every row
def _found(text: str, allowed: frozenset[Kind]) -> Area:
    by_code = _by_code().get(text.strip())
    if by_code is not None and by_code.kind in allowed:
        return by_code
    said, bare = _kind_and_name(text)
    known = _by_name().get(_folded(bare), ()) if len(text) <= _LONGEST_TEXT else ()
    meant = allowed if said is None else allowed & {said}
    for area in known:
        if area.kind in meant:
            return area
    others = known if by_code is None else (by_code,)
    raise ValueError(_unknown(text, bare, meant or allowed, others))


def area_of(code: str) -> Area:
    """Return the area with exactly this code of the register.

    Raises:
        ValueError: the register has no such code.
    """
    return _row(code).area


@cache
def register() -> tuple[Area, ...]:
    """Return every area: country, regions, landsdele, RAR areas, then municipalities by code."""
    return tuple(row.area for row in _rows().values())


@cache
def municipalities() -> tuple[Area, ...]:
    """Return the 98 municipalities by code."""
    return tuple(area for area in register() if area.kind is Kind.MUNICIPALITY)


def members(area: Area, on: date) -> tuple[Area, ...]:
    """Return an area's municipalities on a day, by code; a municipality is its own.

    Raises:
        ValueError: the area does not exist on that day, has no municipalities (Christiansø),
            or is not of the register.
    """
    if not area.exists_on(on):
        raise ValueError(_not_there(area, on))
    found = _members(area.code)
    if not found:
        raise ValueError(f"{area.name} has no municipalities")
    return found


def region_of(area: Area, on: date) -> Area:
    """Return the region that a municipality, Christiansø or a landsdel belongs to on a day.

    Raises:
        ValueError: it belongs to none.
    """
    for region in _around(area, Kind.REGION):
        if region.exists_on(on):
            return region
    raise ValueError(f"{area.name} belongs to no region on {on}")


def landsdel_of(area: Area) -> Area:
    """Return the landsdel that a municipality or Christiansø belongs to.

    Raises:
        ValueError: it belongs to none.
    """
    return _only_around(area, Kind.LANDSDEL)


def rar_of(area: Area) -> Area:
    """Return the RAR area that a municipality belonged to in 2015-2024; see `membership_certain`.

    Raises:
        ValueError: it belonged to none.
    """
    return _only_around(area, Kind.RAR)


def membership_certain(area: Area) -> bool:
    """Say whether what the register holds on an area's membership is beyond doubt.

    All RAR areas are inferred; this is False where the inference itself wavers: for Silkeborg,
    and for the two RAR areas (Østjylland, Vestjylland) that Silkeborg may have been in.

    Raises:
        ValueError: the area is not of the register.
    """
    return _row(area.code).certain


@cache
def _rows() -> dict[str, _Row]:
    """Return the table by code, in its own order."""
    path = Path(__file__).with_name("areas.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_row_from(fields) for fields in csv.DictReader(lines)]
    return {row.area.code: row for row in rows}


def _row_from(fields: dict[str, str]) -> _Row:
    return _Row(
        Area(
            fields["code"],
            fields["name"],
            Kind(fields["kind"]),
            _day(fields["valid_from"]),
            _day(fields["valid_to"]),
        ),
        within=tuple(fields["within"].split()),
        certain=fields["certain"] == "yes",
        spellings=tuple(name for name in fields["spellings"].split("|") if name),
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _row(code: str) -> _Row:
    row = _rows().get(code)
    if row is None:
        raise ValueError(f"no area has the code {quoted(code)}")
    return row


@cache
def _members(code: str) -> tuple[Area, ...]:
    area = _row(code).area
    if area.kind is Kind.COUNTRY:
        return municipalities()
    return tuple(one for one in municipalities() if code in {one.code, *_row(one.code).within})


def _around(area: Area, kind: Kind) -> list[Area]:
    """Return the areas of a kind that an area lies in, at whatever time."""
    around = [area_of(code) for code in _row(area.code).within]
    return [one for one in around if one.kind is kind]


def _only_around(area: Area, kind: Kind) -> Area:
    around = _around(area, kind)
    if not around:
        raise ValueError(f"{area.name} belongs to no {_title(kind)}")
    return around[0]


@cache
def _by_code() -> dict[str, Area]:
    """Return areas by their codes, municipalities and regions also by those of other registers."""
    codes = {area.code: area for area in register()}
    for area in register():
        if area.kind in {Kind.MUNICIPALITY, Kind.OTHER}:
            codes[f"0{area.code}"] = area
        elif area.kind is Kind.REGION and area.code.isdigit():
            codes[f"1{area.code}"] = area
    return codes


@cache
def _by_name() -> dict[str, tuple[Area, ...]]:
    """Return areas by their folded names without Region and the like, the likeliest first."""
    found: defaultdict[str, list[Area]] = defaultdict(list)
    for row in sorted(_rows().values(), key=lambda row: _BY_PRIORITY.index(row.area.kind)):
        for name in (_bare_name(row.area), *row.spellings):
            found[_folded(name)].append(row.area)
    return {name: tuple(areas) for name, areas in found.items()}


_KIND_FIRST: Final = r"(?i)(?P<kind>region|landsdel|province|rar)[\s‐‑–-]+(?P<name>.+)"
_KIND_LAST: Final = r"(?i)(?P<name>.+?)\s+kommunes?"


def _kind_and_name(text: str) -> tuple[Kind | None, str]:
    """Return the kind that a text says in a word of its own, if any, and the name beside it."""
    first = re.fullmatch(_KIND_FIRST, text.strip())
    if first is not None:
        said = first["kind"].casefold()
        return Kind.LANDSDEL if said == "province" else Kind(said), first["name"]
    last = re.fullmatch(_KIND_LAST, text.strip())
    if last is not None:
        return Kind.MUNICIPALITY, last["name"]
    return None, text.strip()


def _bare_name(area: Area) -> str:
    return _kind_and_name(area.name)[1]


_LETTERS: Final = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"} | dict.fromkeys("-‐‑–", " "))


def _folded(name: str) -> str:
    """Return a name in the one spelling that names are compared in."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    return " ".join(folded.split())


def _unknown(text: str, bare: str, wanted: frozenset[Kind], others: tuple[Area, ...]) -> str:
    """Return what to say of a text that is no area, or none of the kinds that were wanted."""
    found = f"no {_title(*wanted)} {quoted(text)}"
    if others:
        known = [f"the {_title(area.kind)} {quoted(_bare_name(area))}" for area in others]
        return f"{found}; there is {' and '.join(known)}"
    hint = "" if len(text) > _LONGEST_TEXT else _nearest(bare, _names_of(wanted))
    return found + (hint or '; write a name such as "Fredericia" or a code such as 607')


@cache
def _names_of(wanted: frozenset[Kind]) -> tuple[str, ...]:
    return tuple(_bare_name(area) for area in register() if area.kind in wanted)


def _nearest(name: str, names: Collection[str]) -> str:
    # "Århuss" is nearer to "Aarhus" once both are spelt with aa.
    respelt = name.replace("å", "aa").replace("Å", "Aa")
    return did_you_mean(name, names) or did_you_mean(respelt, names)


def _title(*kinds: Kind) -> str:
    """Return what to call an area of these kinds."""
    return _TITLES.get(kinds[0], kinds[0].value) if len(kinds) == 1 else "area"


def _not_there(area: Area, on: date) -> str:
    span = " ".join(
        f"{word} {day}"
        for word, day in (("from", area.valid_from), ("until", area.valid_to))
        if day is not None
    )
    return f"{area.name} does not exist on {on}, only {span}"
