"""The figure may be no more than a stated distance on the wrong side of the average."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from beskplan.catalogue import Catalogue
from beskplan.measures import AnyMeasure, Case
from beskplan.models import YesNo
from beskplan.results import Judgement, Status
from beskplan.rules._against import (
    COUNTRY,
    NOT_STATED,
    AnyAgainst,
    against_words,
    average_problems,
    compared_with,
)
from beskplan.rules._base import (
    NO_LEVEL,
    NOT_STATED_AGAINST,
    Direction,
    Distance,
    Rule,
    Side,
    judge_side,
    level_of,
    level_words,
)
from beskplan.words import Words, gap_unit_of


class WithinPointsOfAverage(Rule):
    """Met when the figure is no more than ``points`` above (``side: below``: below) Hele landet.

    The other side is always good enough. With ``strictly`` an exact hit misses. The gap is
    what is left of the room: ``above`` comparator plus points minus own figure, ``below`` own
    figure minus comparator plus points.

    Example:
        type: within-points-of-average
        points: 0.5
        side: above
        strictly: true
    """

    type: Literal["within-points-of-average"]
    points: Distance
    side: Literal["above", "below"]
    strictly: YesNo = False
    against: AnyAgainst = COUNTRY

    @property
    def direction(self) -> Direction:
        """Not above asks for less, not below asks for more."""
        return "lower" if self.side == "above" else "higher"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return what is left of the room."""
        assert measure is not None
        own, average = measure.measured(case), compared_with(self.against, case, measure)
        if self.against == NOT_STATED:
            return Judgement(own, average, without=Status.MANUAL, reason=NOT_STATED_AGAINST)
        room = level_of(self.points, case)
        if room is None:
            return Judgement(own, average, without=Status.NOT_SET, reason=NO_LEVEL)
        level = average.measured.value
        required = None
        if level is not None:
            required = level + room if self.side == "above" else level - room
        return judge_side(case, own, average, required, self._asked)

    @property
    def _asked(self) -> Side:
        if self.side == "above":
            return "below" if self.strictly else "at-most"
        return "above" if self.strictly else "at-least"

    def requirement(self, words: Words, unit: str) -> str:
        """Say the room: ``mindre end 0,5 procentpoint over landsgennemsnittet``."""
        room = level_words(words, self.points, gap_unit_of(unit))
        above = self.side == "above"
        whose = against_words(self.against)
        return words.say(
            da=f"{'mindre end' if self.strictly else 'højst'} {room} "
            f"{'over' if above else 'under'} {whose.da}",
            en=f"{'less than' if self.strictly else 'at most'} {room} "
            f"{'above' if above else 'below'} {whose.en}",
        )

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open whose average is meant."""
        return self.against == NOT_STATED

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield a comparison of counts."""
        yield from average_problems(self.against, catalogue, measure)
