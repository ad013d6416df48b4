"""The figure must stand well against a region, a landsdel, named municipalities or a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from beskplan.catalogue import Catalogue
from beskplan.judgements import Judgement, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.rules._against import (
    NOT_STATED,
    AnyAgainst,
    against_words,
    average_problems,
    compared_with,
)
from beskplan.rules._base import NOT_STATED_AGAINST
from beskplan.rules._comparison import Comparison
from beskplan.words import Words


class VsGroupAverage(Comparison):
    """Met when the figure is on the asked side of the figure of ``against``.

    The published figure where there is one; else ``average: weighted`` (numerators over
    denominators) or ``plain`` (the mean of the municipalities' figures), as the plan says.
    ``rest_of`` leaves the own municipality out. The gap is the distance between them.

    Promise:
        fredericia-2019 1c

    Example:
        type: vs-group-average
        against: {region: Hovedstaden}
        must_be: below

    Given:
        counts: true

    Worked:
        under the published figure: {own: 3.9, Region Hovedstaden: 4.0}
        exactly on a level: {own: 4.0, Region Hovedstaden: 4.0}
        against a plain average:
            with: {against: {areas: [Hillerød, Halsnæs], average: plain}}
            own: 3.9
            Hillerød: 3.0
            Halsnæs: 5.0
        against a weighted average:
            with: {against: {areas: [Hillerød, Halsnæs], average: weighted}}
            own: 3.9
            Hillerød taeller: 30
            Hillerød naevner: 1000
            Halsnæs taeller: 20
            Halsnæs naevner: 400
        against the rest of the country:
            with: {against: {rest_of: country}}
            own: 3.9
            taeller: 39
            naevner: 1000
            country taeller: 2039
            country naevner: 51000
        own figure withheld: {own: .., Region Hovedstaden: 4.0}
        nothing published for the region: {own: 3.9, Hillerød: 3.0}
        no figure of a member:
            with: {against: {areas: [Hillerød, Halsnæs], average: plain}}
            own: 3.9
            Hillerød: 3.0
    """

    type: Literal["vs-group-average"]
    against: AnyAgainst
    """Whose figure it is compared with."""

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open whose average, or how near, is meant."""
        return self.against == NOT_STATED or super().is_ambiguous

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the figure of the same period."""
        assert measure is not None
        own, comparator = measure.measured(case), compared_with(self.against, case, measure)
        if self.against == NOT_STATED:
            return Judgement(own, comparator, without=Status.MANUAL, reason=NOT_STATED_AGAINST)
        return self.compared(case, own, comparator)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the side: ``under gennemsnittet i Region Syddanmark``."""
        return self.said(words, unit, against_words(self.against))

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield a comparison of counts, and an ``as`` that does not fit."""
        yield from super().problems(catalogue, measure)
        yield from average_problems(self.against, catalogue, measure)
