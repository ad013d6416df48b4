"""The figure must stand well against the published figure of the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from beskplan.catalogue import Catalogue
from beskplan.judgements import Judgement
from beskplan.measures import AnyMeasure, Case
from beskplan.rules._against import COUNTRY, average_problems, country_of
from beskplan.rules._comparison import Comparison
from beskplan.words import Text, Words

_AVERAGE = Text("landsgennemsnittet", "the national average")


class VsNationalAverage(Comparison):
    """Met when the figure is on the asked side of the published figure of Hele landet.

    The average is the figure that the source publishes for the whole country, never the mean
    of the municipalities. ``at-least`` and ``at-most`` are met by an exact hit, ``above`` and
    ``below`` are not. The gap is the distance to the average; for ``on-par`` it is what is
    left of the tolerance.

    Promise:
        frederikssund-2022 1b

    Example:
        type: vs-national-average
        must_be: at-least

    Worked:
        exactly on a level: {own: 81.4, country: 81.4}
        under it: {own: 79.9, country: 81.4}
        exactly on a level, where less is asked: {with: {must_be: below}, own: 4.2, country: 4.2}
        on par within half a point:
            with: {must_be: on-par, tolerance: 0.5, as: points}
            own: 4.4
            country: 4.2
        on par, and the document does not say how near:
            with: {must_be: on-par, tolerance: not-stated, as: points}
            own: 4.4
            country: 4.2
        own figure withheld: {own: .., country: 81.4}
        no figure of the country: {own: 81.4}
    """

    type: Literal["vs-national-average"]

    @property
    def looks_elsewhere(self) -> bool:
        """Whether other areas are looked at: never."""
        return False

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the whole country's figure of the same period."""
        assert measure is not None
        return self.compared(case, measure.measured(case), country_of(case, measure))

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield a comparison of counts, and an ``as`` that does not fit."""
        yield from super().problems(catalogue, measure)
        yield from average_problems(COUNTRY, catalogue, measure)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the side: ``mindst på niveau med landsgennemsnittet``."""
        return self.said(words, unit, _AVERAGE)
