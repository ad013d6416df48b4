"""What rules share that hold a figure against another figure: `vs-national-average` and kin."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from beskplan.arithmetic import (
    HUNDRED,
    Calculated,
    Term,
    Worked,
    Working,
    less,
    number,
    over,
    times,
)
from beskplan.catalogue import Catalogue
from beskplan.judgements import OF_PLAN, Comparator, Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.measures._change import move_misfit
from beskplan.models import Exact
from beskplan.numbers import Value
from beskplan.rules._base import (
    GOOD,
    Direction,
    Rule,
    compared_term,
    decided,
    judge_side,
    one_sided,
)
from beskplan.words import PERCENT, Text, Words, gap_unit_of

_SIDES = {
    "at-least": ("mindst på niveau med", "at least at the level of"),
    "above": ("over", "above"),
    "at-most": ("højst på niveau med", "at most at the level of"),
    "below": ("under", "below"),
}
_DISTANCE = Text("Forskel", "Distance")
_ROOM = Text("Tolerance", "Tolerance")
TOLERANCE_NOT_STATED = Text(
    "dokumentet siger ikke, hvor stor en afvigelse der er „på niveau“",
    'the document does not say how large a distance still counts as "on par"',
)


class Comparison(Rule):
    """``must_be`` a side of another figure, or on par with it within a ``tolerance``."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"must_be": {"const": "on-par"}}, "required": ["must_be"]},
            "then": {"required": ["tolerance", "as"]},
        }
    )

    must_be: Literal["at-least", "above", "at-most", "below", "on-par"]
    """The side of the other figure that the figure must be on; above and below are strict."""
    tolerance: Exact | Literal["not-stated"] | None = None
    """How far from the other figure is still on par; not-stated where the document is silent."""
    as_: Literal["points", "percent", "units"] | None = Field(default=None, alias="as")
    """What an amount is: shares move in points or percent, all else in units or percent."""

    @model_validator(mode="after")
    def _fits_together(self) -> Comparison:
        self._check_tolerance()
        return self

    def _check_tolerance(self) -> None:
        if self.must_be == "on-par" and (self.tolerance is None or self.as_ is None):
            raise ValueError(
                "on-par needs tolerance and as, such as tolerance: 0.5 and as: points; "
                "tolerance: not-stated where the document is silent"
            )
        if self.must_be != "on-par" and (self.tolerance is not None or self.as_ is not None):
            raise ValueError("tolerance and as go with must_be: on-par only")
        if isinstance(self.tolerance, Decimal) and self.tolerance < 0:
            raise ValueError("tolerance is a distance, 0 or more")

    @property
    def direction(self) -> Direction | None:
        """Which way the rule pulls; on par pulls neither way."""
        return GOOD.get(self.must_be)

    @property
    def is_ambiguous(self) -> bool:
        """Whether the document leaves open what is asked."""
        return self.tolerance == "not-stated"

    def problems(
        self, catalogue: Catalogue, measure: AnyMeasure
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield an ``as`` that the measure's unit cannot move in."""
        misfit = move_misfit(self.as_, measure.unit(catalogue))
        if misfit is not None:
            yield ("as",), misfit

    def compared(self, case: Case, own: Measured, comparator: Comparator) -> Judgement:
        """Judge own figure against the comparator's."""
        level = comparator.measured.value
        if self.must_be != "on-par":
            return judge_side(case, own, comparator, level, self.must_be)
        if self.tolerance == "not-stated":
            return Judgement(
                observed=own,
                comparator=comparator,
                required=level,
                without=Status.MANUAL,
                reason=TOLERANCE_NOT_STATED,
            )
        gap = None
        if own.value is not None and level is not None:
            gap = self._room_left(own.value, level)
        judgement = Judgement(observed=own, comparator=comparator, required=level, gap=gap)
        return decided(judgement, case)

    def worked(
        self,
        judgement: Judgement,
        case: Case,  # noqa: ARG002 (the figures say it all)
        measure: AnyMeasure | None,  # noqa: ARG002
    ) -> Worked:
        """Say the distance to the other figure; on par, what it leaves of the tolerance."""
        level, own = compared_term(judgement), judgement.observed
        if self.must_be != "on-par":
            return one_sided(judgement, level)
        if judgement.gap is None or own is None or level is None:
            return Worked(required=level)
        assert isinstance(self.tolerance, Decimal)
        distance = Calculated("size", (less(own.term, level),))
        room: Term = number(Value.of(self.tolerance), OF_PLAN)
        steps = [Working(_DISTANCE, distance, gap_unit_of(own.unit))]
        if self.as_ == PERCENT:
            room = over(times(Calculated("size", (level,)), room), HUNDRED)
            steps.append(Working(_ROOM, room, gap_unit_of(own.unit)))
        return Worked(tuple(steps), level, less(room, distance))

    def _room_left(self, own: Value, level: Value) -> Value:
        assert isinstance(self.tolerance, Decimal)
        if self.as_ == "percent":
            return _percent_left(own, level, Fraction(self.tolerance))
        return Value.of(self.tolerance) - abs(own - level)

    def said(self, words: Words, unit: str, other: Text) -> str:
        """Say what is asked against ``other``: ``mindst på niveau med landsgennemsnittet``."""
        if self.must_be != "on-par":
            side = _SIDES[self.must_be][0 if words.lang == "da" else 1]
            return f"{side} {other[words.lang]}"
        level = words.say(da=f"på niveau med {other.da}", en=f"on par with {other.en}")
        if not isinstance(self.tolerance, Decimal):
            return words.say(
                da=f"{level} (tolerancen er ikke angivet)",
                en=f"{level} (the tolerance is not stated)",
            )
        in_unit = "percent" if self.as_ == "percent" else gap_unit_of(unit)
        room = words.amount(self.tolerance, in_unit)
        return words.say(da=f"{level} (± {room})", en=f"{level} (± {room})")


def _percent_left(own: Value, level: Value, percent: Fraction) -> Value:
    """Return what is left of a tolerance in percent of the level.

    The level counts twice, for the room and for the distance, and is rounded one way in both:
    the range is that of the gaps where one of the lines that the gap is made of ends or bends.
    """

    def left(one: Fraction, other: Fraction) -> Fraction:
        return abs(other) * percent / 100 - abs(one - other)

    bends = (Fraction(0), own.low, own.high, (own.low + own.high) / 2)
    levels = [level.low, level.high, *(one for one in bends if level.low < one < level.high)]
    return Value(
        left(own.exact, level.exact),
        min(left(one, other) for one in (own.low, own.high) for other in levels),
        max(left(min(max(other, own.low), own.high), other) for other in levels),
        None,
    )
