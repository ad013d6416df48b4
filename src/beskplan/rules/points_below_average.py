"""The figure must lie a stated margin below the national average."""

from __future__ import annotations

from typing import Literal

from beskplan.measures import AnyMeasure, Case
from beskplan.models import YesNo
from beskplan.results import Judgement, Status
from beskplan.rules._base import (
    NO_LEVEL,
    Distance,
    Rule,
    country_of,
    judge_side,
    level_of,
    level_words,
)
from beskplan.words import Words, gap_unit_of


class PointsBelowAverage(Rule):
    """Met when the figure is at least ``points`` below the figure of Hele landet.

    With ``strictly`` an exact hit misses. The gap is what is left of the margin: comparator
    minus points minus own figure.

    Example:
        type: points-below-average
        points: 0.2
    """

    type: Literal["points-below-average"]
    points: Distance
    strictly: YesNo = False
    against: Literal["country"] = "country"

    @property
    def direction(self) -> Literal["lower"]:
        """Lower is what the rule asks for."""
        return "lower"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return what is left of the margin."""
        assert measure is not None
        own, average = measure.measured(case), country_of(case, measure)
        margin = level_of(self.points, case)
        if margin is None:
            return Judgement(own, average, without=Status.NOT_SET, reason=NO_LEVEL)
        level = average.measured.value
        required = None if level is None else level - margin
        return judge_side(case, own, average, required, "below" if self.strictly else "at-most")

    def requirement(self, words: Words, unit: str) -> str:
        """Say the margin: ``mindst 0,2 procentpoint under landsgennemsnittet``."""
        margin = level_words(words, self.points, gap_unit_of(unit))
        da, en = ("mere end", "more than") if self.strictly else ("mindst", "at least")
        return words.say(
            da=f"{da} {margin} under landsgennemsnittet",
            en=f"{en} {margin} below the national average",
        )
