"""The figure must have moved by an amount since a baseline, or stand well against it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from beskplan.arithmetic import HUNDRED, Stated, Term, Worked, less, number, over, plus, times
from beskplan.judgements import OF_PLAN, Comparator, Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Baseline, Case
from beskplan.measures._base import is_not_later
from beskplan.measures._baseline import NOT_LATER
from beskplan.models import YesNo, exactly_one
from beskplan.numbers import Value
from beskplan.rules._base import (
    GOOD,
    NO_BASELINE,
    NO_LEVEL,
    Direction,
    Limit,
    Schedule,
    Side,
    compared_term,
    decided,
    judge_side,
    level_of,
    level_words,
    one_sided,
)
from beskplan.rules._comparison import Comparison
from beskplan.words import Text, Words, gap_unit_of

_BASELINE = Text("udgangspunktet", "the baseline")
_OF_NOTHING = Text(
    "procent af et udgangspunkt på nul eller mindre siger intet",
    "percent of a baseline of zero or less says nothing",
)


def _amount(limit: Decimal | Schedule) -> Decimal | Schedule:
    levels = limit.by_year.values() if isinstance(limit, Schedule) else (limit,)
    if any(level < 0 for level in levels):
        raise ValueError("an amount is 0 or more; up_by and down_by say which way")
    return limit


Amount = Annotated[Limit, AfterValidator(_amount)]


class ChangeFromBaseline(Comparison):
    """Met when the figure has gone ``up_by`` or ``down_by`` an amount since the ``baseline``.

    ``as`` says whether the amount is percent of the baseline, points or units; ``strictly``:
    more than that. Or ``must_be`` a side of the baseline itself: no worse than then. The
    ``baseline`` stands on the target: a period, or a figure that the document prints. The
    gap is the distance to the level required.

    Promise:
        fredericia-2019 1a

    Example:
        type: change-from-baseline
        down_by: 82
        as: units

    Given:
        unit: full-time-persons
        target: {baseline: {period: 2021M03}}

    Worked:
        exactly 82 fewer: {2021M03: 400, 2022M03: 318}
        81 fewer: {2021M03: 400, 2022M03: 319}
        exactly halved: {with: {down_by: 50, as: percent}, 2021M03: 400, 2022M03: 200}
        no more than then: {with: {down_by: , as: , must_be: at-most}, 2021M03: 400, 2022M03: 401}
        from a figure that the document prints:
            target: {baseline: {period: 2021M03, value: 401}}
            own: 320
        the document does not say since when: {target: {baseline: not-stated}, own: 318}
        percent of nothing: {with: {down_by: 50, as: percent}, 2021M03: 0, 2022M03: 5}
        own figure withheld: {2021M03: 400, 2022M03: ..}
        no figure of the baseline: {2022M03: 318}
    """

    model_config = exactly_one(
        "up_by", "down_by", "must_be", needs={"up_by": "as", "down_by": "as"}
    )

    type: Literal["change-from-baseline"]
    must_be: Literal["at-least", "above", "at-most", "below", "on-par"] | None = None  # type: ignore[assignment] # here one of three ways
    """The side of the baseline's own figure that the figure must be on."""
    up_by: Amount | None = None
    """The figure must have risen by this or more."""
    down_by: Amount | None = None
    """The figure must have fallen by this or more."""
    strictly: YesNo = False
    """Whether it must be more than that: an exact hit misses."""

    @model_validator(mode="after")
    def _fits_together(self) -> ChangeFromBaseline:
        ways = [key for key in ("up_by", "down_by", "must_be") if getattr(self, key) is not None]
        if len(ways) != 1:
            found = f"found {' and '.join(ways)}" if ways else "found none"
            raise ValueError(f"exactly one of up_by, down_by and must_be is needed; {found}")
        if self.must_be is not None:
            if self.strictly:
                raise ValueError("strictly goes with up_by and down_by; write above or below")
            self._check_tolerance()
        elif self.as_ is None:
            raise ValueError('key "as" is missing: points, percent or units')
        elif self.tolerance is not None:
            raise ValueError("tolerance goes with must_be: on-par only")
        return self

    @property
    def looks_elsewhere(self) -> bool:
        """Whether other areas are looked at: never."""
        return False

    @property
    def needs_baseline(self) -> bool:
        """A change counts from somewhere."""
        return True

    @property
    def direction(self) -> Direction | None:
        """Up asks for more, down for less."""
        return super().direction if self.must_be else GOOD[self._side]

    @property
    def _side(self) -> Side:
        if self.up_by is not None:
            return "above" if self.strictly else "at-least"
        return "below" if self.strictly else "at-most"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the level that the baseline requires."""
        assert measure is not None
        own = measure.measured(case)
        if not isinstance(case.baseline, Baseline):
            return Judgement(own, without=Status.MANUAL, reason=NO_BASELINE)
        found = measure.at_baseline(case)
        if isinstance(found, Text):
            return Judgement(own, without=Status.NOT_COMPARABLE, reason=found)
        period, then = found
        name = Text.made(lambda words: words.period(period))
        before = Comparator(name, case.area.code, then)
        if is_not_later(case, period):
            return Judgement(own, before, without=Status.NO_DATA, reason=NOT_LATER)
        if own == then and own.value is not None:  # one figure is rounded one way
            own = replace(own, value=own.value.without_range)
            before = before._replace(measured=own)
        if self.must_be is not None:
            return self.compared(case, own, before)
        return self._moved(case, own, before)

    def _moved(self, case: Case, own: Measured, before: Comparator) -> Judgement:
        limit = self.up_by if self.up_by is not None else self.down_by
        assert limit is not None
        level = level_of(limit, case)
        if level is None:
            return Judgement(own, before, without=Status.NOT_SET, reason=NO_LEVEL)
        then = before.measured.value
        if then is None:
            return decided(Judgement(own, before), case)
        if self.as_ == "percent" and then.exact <= 0:
            return Judgement(own, before, without=Status.NOT_COMPARABLE, reason=_OF_NOTHING)
        return judge_side(case, own, before, self._required(then, level), self._side)

    def _required(self, then: Value, level: Value) -> Value:
        if self.as_ != "percent":
            return then + level if self.up_by is not None else then - level
        hundred = Value.of(100)
        share = hundred + level if self.up_by is not None else hundred - level
        return then * share / hundred

    def worked(self, judgement: Judgement, case: Case, measure: AnyMeasure | None) -> Worked:
        """Say the level that the baseline requires, and the distance to that."""
        if self.must_be is not None:
            return super().worked(judgement, case, measure)
        limit = self.up_by if self.up_by is not None else self.down_by
        assert limit is not None
        level, then = level_of(limit, case), compared_term(judgement)
        if judgement.required is None or level is None or then is None:
            return Worked()
        return one_sided(judgement, self._required_term(then, number(level, OF_PLAN)))

    def _required_term(self, then: Term, level: Stated) -> Term:
        if self.as_ != "percent":
            return plus(then, level) if self.up_by is not None else less(then, level)
        share = plus(HUNDRED, level) if self.up_by is not None else less(HUNDRED, level)
        return over(times(then, share), HUNDRED)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the move: ``ned med mindst 82 fuldtidspersoner siden udgangspunktet``."""
        if self.must_be is not None:
            return self.said(words, unit, _BASELINE)
        up = self.up_by is not None
        limit = self.up_by if self.up_by is not None else self.down_by
        assert limit is not None
        in_unit = "percent" if self.as_ == "percent" else gap_unit_of(unit)
        amount = level_words(words, limit, in_unit)
        least = words.say(
            da="mere end" if self.strictly else "mindst",
            en="more than" if self.strictly else "at least",
        )
        return words.say(
            da=f"{'op' if up else 'ned'} med {least} {amount} siden udgangspunktet",
            en=f"{'up' if up else 'down'} by {least} {amount} since the baseline",
        )
