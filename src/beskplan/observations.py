"""Published figures, by indicator, segment, area and period.

`Observations` answers the questions that measures ask. It is a plain value: tests build one
from literals, `beskplan.readers` builds one from exports. Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Protocol, TypeVar, cast

from beskplan.catalogue import COUNTED_UNITS, Indicator, Segment
from beskplan.numbers import Value, decimals_of, half_step_of
from beskplan.periods import Period

SeriesKey = tuple[str, Segment]
"""Id of an indicator, and the part of it."""
ValueT = TypeVar("ValueT")
_MOST_ANSWERS: Final = 4096


class Wanted(NamedTuple):
    """Which figures are asked for: series, and the areas whose figures are (None: all).

    Of the other areas it is told in which periods they have a row.
    """

    series: frozenset[SeriesKey]
    areas: frozenset[str] | None = None

    def __or__(self, other: Wanted) -> Wanted:
        both = None if self.areas is None or other.areas is None else self.areas | other.areas
        return Wanted(self.series | other.series, both)


class Source(NamedTuple):
    """Where a figure stands: the file relative to the data folder, line or row, and sheet.

    ``sheet`` is that of a workbook, empty for other files.
    """

    file: str
    row: int
    sheet: str = ""


class Key(NamedTuple):
    """What a figure is about. ``area`` is a code of the register."""

    indicator: str
    segment: Segment
    area: str
    period: Period


class Figure(NamedTuple):
    """One published figure, or the mark that stands where none is published.

    ``value`` is the decimal as printed, None where the source prints ``mark`` instead.
    """

    key: Key
    value: Decimal | None
    source: Source
    mark: str | None = None
    retrieved: date | None = None
    provisional: bool = False

    def as_value(self, indicator: Indicator) -> Value | None:
        """Return the figure with the range that its printed precision leaves open.

        A figure with d decimals stands for itself plus or minus half of its last decimal;
        counted units (persons, cases, places …) stand for themselves.
        """
        if self.value is None:
            return None
        if indicator.rounded_to is not None:
            return Value.of(self.value, Value.of(indicator.rounded_to).exact / 2)
        decimals = decimals_of(self.value)
        if indicator.unit in COUNTED_UNITS and decimals == 0:
            return Value.of(self.value)
        return _rounded(str(self.value), max(decimals, indicator.decimals or 0))


@lru_cache(maxsize=4096)  # percentages with one decimal are few, and making fractions is slow
def _rounded(printed: str, decimals: int) -> Value:
    """Return a number as printed (5.0 is not 5) that was rounded to ``decimals``."""
    return Value.of(Decimal(printed), half_step_of(decimals))


class LeftUnread(NamedTuple):
    """A label of a file that the catalogue does not know, so that figures are left out.

    ``column`` is the head that it stands under; ``indicators`` are those that lose figures,
    none where it is not known which; ``table`` is the publisher's table that the file is of.
    """

    source: Source
    column: str
    label: str
    indicators: tuple[str, ...] = ()
    table: str | None = None


@dataclass(frozen=True)
class Observations:
    """All figures that a plan may need: the newest vintage of each, and the older ones.

    ``figures`` are those that count; ``older`` are kept for baselines that a plan freezes as
    known on a day, newest first. ``elsewhere`` are the periods in which areas that were not
    asked for have a row. ``unread`` are labels whose figures nobody could map.
    """

    figures: Mapping[Key, Figure] = field(default_factory=dict)
    older: Mapping[Key, tuple[Figure, ...]] = field(default_factory=dict)
    elsewhere: Mapping[SeriesKey, frozenset[Period]] = field(default_factory=dict)
    unread: tuple[LeftUnread, ...] = ()

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Observations:
        """Return observations of figures; of two with one key the newer vintage counts.

        Of two without a date, or of one day, the last counts.
        """
        vintages: dict[Key, list[Figure]] = {}
        for figure in figures:
            vintages.setdefault(figure.key, []).insert(0, figure)
        for found in vintages.values():
            found.sort(key=lambda one: one.retrieved or date.min, reverse=True)
        return cls(
            {key: found[0] for key, found in vintages.items()},
            {key: tuple(found[1:]) for key, found in vintages.items() if len(found) > 1},
        )

    def known(self, key: Key, day: date | None) -> Figure | None:
        """Return the row for a key as it was known on a day; None: the one that counts.

        A row without a date of retrieval is not known to be that old.
        """
        row = self.figures.get(key)
        if day is None or row is None:
            return row
        rows = (row, *self.older.get(key, ()))
        return next((one for one in rows if one.retrieved and one.retrieved <= day), None)

    def as_known(self, day: date) -> Observations:
        """Return the figures as they were on a day: of each the newest retrieved by then.

        What was retrieved later is left out, and so is what has no date of retrieval; whether
        there is such a figure tells `undated`.
        """
        by_then = {
            key: tuple(one for one in rows if one.retrieved and one.retrieved <= day)
            for key, rows in self._vintages()
        }
        return Observations(
            {key: rows[0] for key, rows in by_then.items() if rows},
            {key: rows[1:] for key, rows in by_then.items() if len(rows) > 1},
            unread=self.unread,
        )

    def undated(self, day: date) -> Iterator[Figure]:
        """Yield the figures that may or may not have been known on a day.

        They have no date of retrieval, and nothing else with their key was retrieved by then.
        """
        for _, rows in self._vintages():
            if not any(one.retrieved and one.retrieved <= day for one in rows):
                yield from (one for one in rows if one.retrieved is None)

    def rows(self) -> Iterator[Figure]:
        """Yield every vintage of every figure."""
        for _, rows in self._vintages():
            yield from rows

    def _vintages(self) -> Iterator[tuple[Key, tuple[Figure, ...]]]:
        """Yield every key with its rows, newest first."""
        for key, row in self.figures.items():
            yield key, (row, *self.older.get(key, ()))

    def __len__(self) -> int:
        return len(self.figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def once(self, asked: tuple[object, ...], answer: Callable[[], ValueT]) -> ValueT:
        """Return what these figures answer to a question, worked out when it is first asked.

        The things asked about are told apart by identity and must never change.
        """
        name = tuple(map(id, asked))
        if name not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[name] = asked, answer()  # kept with the answer, so that ids stay taken
        return cast("ValueT", self._answers[name][1])

    @cached_property
    def _answers(self) -> dict[tuple[int, ...], tuple[tuple[object, ...], object]]:
        return {}

    def figure(self, indicator: str, segment: Segment, area: str, period: Period) -> Figure | None:
        """Return the row for a key, None where there is none."""
        return self.figures.get(Key(indicator, segment, area, period))

    def periods(self, indicator: str, segment: Segment) -> frozenset[Period]:
        """Return the periods in which any area has a row."""
        name = (indicator, segment)
        if isinstance(self.figures, Table):
            own = self.figures.series[name].periods() if name in self.figures.series else ()
        else:
            own = self._periods.get(name, ())
        return self.elsewhere.get(name, frozenset()).union(own)

    @cached_property
    def _periods(self) -> dict[SeriesKey, set[Period]]:
        found: dict[SeriesKey, set[Period]] = {}
        for key in self.figures:
            found.setdefault((key.indicator, key.segment), set()).add(key.period)
        return found


class Rows(Protocol):
    """The rows of one series, however they are kept."""

    def __iter__(self) -> Iterator[tuple[str, Period]]:
        """Yield area and period of every row."""

    def __len__(self) -> int:
        """Return how many there are."""

    def periods(self) -> Iterable[Period]:
        """Return each period that has a row."""

    def get(self, area: str, period: Period) -> Figure | None:
        """Return the row of an area and period, None where there is none."""


class Table(Mapping[Key, Figure]):
    """Figures that are made when they are asked for: a nation has millions, a plan needs few."""

    def __init__(self, series: Mapping[SeriesKey, Rows]) -> None:
        self.series = series

    def __getitem__(self, key: Key) -> Figure:
        rows = self.series.get((key.indicator, key.segment))
        found = rows.get(key.area, key.period) if rows is not None else None
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        for (indicator, segment), rows in self.series.items():
            for area, period in rows:
                yield Key(indicator, segment, area, period)

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.series.values())


class Missing(NamedTuple):
    """A figure that was asked for and is not there.

    ``mark`` is what the source prints instead; None means that there is no row at all.
    """

    key: Key
    mark: str | None = None
