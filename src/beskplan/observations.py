"""Published figures, by indicator, segment, area and period.

`Observations` answers the questions that measures ask. It is a plain value: tests build one
from literals, `beskplan.readers` builds one from exports. Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from beskplan.catalogue import COUNTED_UNITS, Indicator, Segment
from beskplan.numbers import Value, decimals_of, half_step_of
from beskplan.periods import Period


@dataclass(frozen=True, order=True)
class Source:
    """Where a figure stands: the file relative to the data folder, and its line or row."""

    file: str
    row: int


@dataclass(frozen=True)
class Key:
    """What a figure is about. ``area`` is a code of the register."""

    indicator: str
    segment: Segment
    area: str
    period: Period


@dataclass(frozen=True)
class Figure:
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
        return Value.of(self.value, half_step_of(max(decimals, indicator.decimals or 0)))


@dataclass(frozen=True)
class Observations:
    """All figures that a plan may need: the newest vintage of each, and the older ones.

    ``figures`` are those that count; ``older`` are kept for baselines that a plan freezes as
    known on a day, newest first.
    """

    figures: Mapping[Key, Figure] = field(default_factory=dict)
    older: Mapping[Key, tuple[Figure, ...]] = field(default_factory=dict)

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

    def __len__(self) -> int:
        return len(self.figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def figure(self, indicator: str, segment: Segment, area: str, period: Period) -> Figure | None:
        """Return the row for a key, None where there is none."""
        return self.figures.get(Key(indicator, segment, area, period))

    @cached_property
    def _periods(self) -> Mapping[tuple[str, Segment], Mapping[str, frozenset[Period]]]:
        found: dict[tuple[str, Segment], dict[str, set[Period]]] = {}
        for key in self.figures:
            by_area = found.setdefault((key.indicator, key.segment), {})
            by_area.setdefault(key.area, set()).add(key.period)
        return {
            series: {area: frozenset(periods) for area, periods in by_area.items()}
            for series, by_area in found.items()
        }

    def periods(
        self, indicator: str, segment: Segment, area: str | None = None
    ) -> frozenset[Period]:
        """Return the periods that have a row: of one area, or of any."""
        by_area = self._periods.get((indicator, segment), {})
        if area is not None:
            return by_area.get(area, frozenset())
        return frozenset().union(*by_area.values())

    def areas(self, indicator: str, segment: Segment) -> frozenset[str]:
        """Return the codes of the areas that have a row."""
        return frozenset(self._periods.get((indicator, segment), {}))


@dataclass(frozen=True)
class Missing:
    """A figure that was asked for and is not there.

    ``mark`` is what the source prints instead; None means that there is no row at all.
    """

    key: Key
    mark: str | None = None
