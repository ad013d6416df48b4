"""``change``: how a number differs from what it was, in percent, points or units."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from beskplan.judgements import Made, Measured
from beskplan.models import ReadBy, Strict, a_word
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.words import PERCENT, POINTS, Text

Step = Literal["a year before", "the period before"]
STEPS: Final = ("a year before", "the period before")
BASELINE: Final = "baseline"
_LEAST: Final = Fraction(1, 10**9)  # what rounding may leave of a number that is above zero


def since(written: object) -> Period | str:
    """Return a period, or the words that move along with the judged one."""
    return a_period_or(written, *STEPS, BASELINE)


def a_period_or(written: object, *words: str) -> Period | str:
    """Return a period, or one of some words; raises ValueError for any other text."""
    if isinstance(written, Period):
        return written
    text = a_word(written)
    if text in words:
        return text
    try:
        return Period.parse(text)
    except ValueError as cause:
        raise ValueError(f"{cause}, or {', or '.join(words)}") from None


def move_misfit(as_: str | None, unit: str) -> str | None:
    """Say that a number in ``unit`` does not move ``as`` that, or None.

    Shares move in points or percent, all else in units or percent.
    """
    allowed = ("points" if unit in (PERCENT, POINTS) else "units", PERCENT)
    if as_ is None or as_ in allowed:
        return None
    return f'as: {as_} does not fit the unit "{unit}"; write {" or ".join(allowed)}'


class Change(Strict):
    """How a number differs from what it was: ``since`` which period, and ``as`` what.

    ``since`` is ``a year before``, ``the period before``, ``baseline`` (the target's) or a
    period. In percent it is 100 (now - then) / then; shares move in points or percent, all else
    in units or percent. It is taken last: of a mean ``over`` a window, if there is one. Periods
    of different length, and windows with days in common, are not comparable.

    Promise:
        Antallet på offentlig forsørgelse skal falde mere end i landet, målt i pct. over et år.

    Example:
        change: {since: a year before, as: percent}

    Given:
        unit: persons
        target: {baseline: {period: 2021M06}}

    Worked:
        in percent of a year before: {2021M03: 400, 2022M03: 380}
        in units: {with: {change: {since: a year before, as: units}}, 2021M03: 400, 2022M03: 380}
        in points:
            with: {change: {since: a year before, as: points}}
            unit: percent
            2021M03: 4.0
            2022M03: 3.8
        since the period before:
            with: {change: {since: the period before, as: units}}
            2022M02: 390
            2022M03: 380
        since the baseline, June 2021:
            with: {change: {since: baseline, as: percent}}
            2021M06: 500
            2022M03: 380
        since a named period:
            with: {change: {since: 2020M03, as: percent}}
            2020M03: 475
            2022M03: 380
        of a mean over two months:
            with: {over: {last: 2 months, take: mean}}
            2021M02: 390
            2021M03: 410
            2022M02: 370
            2022M03: 390
        of windows with days in common:
            with:
                over: {last: 2 months, take: mean}
                change: {since: the period before, as: percent}
            2022M01: 390
            2022M02: 370
            2022M03: 390
        no figure then: {2022M03: 380}
        withheld now: {2021M03: 400, 2022M03: ..}
        in percent of zero: {2021M03: 0, 2022M03: 3}
        since a period of another length:
            with: {change: {since: 2021Q1, as: percent}}
            2022M03: 380
    """

    since: Annotated[
        Period | Literal["a year before", "the period before", "baseline"], ReadBy(since)
    ]
    """The period that the change counts from."""
    as_: Literal["percent", "points", "units"] = Field(alias="as")
    """What the change is in: shares move in points or percent, all else in units or percent."""

    def unit(self, unit: str) -> str:
        """Return the unit of the change of a number in ``unit``."""
        if self.as_ == "percent":
            return PERCENT
        return POINTS if unit == PERCENT else unit

    def taken(self, now: Measured, then: Measured) -> Measured:
        """Return the change from ``then`` to ``now``: 100 (now - then) / then, or now - then."""
        unit = self.unit(now.unit)
        if now.value is None or then.value is None:
            return Measured.without_value([now, then], unit)
        figures = (*now.figures, *then.figures)
        late, early = now.value, then.value
        if now == then:
            late = early = early.without_range  # one figure is rounded one way
        if self.as_ != "percent":
            return Measured(late - early, unit, figures, made=Made("change", (now, then)))
        if early.exact <= 0:
            return Measured(None, unit, figures, incomparable=_OF_NOTHING)
        made = Made("change in percent", (now, then))
        return Measured(relative(late, early), unit, figures, made=made)


def relative(now: Value, then: Value) -> Value:
    """Return 100 (now - then) / then for ``then`` above zero.

    ``then`` stands once: now over then is what rounding can move, one less is not.
    """
    base = Value(then.exact, max(then.low, min(_LEAST, then.exact)), then.high, then.decimals)
    return Value.of(100) * (now / base) - Value.of(100)


_OF_NOTHING: Final = Text(
    "ændring i pct. af nul eller mindre siger intet",
    "a change in percent of zero or less says nothing",
)
