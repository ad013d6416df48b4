"""The catalogue lines that would map what the catalogue does not know of a file.

What only a person can know (unit, direction) is written as `FILL_IN`, with which no catalogue
loads. Nothing is guessed: an unknown member becomes a member, never a spelling of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from beskplan.catalogue import (
    FILL_IN,
    SCHEMA,
    Catalogue,
    Dimension,
    Indicator,
    Segment,
    folded,
    segment_text,
)
from beskplan.errors import did_you_mean, odd_mark, visible
from beskplan.periods import Covers, Period
from beskplan.readers._grid import Grid, Holds
from beskplan.readers._mapping import Mapped, Unmapped, is_total
from beskplan.readers._segments import unknown_part

_PUBLISHERS: Final = {"jobindsats": "Jobindsats", "statbank": "Danmarks Statistik"}
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "o"})
_SUFFIXES: Final = {
    Covers.MONTH: "maaned",
    Covers.QUARTER: "kvartal",
    Covers.HALF_YEAR: "halvaar",
    Covers.YEAR: "aar",
    Covers.FOUR_QUARTERS: "4_kvartaler",
    Covers.YEAR_TO_DATE: "aar_til_dato",
    Covers.WEEK: "uge",
    Covers.SURVEY: "undersoegelse",
}
_APART: Final = ("period", "area", "indicator")


class _Read(Protocol):
    """What is asked of a reading."""

    @property
    def name(self) -> str: ...
    @property
    def layout(self) -> str: ...
    @property
    def tables(self) -> tuple[Mapped, ...]: ...


@dataclass(frozen=True)
class Lines:
    """Lines to write into a data folder.

    Attributes:
        catalogue: for ``indicators.yaml``: whole where the folder has none, else entries to add.
        replaced: ids of the folder's own entries that the new ones stand in place of.
        manifest: for ``manifest.yaml``.
    """

    catalogue: str = ""
    replaced: tuple[str, ...] = ()
    manifest: str = ""


@dataclass
class _Entry:
    """An indicator to be written: a new one, or one that gets more members."""

    id: str
    title: str
    unit: str
    better: str
    covers: str
    labels: list[str] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    dimensions: dict[str, _Dimension] = field(default_factory=dict)
    hint: str = ""


@dataclass
class _Dimension:
    total: str | None = None
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dimension: Dimension) -> _Dimension:
        return cls(dimension.total, dict(dimension.members), dict(dimension.unions))

    def add(self, label: str, *, near: bool = False) -> None:
        """Add a member, unless a label like it is there; ``near`` looks for others like it.

        A label with marks that nobody sees is none that a catalogue can hold.
        """
        known = [*self.members, *(text for texts in self.members.values() for text in texts)]
        known += [*self.unions, *([self.total] if self.total else [])]
        if label.strip() and folded(label) not in map(folded, known) and not odd_mark(label):
            self.near[label] = did_you_mean(label, self.members) if near else ""
            self.members[label] = ()


def lines_for(reading: _Read, catalogue: Catalogue, file: Path) -> Lines:
    """Return the lines that would map what is left of a reading.

    Args:
        reading: a file as it was read.
        catalogue: what it was read with.
        file: where the folder's catalogue stands, or would stand.
    """
    made = _Made(reading.name, reading.layout, catalogue)
    for table in reading.tables:
        for one in table.unmapped:
            made.add(table, one)
    if not made.entries and not made.tables:
        return Lines()
    return made.lines(file)


def lines_for_ids(
    name: str, series: Iterable[tuple[str, Segment, str]], catalogue: Catalogue, file: Path
) -> Lines:
    """Return the lines that would map what the catalogue does not have of a tidy file.

    Args:
        name: the file.
        series: id, segment and length of the periods of its series.
        catalogue: what it was read with.
        file: where the folder's catalogue stands, or would stand.
    """
    made = _Made(name, "", catalogue)
    for one, segment, length in series:
        if one not in catalogue and one.strip() and not odd_mark(one):
            new = _Entry(one, title=one, unit=FILL_IN, better=FILL_IN, covers=length)
            entry = made.entries.setdefault(one, new)
            for dimension, member in segment:
                entry.dimensions.setdefault(dimension, _Dimension()).add(member)
        elif one in catalogue and (unknown := unknown_part(catalogue[one], segment_text(segment))):
            made.add_members(catalogue[one], unknown.members)
    return made.lines(file)


def _indent_of(file: Path) -> str | None:
    """Return how deep the entries of a catalogue stand, None where there is no catalogue."""
    if not file.is_file():
        return None
    found = re.search(r"^( *)- ", file.read_text(encoding="utf-8-sig"), re.MULTILINE)
    return found[1] if found else "  "


class _Made:
    """Entries as they are found to be needed, by id."""

    def __init__(self, file: str, layout: str, catalogue: Catalogue) -> None:
        self.file = file
        self.layout = layout
        self.catalogue = catalogue
        self.entries: dict[str, _Entry] = {}
        self.tables: tuple[str, ...] = ()
        self._new: dict[tuple[str, str | None, Covers], str] = {}

    def add(self, table: Mapped, one: Unmapped) -> None:
        """Add what one unmapped label needs."""
        grid = table.grid
        if one.holds is Holds.SPLIT:
            self._extend(one)
        elif one.holds is Holds.PERIOD:
            for label in _labels_of(grid, one.head):
                self._lengthen(table, label, one)
        elif not one.label.strip():
            return
        elif one.indicators:
            candidates = [self.catalogue[name] for name in one.indicators]
            if not any(each.covers in _lengths(grid, one.label) for each in candidates):
                self._lengthen(table, one.label, one)
            elif len(candidates) > 1:
                self._name_table(candidates)
        elif known := self.catalogue.labelled(one.label) if grid.table is None else ():
            self._name_table(known)
        else:
            for length in _lengths(grid, one.label):
                self._create(table, one.label, length, None)

    def _name_table(self, candidates: Sequence[Indicator]) -> None:
        named = {each.source.table for each in candidates if each.source and each.source.table}
        self.tables = tuple(sorted({*self.tables, *named}))

    def _lengthen(self, table: Mapped, label: str, one: Unmapped) -> None:
        """Add indicators for the lengths of period that those of the catalogue do not have."""
        like = self.catalogue[one.indicators[0]] if one.indicators else None
        have = {self.catalogue[name].covers for name in one.indicators}
        for length in _lengths(table.grid, label):
            if length not in have:
                self._create(table, label, length, like)

    def _create(self, table: Mapped, label: str, length: Covers, like: Indicator | None) -> None:
        grid = table.grid
        key = (folded(label), grid.table, length)
        if key in self._new:
            return
        several = like is not None or len(_lengths(grid, label)) > 1
        name = self._free_id(label, grid.table, length if several else None)
        self._new[key] = name
        self.entries[name] = _Entry(
            id=name,
            title=label,
            unit=like.unit if like else FILL_IN,
            better=like.better if like else FILL_IN,
            covers=str(length),
            labels=[label],
            source=self._source(grid),
            dimensions=_splits(grid, label, self._siblings(table)),
            hint=grid.unit or "",
        )

    def _siblings(self, table: Mapped) -> dict[str, tuple[str, Dimension]]:
        """Return what the columns of members are to the file's other indicators, by head."""
        known = [self.catalogue[name] for names in table.indicators.values() for name in names]
        return {
            head: (name, one.dimensions[name])
            for head, name in table.dimensions.items()
            for one in known
            if name is not None and name in one.dimensions
        }

    def _source(self, grid: Grid) -> dict[str, str]:
        title = self.layout.casefold()
        publisher = next((said for word, said in _PUBLISHERS.items() if word in title), None)
        found = {"publisher": publisher, "table": grid.table}
        return {key: text for key, text in found.items() if text is not None}

    def _free_id(self, label: str, table: str | None, length: Covers | None) -> str:
        parts = [_slug(label)[:60].strip("_") or "indikator"]
        if length is not None:
            parts.append(_SUFFIXES[length])
        name = ".".join([_slug(table), "_".join(parts)] if table else ["_".join(parts)])
        tried, number = name, 2
        while tried in self.catalogue or tried in self.entries:
            tried, number = f"{name}_{number}", number + 1
        return tried

    def _extend(self, one: Unmapped) -> None:
        """Add a member to every indicator that lacks it."""
        for name in one.indicators:
            entry = self.entries.setdefault(name, _written(self.catalogue[name]))
            dimension = one.dimension or _free_name(one.head, entry.dimensions)
            entry.dimensions.setdefault(dimension, _Dimension()).add(one.label, near=True)

    def add_members(self, one: Indicator, members: Sequence[tuple[str, str]]) -> None:
        """Add the members, by dimension, that an indicator of the catalogue lacks."""
        for dimension, member in members:
            entry = self.entries.setdefault(one.id, _written(one))
            entry.dimensions.setdefault(dimension, _Dimension()).add(member, near=True)

    # ── as text ─────────────────────────────────────────────────────────────────────────────

    def lines(self, file: Path) -> Lines:
        """Return all that is needed, for the folder whose catalogue stands, or would, in a file."""
        replaced = tuple(name for name in self.entries if name in self.catalogue.indicators)
        return Lines(self.catalogue_text(_indent_of(file)), replaced, self.manifest_text())

    def catalogue_text(self, indent: str | None) -> str:
        """Return the entries; with the head of a catalogue where there is no catalogue yet."""
        if not self.entries:
            return ""
        body = [line for entry in self.entries.values() for line in _entry_lines(entry)]
        if indent is None:
            return "\n".join([f"schema: {SCHEMA}", "indicators:", *(f"  {x}" for x in body)]) + "\n"
        return "\n".join(f"{indent}{line}" for line in body) + "\n"

    def manifest_text(self) -> str:
        """Return the entry that names the file's table, which a person must choose."""
        if not self.tables:
            return ""
        known = visible(f"{', '.join(self.tables)}, or another: the one that the file is of")
        return (
            "schema: beskplan/manifest/v1\nfiles:\n"
            f"  {scalar(self.file)}: {{table: {FILL_IN}}}  # {known}\n"
        )


def _written(one: Indicator) -> _Entry:
    """Return an indicator of the catalogue as it would be written."""
    source = {} if one.source is None else one.source.model_dump(exclude_none=True)
    breaks = [{"at": str(each.at), "why": each.why} for each in one.series_breaks]
    more: dict[str, Any] = {
        "population": one.population,
        "window": one.window,
        "only_in_table": "true" if one.only_in_table else None,
        "published_for": list(one.published_for)
        if one.published_for != Indicator.model_fields["published_for"].default
        else None,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "rounded_to": None if one.rounded_to is None else str(one.rounded_to),
        "decimals": None if one.decimals is None else str(one.decimals),
        "lag": None if one.lag is None else str(one.lag),
        "series_breaks": breaks or None,
    }
    return _Entry(
        id=one.id,
        title=one.title,
        unit=one.unit,
        better=one.better,
        covers=str(one.covers),
        labels=list(one.labels),
        source={key: str(text) for key, text in source.items()},
        more={key: value for key, value in more.items() if value is not None},
        dimensions={name: _Dimension.of(each) for name, each in one.dimensions.items()},
    )


def _entry_lines(entry: _Entry) -> Iterator[str]:
    unit = f"  # {_FILL_UNIT}" if entry.unit == FILL_IN else ""
    if entry.hint and unit:
        unit += f"; the file says {visible(entry.hint)}"
    yield f"- id: {scalar(entry.id)}"
    yield f"  title: {scalar(entry.title)}"
    yield f"  unit: {scalar(entry.unit)}{unit}"
    yield f"  better: {entry.better}{_FILL_BETTER if entry.better == FILL_IN else ''}"
    yield f"  covers: {entry.covers}"
    if entry.source:
        inside = ", ".join(f"{key}: {scalar(text)}" for key, text in entry.source.items())
        yield f"  source: {{{inside}}}"
    yield from _list("labels", entry.labels)
    for key, value in entry.more.items():
        yield from _value(key, value)
    if entry.dimensions:
        yield "  dimensions:"
    for name, dimension in entry.dimensions.items():
        yield f"    {scalar(name)}:"
        yield from _dimension_lines(dimension)


def _dimension_lines(dimension: _Dimension) -> Iterator[str]:
    if dimension.total is not None:
        yield f"      total: {scalar(dimension.total)}"
    if dimension.members:
        yield "      members:"
    for member, texts in dimension.members.items():
        near = visible(dimension.near.get(member, ""))
        near = near.replace("; did you mean", "or a spelling of", 1)
        yield f"        {scalar(member)}: {_flow(texts)}{f'  # {near}' if near else ''}"
    if dimension.unions:
        yield "      unions:"
    for union, texts in dimension.unions.items():
        yield f"        {scalar(union)}: {_flow(texts)}"


_FILL_UNIT: Final = "percent, points, persons, full-time-persons, cases, hours, place …"
_FILL_BETTER: Final = "  # lower, higher or neither"


def _value(key: str, value: Any) -> Iterator[str]:
    match value:
        case [dict(), *_]:
            yield f"  {key}:"
            for one in value:
                inside = ", ".join(f"{name}: {scalar(text)}" for name, text in one.items())
                yield f"    - {{{inside}}}"
        case list():
            yield from _list(key, value)
        case _:
            yield f"  {key}: {scalar(str(value))}"


def _list(key: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"  {key}: {_flow(texts)}"


def _flow(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(scalar, texts))}]"


_PLAIN: Final = re.compile(r"[A-Za-zÆØÅæøå][\wÆØÅæøå ./()%+-]*(?<! )")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")


def scalar(text: str) -> str:
    """Return a text as YAML reads it back: plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and text.isprintable() and text.casefold() not in _WORDS
    if plain or _NUMBER.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _slug(text: str) -> str:
    bare = text.casefold().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _free_name(head: str, taken: Mapping[str, object]) -> str:
    """Return what a new dimension is called: the head of its column, in small letters."""
    name = folded(head) or "opdeling"
    known = {folded(one): one for one in taken}
    return known.get(name, name)


# ── what stands in a table ──────────────────────────────────────────────────────────────────


def _names(cells: Iterable[object]) -> list[str]:
    met = dict.fromkeys(cell for cell in cells if cell is not None)
    return list(dict.fromkeys(" ".join(str(cell).split()) for cell in met))


def _labels_of(grid: Grid, head: str) -> Iterator[str]:
    """Yield what the figures under a head are called."""
    for column in grid.columns:
        if column.head == head and column.holds is Holds.FIGURES:
            yield column.fixed.get("indicator", column.label or column.head)


def _splits(
    grid: Grid, label: str, siblings: Mapping[str, tuple[str, Dimension]]
) -> dict[str, _Dimension]:
    """Return the dimensions that the figures of a label are split by, with every member met.

    A column that other figures of the file are split by, too, is the same dimension to both.
    """
    found: dict[str, _Dimension] = {}
    for at in grid.places(Holds.SPLIT):
        head = grid.columns[at].head
        members = _names(grid.cells(at))
        if head in siblings and all(siblings[head][1].knows(one) for one in members):
            name, like = siblings[head]
            found[name] = _Dimension.of(like)
            continue
        for member in members:
            _add(found, head, member)
    for column in grid.columns:
        if column.holds is Holds.FIGURES and label in (column.label, column.head):
            for head, member in column.fixed.items():
                if head not in _APART:
                    _add(found, head, member)
    return {name: one for name, one in found.items() if one.members or one.total}


def _add(found: dict[str, _Dimension], head: str, member: str) -> None:
    dimension = found.setdefault(_free_name(head, found), _Dimension())
    if not is_total(head, member):
        dimension.add(member)
    elif dimension.total is None and folded(member) not in map(folded, dimension.members):
        dimension.total = member


def _lengths(grid: Grid, label: str) -> list[Covers]:
    """Return the lengths of the periods of a label's figures: as few as tell them all."""
    texts: list[str] = []
    for at in grid.places(Holds.PERIOD):
        texts += _names(grid.cells(at))
    for column in grid.columns:
        said = (column.label, column.head, column.fixed.get("indicator"))
        if "period" in column.fixed and (label in said or grid.places(Holds.INDICATOR)):
            texts.append(column.fixed["period"])
    periods = [Period.parse(text) for text in dict.fromkeys(texts)]
    rolling = any("QMAT" in text.upper() for text in texts)
    order = [*([Covers.FOUR_QUARTERS] if rolling else []), *Covers]
    found: list[Covers] = []
    for period in periods:
        if not any(length.fits(period) for length in found):
            found.append(next(length for length in order if length.fits(period)))
    return found


__all__ = ["Lines", "lines_for", "lines_for_ids", "scalar"]
