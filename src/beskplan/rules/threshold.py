"""The figure must reach, exceed, or stay under a number, or lie between two."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from beskplan.arithmetic import Calculated, Worked, Working, less, number
from beskplan.judgements import OF_PLAN, Judgement, Status
from beskplan.measures import AnyMeasure, Case
from beskplan.models import exactly_one
from beskplan.numbers import Value
from beskplan.rules._base import (
    GOOD,
    NO_LEVEL,
    STRICT,
    Direction,
    Limit,
    Rule,
    Schedule,
    Side,
    decided,
    level_of,
    level_words,
)
from beskplan.words import Text, Words, gap_unit_of

_SIDES: dict[str, Side] = {
    "at_least": "at-least",
    "above": "above",
    "at_most": "at-most",
    "below": "below",
}
_WORDS = {
    "at_least": ("mindst", "at least"),
    "above": ("over", "above"),
    "at_most": ("højst", "at most"),
    "below": ("under", "below"),
}


_ENDS = (
    Text("Over den nedre grænse", "Above the lower limit"),
    Text("Under den øvre grænse", "Below the upper limit"),
)


class Threshold(Rule):
    """Met when the figure is on the good side of one number, or between two (ends included).

    Exactly one of ``at_least``, ``above``, ``at_most``, ``below`` and ``between``. ``above``
    and ``below`` are strict: an exact hit misses. The gap is the distance to the limit; for
    ``between`` the smaller of the two distances.

    Promise:
        frederikssund-2022 7a

    Example:
        type: threshold
        at_least: 85

    Worked:
        exactly there: {own: 85.0}
        a tenth short: {own: 84.9}
        exactly there, where more is asked: {with: {at_least: , above: 85}, own: 85.0}
        at the end of a range: {with: {at_least: , between: [3, 4]}, own: 4.0}
        a level that changes by year:
            with: {at_least: {by_year: {2022: 80, 2023 onwards: 85}}}
            own: 82.5
        a year without a level: {with: {at_least: {by_year: {2023 onwards: 85}}}, own: 82.5}
        own figure withheld: {own: ..}
        nothing published: {country: 85.0}
    """

    model_config = exactly_one("at_least", "above", "at_most", "below", "between")

    type: Literal["threshold"]
    at_least: Limit | None = None
    """The figure must be this or more: "mindst"."""
    above: Limit | None = None
    """The figure must be more than this; an exact hit misses: "over"."""
    at_most: Limit | None = None
    """The figure must be this or less: "højst"."""
    below: Limit | None = None
    """The figure must be less than this; an exact hit misses: "under"."""
    between: Annotated[tuple[Limit, ...], Field(min_length=2, max_length=2)] | None = None
    """The figure must lie from the first to the second, both ends included."""

    @model_validator(mode="after")
    def _one_limit(self) -> Threshold:
        given = [key for key in (*_SIDES, "between") if getattr(self, key) is not None]
        if len(given) != 1:
            found = f"found {' and '.join(given)}" if given else "found none"
            raise ValueError(
                f"exactly one of at_least, above, at_most, below and between is needed; {found}"
            )
        for low, high in self._ends_by_year():
            if low is not None and high is not None and low > high:
                raise ValueError(f"between runs from the lower to the higher: [{high}, {low}]")
        return self

    def _ends_by_year(self) -> Iterator[tuple[Decimal | None, ...]]:
        """Yield the two ends of ``between`` for every year in which one of them changes."""
        ends = self.between or ()
        scheduled = [limit.by_year for limit in ends if isinstance(limit, Schedule)]
        years = sorted({int(key[:4]) for levels in scheduled for key in levels}) or [0]
        for year in years if ends else ():
            yield tuple(
                limit.level(year) if isinstance(limit, Schedule) else limit for limit in ends
            )

    @property
    def looks_elsewhere(self) -> bool:
        """Whether other areas are looked at: never."""
        return False

    @property
    def direction(self) -> Direction | None:
        """Which way the limit pulls; ``between`` pulls both ways."""
        return None if self.between else GOOD[_SIDES[self._key]]

    @property
    def _key(self) -> str:
        return next(key for key in _SIDES if getattr(self, key) is not None)

    def judge(self, case: Case, measure: AnyMeasure | None) -> Judgement:
        """Return the distance to the limit in force for the case's period."""
        assert measure is not None
        own = measure.measured(case)
        levels = [level_of(limit, case) for limit in self._limits]
        if None in levels:
            return Judgement(observed=own, without=Status.NOT_SET, reason=NO_LEVEL)
        if self.between:
            return decided(self._judge_between(own.value, levels, Judgement(observed=own)), case)
        side, level = _SIDES[self._key], levels[0]
        assert level is not None
        gap = None
        if own.value is not None:
            gap = own.value - level if GOOD[side] == "higher" else level - own.value
        judgement = Judgement(own, None, level, gap, strict=side in STRICT, good=GOOD[side])
        return decided(judgement, case)

    @staticmethod
    def _judge_between(
        own: Value | None, levels: list[Value | None], judgement: Judgement
    ) -> Judgement:
        low, high = levels
        if own is None or low is None or high is None:
            return judgement
        above_low, under_high = own - low, high - own
        gap = above_low.or_less(under_high)
        nearer = low if gap.exact == above_low.exact else high
        return Judgement(judgement.observed, None, nearer, gap)

    def worked(self, judgement: Judgement, case: Case, measure: AnyMeasure | None) -> Worked:
        """Say the distance to the limit; between two, the smaller of both distances."""
        ends = [level_of(limit, case) for limit in self.between or ()]
        own = judgement.observed
        if not ends or judgement.gap is None or own is None:
            return super().worked(judgement, case, measure)
        low, high = (number(end, OF_PLAN) for end in ends if end is not None)
        distances = (less(own.term, low), less(high, own.term))
        unit = gap_unit_of(own.unit)
        steps = [Working(*one, unit) for one in zip(_ENDS, distances, strict=True)]
        nearer = low if low.value == judgement.required else high
        return Worked(tuple(steps), nearer, Calculated("least", distances))

    @property
    def _limits(self) -> tuple[Decimal | Schedule, ...]:
        return self.between or (getattr(self, self._key),)

    def requirement(self, words: Words, unit: str) -> str:
        """Say the limit: ``mindst 85 pct.``."""
        if self.between:
            low, high = (level_words(words, limit, unit) for limit in self.between)
            return words.say(da=f"mellem {low} og {high}", en=f"between {low} and {high}")
        side = _WORDS[self._key][0 if words.lang == "da" else 1]
        return f"{side} {level_words(words, self._limits[0], unit)}"
