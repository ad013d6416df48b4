"""One measure less another: the gap between two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from beskplan.catalogue import Catalogue
from beskplan.judgements import Made, Measured
from beskplan.measures._base import Better
from beskplan.measures._combined import Combined
from beskplan.words import PERCENT, POINTS

if TYPE_CHECKING:
    from beskplan.measures import AnyMeasure


class DifferenceOf(Combined):
    """The first measure less the second, A - B; shares give points.

    A part without a figure leaves no difference. Parts over windows that differ are not
    comparable. Which way is good only the rule can say.

    Promise:
        fredericia-2023-draft naermer-sig-landet

    Example:
        difference_of:
          - {indicator: ledige.andel_af_arbejdsstyrken, segment: {køn: Kvinder}}
          - {indicator: ledige.andel_af_arbejdsstyrken, segment: {køn: Mænd}}

    Given:
        members: {køn: [Kvinder, Mænd]}

    Worked:
        both published: {Kvinder: 3.1, Mænd: 3.6}
        one withheld: {Kvinder: 3.1, Mænd: ..}
    """

    difference_of: Annotated[tuple[AnyMeasure, ...], Field(min_length=2, max_length=2)]
    """Two measures; the second is taken from the first."""

    @property
    def parts(self) -> tuple[AnyMeasure, ...]:
        """Both measures."""
        return self.difference_of

    @property
    def key(self) -> str:
        """The key in a plan file."""
        return "difference_of"

    def figure_unit(self, catalogue: Catalogue) -> str:
        """Return points for shares, else the unit of both."""
        unit = self.difference_of[0].unit(catalogue)
        return POINTS if unit == PERCENT else unit

    def better(self, catalogue: Catalogue) -> Better:  # noqa: ARG002 (a difference has no side)
        """Return neither: which way a difference is good only the plan can say."""
        return "neither"

    def combined(self, parts: list[Measured], unit: str) -> Measured:
        """Return A - B."""
        first, second = parts
        assert first.value is not None
        assert second.value is not None
        figures, made = (*first.figures, *second.figures), Made("difference", (first, second))
        return Measured(first.value - second.value, unit, figures, made=made)
