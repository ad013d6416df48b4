"""The figure must stand well against an expected figure, such as the ministry's benchmark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from beskplan.measures import AnyMeasure, Case
from beskplan.results import Comparator, Judgement
from beskplan.rules._comparison import Comparison
from beskplan.words import Text, Words

_EXPECTED = Text("det forventede", "what is expected")
_NAME = Text("Forventet", "Expected")


class VsExpected(Comparison):
    """Met when the figure is on the asked side of the ``expected`` measure's figure.

    Both are taken for the same area and period. The gap is the distance between them.

    Example:
        type: vs-expected
        expected: {indicator: benchmark.forventet_andel}
        must_be: at-most
    """

    type: Literal["vs-expected"]
    expected: AnyMeasure

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the expected figure of the same area and period."""
        assert measure is not None
        expected = Comparator(_NAME, case.area.code, self.expected.measured(case))
        return self.compared(case, measure.measured(case), expected)

    def for_member(self, of: Callable[[AnyMeasure | None], AnyMeasure | None]) -> VsExpected:
        """Return the rule with the expected measure of one member."""
        return self.model_copy(update={"expected": of(self.expected)})

    def measures(self) -> tuple[tuple[tuple[str | int, ...], AnyMeasure], ...]:
        """Return the expected measure."""
        return ((("expected",), self.expected),)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the side: ``højst på niveau med det forventede``."""
        return self.said(words, unit, _EXPECTED)
