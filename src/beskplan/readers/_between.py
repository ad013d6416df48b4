"""Tidy files held against each other, and against the files of other layouts.

The census of each file says which series it has, in which periods and areas. Only where two
files have a series, a period and an area in common are these series read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import polars as pl

from beskplan.errors import DataUnreadableError, Problem
from beskplan.periods import Period
from beskplan.readers._census import Census
from beskplan.readers._repeats import Figures, figures_in, figures_of, read_periods, repeats
from beskplan.readers.tidy import DAMAGE, Tidy

_SERIES: Final = ("indicator", "segment")
_Series = tuple[str, str]


@dataclass(frozen=True)
class Scanned:
    """A tidy file that is right by itself, and its census."""

    tidy: Tidy
    census: Census

    @cached_property
    def periods(self) -> Mapping[str, Period]:
        """What its periods mean."""
        return read_periods(list(self.census.names["period"]))

    @property
    def areas(self) -> frozenset[str | None]:
        """All areas that it has."""
        return frozenset(self.census.names["area"])

    def spans(self) -> Iterator[tuple[_Series, frozenset[Period], int]]:
        """Yield every series with its periods and the number of its rows."""
        for one in self.census.series:
            periods = frozenset(self.periods[text] for text in one.periods)
            yield (one.indicator, one.segment), periods, one.rows

    def figures(self, series: Collection[_Series]) -> Figures:
        """Return its figures of some series."""
        rows = self.tidy.scan(None)
        if len(series) < len(self.census.series):
            rows = rows.join(_frame(series), on=list(_SERIES), how="semi")
        return figures_of(self.tidy, rows, self.periods)


@dataclass(frozen=True)
class Held:
    """The figures of the files of other layouts, ``file`` being a path."""

    frame: pl.DataFrame

    @property
    def areas(self) -> frozenset[str | None]:
        """All areas that they have."""
        return frozenset(self.frame["area"])

    def spans(self) -> Iterator[tuple[_Series, frozenset[Period], int]]:
        """Yield every series with its periods and the number of its rows."""
        spans = pl.struct("start", "end").unique()
        grouped = self.frame.group_by("indicator", "segment").agg(pl.len(), spans.alias("spans"))
        for indicator, segment, rows, found in grouped.iter_rows():
            periods = frozenset(Period(one["start"], one["end"]) for one in found)
            yield (indicator, segment), periods, rows

    def figures(self, series: Collection[_Series]) -> Figures:
        """Return the figures of some series."""
        asked = _frame(series).collect()
        return figures_in(self.frame.join(asked, on=list(_SERIES), how="semi"))


def contradictions(files: Sequence[Scanned], others: pl.DataFrame) -> tuple[Problem, ...]:
    """Return what is said in two ways by a tidy file and another file.

    Args:
        files: tidy files.
        others: the figures of all other files, which do not contradict each other.

    Raises:
        DataUnreadableError: a file is damaged.
    """
    held = [] if others.is_empty() else [Held(others)]
    sources: list[Scanned | Held] = [*files, *held]
    shared = _shared(sources)
    if not shared:
        return ()
    figures = [sources[at].figures(series) for at, series in shared.items()]
    count = sum(
        rows
        for at, asked in shared.items()
        for series, _, rows in sources[at].spans()
        if series in asked
    )
    try:
        return repeats(figures, count).problems
    except DAMAGE as cause:
        first = str(cause).partition("\n")[0]
        message = f"this file, or another tidy one, is cut or damaged: {first}"
        raise DataUnreadableError([files[0].tidy.problem(message)]) from cause


def _frame(series: Collection[_Series]) -> pl.LazyFrame:
    return pl.LazyFrame(sorted(series), schema=dict.fromkeys(_SERIES, pl.String), orient="row")


def _shared(sources: Sequence[Scanned | Held]) -> dict[int, set[_Series]]:
    """Return, by the number of a source, the series of which another may have the same figures."""
    areas = [source.areas for source in sources]
    by_series: dict[_Series, list[tuple[int, frozenset[Period]]]] = {}
    for at, source in enumerate(sources):
        for series, periods, _ in source.spans():
            by_series.setdefault(series, []).append((at, periods))
    known: dict[tuple[tuple[int, frozenset[Period]], ...], set[int]] = {}
    shared: dict[int, set[_Series]] = {}
    for series, found in by_series.items():
        case = tuple(found)
        if case not in known:  # most series of a folder stand in the same files and periods
            known[case] = {*_meeting(case, areas), *_meeting(case[::-1], areas)}
        for at in known[case]:
            shared.setdefault(at, set()).add(series)
    return shared


def _meeting(
    case: Sequence[tuple[int, frozenset[Period]]], areas: Sequence[frozenset[str | None]]
) -> Iterator[int]:
    """Yield the sources that have an area and a period that one before them has."""
    before: dict[str | None, set[Period]] = {}
    for at, periods in case:
        if any(not periods.isdisjoint(before.get(area, ())) for area in areas[at]):
            yield at
        for area in areas[at]:
            before.setdefault(area, set()).update(periods)


__all__ = ["Held", "Scanned", "contradictions"]
