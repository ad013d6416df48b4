"""One measure in percent of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from beskplan.catalogue import Catalogue
from beskplan.judgements import Made, Measured
from beskplan.measures._base import Better, Case, unlike_numbers
from beskplan.measures._combined import Combined
from beskplan.numbers import Value
from beskplan.words import PERCENT, Text

if TYPE_CHECKING:
    from beskplan.measures import AnyMeasure


class RatioOf(Combined):
    """The first measure in percent of the second, 100 A / B; with ``as: number`` A / B.

    A part without a figure leaves no ratio; a second measure of zero is not comparable. Both
    cover the same window: a sum over twelve months goes with the mean of the same twelve.

    Promise:
        Kommunens andel af landets ledige skal være højst 0,4 pct.

    Example:
        ratio_of:
          - {indicator: ledige.fuldtidspersoner}
          - {indicator: ledige.fuldtidspersoner, area: country}

    Given:
        unit: full-time-persons

    Worked:
        in percent: {own: 320, country: 80000}
        as a number: {with: {as: number}, own: 320, country: 80000}
        in percent of nothing: {own: 320, country: 0}
        the second withheld: {own: 320, country: ..}
    """

    ratio_of: Annotated[tuple[AnyMeasure, ...], Field(min_length=2, max_length=2)]
    """Two measures; the first is divided by the second."""
    as_: Literal["number", "percent"] = Field(default="percent", alias="as")
    """100 A / B, or A / B."""

    @property
    def parts(self) -> tuple[AnyMeasure, ...]:
        """Both measures."""
        return self.ratio_of

    @property
    def key(self) -> str:
        """The key in a plan file."""
        return "ratio_of"

    def figure_unit(self, catalogue: Catalogue) -> str:  # noqa: ARG002 (a ratio has its own)
        """Return percent, or number."""
        return PERCENT if self.as_ == "percent" else "number"

    def is_share(self, catalogue: Catalogue) -> bool:  # noqa: ARG002 (never)
        """Return False: a ratio may be above all there is."""
        return False

    def better(self, catalogue: Catalogue) -> Better:  # noqa: ARG002 (a ratio has no side)
        """Return neither: which way a ratio is good only the plan can say."""
        return "neither"

    def misfits(
        self,
        catalogue: Catalogue,  # noqa: ARG002 (any two units make a ratio)
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield nothing: a ratio may be of different units."""
        yield from ()

    def unlike_parts(self, case: Case) -> Text | None:
        """Say why there is no ratio: different windows, or a sum over a mean of one indicator.

        What is summed over a year may be held against a mean of the same year, such as new
        jobs against those out of work; held against one month it would be twelve times as much.
        """
        first, second = self.ratio_of
        apart = set(first.indicators()).isdisjoint(second.indicators())
        return unlike_numbers(self.ratio_of, case, whatever_is_taken=apart)

    def combined(self, parts: list[Measured], unit: str) -> Measured:
        """Return A over B."""
        first, second = parts
        assert first.value is not None
        assert second.value is not None
        figures = (*first.figures, *second.figures)
        if second.value.low <= 0 <= second.value.high:
            return Measured(None, unit, figures, incomparable=_OF_ZERO)
        ratio = first.value / second.value
        if self.as_ == "percent":
            made = Made("percent", (first, second))
            return Measured(Value.of(100) * ratio, unit, figures, made=made)
        return Measured(ratio, unit, figures, made=Made("ratio", (first, second)))


_OF_ZERO: Final = Text("forholdet til nul siger intet", "a ratio to zero says nothing")
