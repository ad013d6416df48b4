"""What measures share that are made of other measures."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from beskplan.catalogue import Catalogue, Segment
from beskplan.judgements import Measured
from beskplan.measures._base import Case, Measure, Window, unlike_numbers
from beskplan.measures._over import tiled
from beskplan.observations import SeriesKey
from beskplan.periods import Period
from beskplan.words import Text

if TYPE_CHECKING:
    from beskplan.measures import AnyMeasure


class Combined(Measure):
    """Several measures of one period as one number."""

    @property
    @abstractmethod
    def parts(self) -> tuple[AnyMeasure, ...]:
        """The measures that are combined, as the plan lists them."""

    @property
    @abstractmethod
    def key(self) -> str:
        """The key that names the form in a plan file."""

    @abstractmethod
    def combined(self, parts: list[Measured], unit: str) -> Measured:
        """Return one number of the parts' numbers, all of which are there."""

    def figure(self, case: Case) -> Measured:
        """Return the combined number, or what is missing in any part."""
        unit = self.figure_unit(case.catalogue)
        unlike = self.unlike_parts(case)
        if unlike is not None:
            return Measured(None, unit, incomparable=unlike)
        found = [part.measured(case) for part in self.parts]
        if all(part.value is not None for part in found):
            return self.combined(found, unit)
        return Measured.without_value(found, unit)

    def unlike_parts(self, case: Case) -> Text | None:
        """Say why the parts must not be put together: they are of different length."""
        return unlike_numbers(self.parts, case)

    def windows(self, case: Case) -> frozenset[Window]:
        """Return the windows of the parts, with the own one around each."""
        parts = frozenset().union(*(part.windows(case) for part in self.parts))
        if self.over is None or (own := super().span(case.period)) == case.period:
            return parts
        return frozenset((*window, (own, self.over.take)) for window in parts)

    def starts(self, case: Case) -> frozenset[Period | None]:
        """Return the periods that changes count from, those of the parts included."""
        return super().starts(case).union(*(part.starts(case) for part in self.parts))

    def span(self, period: Period) -> Period:
        """Return the days of the window, those of the parts' own windows included."""
        whole = super().span(period)
        first = (tiled(whole, period) or [period])[0]
        starts = [part.span(first).start for part in self.parts]
        return Period(min(whole.start, *starts), whole.end)

    def counts_from(self, case: Case) -> Period | None:
        """Return the latest period that a change counts from, the parts' own included."""
        starts = [super().counts_from(case), *(part.counts_from(case) for part in self.parts)]
        return max((one for one in starts if one is not None), default=None)

    def periods(self, case: Case) -> frozenset[Period]:
        """Return the periods that have a row of every part."""
        return frozenset.intersection(*(part.periods(case) for part in self.parts))

    def for_member(self, catalogue: Catalogue, dimension: str, member: str) -> Measure:
        """Return the measure with every part for one member."""
        parts = tuple(part.for_member(catalogue, dimension, member) for part in self.parts)
        return self.model_copy(update={self.key: parts})

    def naming(self, dimension: str) -> Iterator[tuple[str | int, ...]]:
        """Yield where a part names a dimension itself."""
        for index, part in enumerate(self.parts):
            for path in part.naming(dimension):
                yield (self.key, index, *path)

    def indicators(self) -> tuple[str, ...]:
        """Return the indicators of all parts."""
        return tuple(name for part in self.parts for name in part.indicators())

    @property
    def looks_elsewhere(self) -> bool:
        """Whether any part is of a fixed area."""
        return any(part.looks_elsewhere for part in self.parts)

    def series(self, catalogue: Catalogue) -> frozenset[SeriesKey]:
        """Return the series of all parts."""
        return frozenset().union(*(part.series(catalogue) for part in self.parts))

    def shown_segment(self, catalogue: Catalogue) -> Segment:  # noqa: ARG002 (several)
        """Return no segment: the parts may have several."""
        return ()

    def problems(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield what does not fit in any part, then what does not fit between them."""
        fits = True
        for index, part in enumerate(self.parts):
            for loc, message in part.problems(catalogue):
                fits = False
                yield (self.key, index, *loc), message
        if fits:
            yield from self.misfits(catalogue)
            yield from self.change_problems(catalogue)

    def misfits(self, catalogue: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield parts that cannot be put together: different units."""
        units = {part.unit(catalogue) for part in self.parts}
        if len(units) > 1:
            yield (self.key,), f"parts in different units: {', '.join(sorted(units))}"
