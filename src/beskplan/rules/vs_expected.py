"""The figure must stand well against an expected figure, such as the ministry's benchmark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from beskplan.catalogue import Catalogue
from beskplan.judgements import Comparator, Judgement, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.measures._base import unlike_numbers
from beskplan.rules._comparison import Comparison
from beskplan.words import Text, Words

_EXPECTED = Text("det forventede", "what is expected")
_NAME = Text("Forventet", "Expected")
_UNITS = Text("tallene har forskellige enheder", "the figures are in different units")


class VsExpected(Comparison):
    """Met when the figure is on the asked side of the ``expected`` measure's figure.

    Both are taken for the same area and period, in one unit and over the same window; else
    they are not comparable. The gap is the distance between them.

    Promise:
        fredericia-2023 rammevilkaar

    Example:
        type: vs-expected
        expected: {indicator: benchmark.forventet_andel}
        must_be: at-most

    Worked:
        exactly as expected: {own: 9.85, benchmark.forventet_andel: 9.85}
        more than expected: {own: 10.69, benchmark.forventet_andel: 9.85}
        own figure withheld: {own: .., benchmark.forventet_andel: 9.85}
        nothing expected: {own: 10.69}
    """

    type: Literal["vs-expected"]
    expected: AnyMeasure
    """The measure that gives the figure expected, for the same area and period."""

    @property
    def looks_elsewhere(self) -> bool:
        """Whether other areas are looked at: never."""
        return False

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the expected figure of the same area and period."""
        assert measure is not None
        own = measure.measured(case)
        expected = Comparator(_NAME, case.area.code, self.expected.measured(case))
        unlike = _UNITS if own.unit != expected.measured.unit else None
        unlike = unlike or unlike_numbers((measure, self.expected), case)
        if unlike is not None:
            return Judgement(own, expected, without=Status.NOT_COMPARABLE, reason=unlike)
        return self.compared(case, own, expected)

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield an expected measure in another unit, and an ``as`` that does not fit."""
        yield from super().problems(catalogue, measure)
        own, expected = measure.unit(catalogue), self.expected.unit(catalogue)
        if own != expected:
            yield ("expected",), f'the expected figure is in "{expected}", the own in "{own}"'

    def for_member(self, of: Callable[[AnyMeasure | None], AnyMeasure | None]) -> VsExpected:
        """Return the rule with the expected measure of one member."""
        return self.model_copy(update={"expected": of(self.expected)})

    def measures(self) -> tuple[tuple[tuple[str | int, ...], AnyMeasure], ...]:
        """Return the expected measure."""
        return ((("expected",), self.expected),)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the side: ``højst på niveau med det forventede``."""
        return self.said(words, unit, _EXPECTED)
