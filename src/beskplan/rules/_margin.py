"""What `points-below-average` and `points-above-average` share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from beskplan.arithmetic import Worked, less, number, plus
from beskplan.catalogue import Catalogue
from beskplan.judgements import OF_PLAN, Judgement, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.models import YesNo
from beskplan.numbers import Value
from beskplan.rules._against import (
    COUNTRY,
    NOT_STATED,
    AnyAgainst,
    against_words,
    average_problems,
    compared_with,
)
from beskplan.rules._base import (
    GOOD,
    NO_LEVEL,
    NOT_STATED_AGAINST,
    Direction,
    Distance,
    Rule,
    Side,
    compared_term,
    judge_side,
    level_of,
    level_words,
    one_sided,
)
from beskplan.words import Text, Words, gap_unit_of


class Margin(Rule):
    """At least ``points`` on one side of an average; ``strictly``: more than that."""

    sides: ClassVar[tuple[Side, Side]]
    said: ClassVar[Text]
    points: Distance
    """The distance to the average in percentage points, 0 or more."""
    strictly: YesNo = False
    """Whether an exact hit misses."""
    against: AnyAgainst = COUNTRY
    """Whose average it is."""

    @property
    def looks_elsewhere(self) -> bool:
        """Whether areas beside the own and the whole country are looked at."""
        return self.against not in (COUNTRY, NOT_STATED)

    @property
    def direction(self) -> Direction:
        """The side that the margin lies on."""
        return GOOD[self.sides[0]]

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open whose average is meant."""
        return self.against == NOT_STATED

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return what is left of the margin."""
        assert measure is not None
        own, average = measure.measured(case), compared_with(self.against, case, measure)
        if self.against == NOT_STATED:
            return Judgement(own, average, without=Status.MANUAL, reason=NOT_STATED_AGAINST)
        margin = level_of(self.points, case)
        if margin is None:
            return Judgement(own, average, without=Status.NOT_SET, reason=NO_LEVEL)
        level = average.measured.value
        required = None if level is None else self.required_at(level, margin)
        return judge_side(case, own, average, required, self.asked)

    def worked(
        self,
        judgement: Judgement,
        case: Case,
        measure: AnyMeasure | None,  # noqa: ARG002 (the figures say it all)
    ) -> Worked:
        """Say the average with the margin, and the distance to that."""
        level, margin = compared_term(judgement), level_of(self.points, case)
        if judgement.required is None or level is None or margin is None:
            return Worked()
        adds = self.required_at(Value.of(0), Value.of(1)).exact > 0
        points = number(margin, OF_PLAN)
        return one_sided(judgement, plus(level, points) if adds else less(level, points))

    @property
    def asked(self) -> Side:
        """The side of the required level that the figure must lie on."""
        return self.sides[self.strictly]

    def required_at(self, level: Value, points: Value) -> Value:
        """Return the level required where the average is ``level``."""
        return level - points if self.direction == "lower" else level + points

    def requirement(self, words: Words, unit: str) -> str:
        """Say the margin: ``mindst 0,2 procentpoint under landsgennemsnittet``."""
        margin = level_words(words, self.points, gap_unit_of(unit))
        da, en = ("mere end", "more than") if self.strictly else ("mindst", "at least")
        whose = against_words(self.against)
        return words.say(
            da=f"{da} {margin} {self.said.da} {whose.da}",
            en=f"{en} {margin} {self.said.en} {whose.en}",
        )

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield a comparison of counts."""
        yield from average_problems(self.against, catalogue, measure)
