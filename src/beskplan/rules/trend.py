"""The figure must rise or fall, or must not, from step to step."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import combinations, pairwise
from typing import Annotated, Final, Literal

from pydantic import Field

from beskplan.arithmetic import Calculated, Worked, Working, less
from beskplan.judgements import Comparator, Judgement, Measured, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.measures._change import Step
from beskplan.models import Whole
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.rules._base import Direction, Rule, decided
from beskplan.words import Text, Words, gap_unit_of

_STEPS: Final[dict[str, Step]] = {"year": "a year before", "period": "the period before"}
_OVERLAP = Text(
    "vinduerne overlapper, så en ændring ikke kan læses af dem; brug step: year",
    "the windows overlap, so no change can be read from them; use step: year",
)
_NO_YEAR_BEFORE = Text(
    "kalenderen har ingen tilsvarende tidligere periode",
    "the calendar has no such period before",
)
_WORDS = {
    "rising": ("stigende", "rising"),
    "falling": ("faldende", "falling"),
    "not-rising": ("ikke stigende", "not rising"),
    "not-falling": ("ikke faldende", "not falling"),
}


class Trend(Rule):
    """Met when every one of ``steps`` steps up to the judged period goes as asked.

    A step compares with a year before (``step: year``) or with the period before. ``rising``
    and ``falling`` are strict: standing still misses. The gap is the worst step, positive
    where it goes as asked.

    Promise:
        fredericia-2023 resultatmaal

    Example:
        type: trend
        must_be: falling
        step: year
        steps: 2

    Worked:
        two steps down: {2020M03: 3.4, 2021M03: 3.0, 2022M03: 2.9}
        exactly as the year before: {2020M03: 3.4, 2021M03: 3.0, 2022M03: 3.0}
        standing still, where only a rise is ruled out:
            with: {must_be: not-rising}
            2020M03: 3.4
            2021M03: 3.0
            2022M03: 3.0
        down over two years, but up in one: {2020M03: 3.4, 2021M03: 3.0, 2022M03: 3.1}
        own figure withheld: {2020M03: 3.4, 2021M03: 3.0, 2022M03: ..}
        no figure on the way: {2020M03: 3.4, 2022M03: 2.9}
    """

    type: Literal["trend"]
    must_be: Literal["rising", "falling", "not-rising", "not-falling"]
    """Which way every step must go; rising and falling are strict: standing still misses."""
    step: Literal["year", "period"]
    """What a step compares with: a year before, or the period before."""
    steps: Annotated[Whole, Field(ge=1, le=120)] = 1
    """How many steps up to the judged period must go that way."""

    @property
    def looks_elsewhere(self) -> bool:
        """Whether other areas are looked at: never."""
        return False

    @property
    def direction(self) -> Direction:
        """Rising, or not falling, asks for more."""
        return "higher" if self.must_be in ("rising", "not-falling") else "lower"

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the worst step."""
        assert measure is not None
        try:
            periods = self._periods(case, measure)
        except ValueError:  # a week 53, a 29 February, or a year before 1900
            return self._not_comparable(case, measure, _NO_YEAR_BEFORE)
        spans = [measure.span(period) for period in periods]
        if any(late.overlaps(early) for late, early in pairwise(spans)):
            return self._not_comparable(case, measure, _OVERLAP)
        unlike = (measure.unlike(late, early) for late, early in pairwise(periods))
        if (reason := next(filter(None, unlike), None)) is not None:
            return self._not_comparable(case, measure, reason)
        taken = [measure.measured(case.at(period=period)) for period in periods]
        own, before = taken[0], taken[1]
        name = Text.made(lambda words: words.period(periods[1]))
        judgement = Judgement(
            observed=own,
            comparator=Comparator(name, case.area.code, before),
            required=before.value if self.steps == 1 else None,
            gap=self._worst(taken),
            strict=self.must_be in ("rising", "falling"),
            good=self.direction,
            further=tuple(taken[2:]),
        )
        return decided(judgement, case)

    def worked(self, judgement: Judgement, case: Case, measure: AnyMeasure | None) -> Worked:
        """Say every step, newest first, positive as asked, and the worst of them."""
        own, compared = judgement.observed, judgement.comparator
        if judgement.gap is None or measure is None or own is None or compared is None:
            return Worked()
        terms = [one.term for one in (own, compared.measured, *judgement.further)]
        signed = [
            less(late, early) if self.direction == "higher" else less(early, late)
            for late, early in pairwise(terms)
        ]
        if len(signed) == 1:
            return Worked(required=terms[1], gap=signed[0])
        unit, periods = gap_unit_of(own.unit), self._periods(case, measure)
        steps = [
            Working(_step_words(late, early), one, unit)
            for one, (late, early) in zip(signed, pairwise(periods), strict=True)
        ]
        return Worked(tuple(steps), None, Calculated("least", tuple(signed)))

    @staticmethod
    def _not_comparable(case: Case, measure: AnyMeasure, reason: Text) -> Judgement:
        own = measure.measured(case)
        return Judgement(own, without=Status.NOT_COMPARABLE, reason=reason)

    def _periods(self, case: Case, measure: AnyMeasure) -> list[Period]:
        """Return the judged period and the ones that it is held against, newest first."""
        periods = [case.period]
        for _ in range(self.steps):
            periods.append(measure.before(case.at(period=periods[-1]), _STEPS[self.step]))
        return periods

    def _worst(self, taken: list[Measured]) -> Value | None:
        values = [one.value for one in taken if one.value is not None]
        if len(values) < len(taken):
            return None
        signed = values if self.direction == "higher" else [-value for value in values]
        steps = [late - early for late, early in pairwise(signed)]
        return replace(reduce(Value.or_less, steps), high=_highest_worst_step(signed))

    def requirement(self, words: Words, unit: str) -> str:  # noqa: ARG002 (steps have no unit)
        """Say the direction and the steps: ``faldende år for år, 2 år i træk``."""
        way = _WORDS[self.must_be][0 if words.lang == "da" else 1]
        year = self.step == "year"
        each = words.say(
            da="fra år til år" if year else "fra periode til periode",
            en="from year to year" if year else "from period to period",
        )
        if self.steps == 1:
            return f"{way} {each}"
        return words.say(
            da=f"{way} {each}, {self.steps} gange i træk",
            en=f"{way} {each}, {self.steps} times in a row",
        )


def _step_words(late: Period, early: Period) -> Text:
    return Text(
        f"{early.label('da')} til {late.label('da')}", f"{early.label('en')} to {late.label('en')}"
    )


def _highest_worst_step(values: list[Value]) -> Fraction:
    """Return the best that the worst step may be, values newest first.

    A figure between two steps cannot be rounded up for one and down for the other, so what
    lies between any two figures is shared by the steps between them.
    """
    return min(
        (late.high - early.low) / (before - after)
        for (after, late), (before, early) in combinations(enumerate(values), 2)
    )
