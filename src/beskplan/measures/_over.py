"""``over``: the mean or the sum over a window that ends with the judged period."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field, model_validator

from beskplan.catalogue import ADDED_UNITS
from beskplan.errors import quoted
from beskplan.judgements import Made, Measured
from beskplan.measures._change import a_period_or
from beskplan.models import ReadBy, Strict, a_word, exactly_one
from beskplan.numbers import Value
from beskplan.periods import Period
from beskplan.words import Text

THIS_YEAR: Final = "this year"
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_LENGTH: Final = re.compile(r"([1-9][0-9]{0,2}) (month|quarter|year)s?")


class Window(NamedTuple):
    """So many months, quarters or years, in months."""

    months: int


def _window(written: object) -> Window:
    if isinstance(written, Window):
        return written
    text = a_word(written)
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise ValueError(f"{quoted(text)} is no length; write 12 months, or 4 quarters")
    return Window(int(found[1]) * _MONTHS[found[2]])


def _start(written: object) -> Period | str:
    return a_period_or(written, THIS_YEAR)


class Over(Strict):
    """A window: the ``last`` so many months, quarters or years, or ``from`` a time to date.

    It ends with the judged period, and ``take`` says ``mean`` or ``sum`` of the figures in it.
    ``from`` is ``this year`` (1 January) or a period. A sum is of counts only; a window with a
    hole has no value, and the reason names the periods.

    Promise:
        fredericia-2023-draft smaajob

    Example:
        over: {last: 3 months, take: mean}

    Given:
        unit: jobs

    Worked:
        mean of three months: {2022M01: 4, 2022M02: 5, 2022M03: 9}
        sum of two months:
            with: {over: {last: 2 months, take: sum}}
            2022M02: 5
            2022M03: 9
        sum of the year so far:
            with: {over: {from: this year, take: sum}}
            2021M12: 7
            2022M01: 4
            2022M02: 5
            2022M03: 9
        sum from a period:
            with: {over: {from: 2021M12, take: sum}}
            2021M12: 7
            2022M01: 4
            2022M02: 5
            2022M03: 9
        zero is a figure: {2022M01: 0, 2022M02: 0, 2022M03: 9}
        a month withheld: {2022M01: 4, 2022M02: .., 2022M03: 9}
        a month not published: {2022M01: 4, 2022M03: 9}
        sum of shares:
            with: {over: {last: 2 months, take: sum}}
            unit: percent
            2022M02: 5.0
            2022M03: 9.0
        mean of three months of quarterly figures: {covers: quarter, 2021Q4: 4, 2022Q1: 9}
        mean of four months of quarterly figures:
            with: {over: {last: 4 months, take: mean}}
            covers: quarter
            2021Q4: 4
            2022Q1: 9
    """

    model_config = exactly_one("last", "from")

    last: Annotated[Window, ReadBy(_window)] | None = None
    """How long the window is, such as 12 months or 4 quarters."""
    from_: Annotated[Period | Literal["this year"], ReadBy(_start)] | None = Field(
        default=None, alias="from"
    )
    """Where the window begins: this year (1 January), or a period."""
    take: Literal["mean", "sum"]
    """What is taken of the figures in the window; a sum is of counts only."""

    @model_validator(mode="after")
    def _one(self) -> Over:
        if (self.last is None) == (self.from_ is None):
            raise ValueError("over takes exactly one of last and from")
        return self

    def span(self, period: Period) -> Period | None:
        """Return the window that ends with a period; None where none can."""
        if period.months is None:
            return None
        try:
            start = self._first_day(period)
        except ValueError:  # before 1900
            return None
        return Period(start, period.end) if start <= period.start else None

    def _first_day(self, period: Period) -> date:
        if self.last is not None:
            return period.shifted(period.months or 0).shifted(-self.last.months).start
        if isinstance(self.from_, Period):
            return self.from_.start
        return date(period.year, 1, 1)

    def taken(self, period: Period, unit: str, figure: Callable[[Period], Measured]) -> Measured:
        """Return mean or sum of the figures of the window; a hole leaves no value.

        Args:
            period: the judged one, the last of the window.
            unit: of the figures.
            figure: gives the figure of one period.
        """
        span = self.span(period)
        periods = None if span is None else tiled(span, period)
        if periods is None:
            return Measured(None, unit, incomparable=_NO_FIT)
        if self.take == "sum" and unit not in ADDED_UNITS:
            return Measured(None, unit, incomparable=_NO_SUM)
        total = added([figure(one) for one in periods], unit)
        return total if self.take == "sum" else mean_of(total)


def tiled(span: Period, period: Period) -> list[Period] | None:
    """Return the periods as long as ``period`` that fill a span exactly, oldest first."""
    if not period.months or not span.months or span.months % period.months:
        return None
    count = span.months // period.months
    return [period.shifted(-period.months * before) for before in range(count - 1, -1, -1)]


def added(parts: list[Measured], unit: str) -> Measured:
    """Return the sum of measured values; what is missing in any is missing in the sum."""
    total = Value.of(0)
    for part in parts:
        if part.value is None:
            return Measured.without_value(parts, unit)
        total += part.value
    figures = tuple(figure for part in parts for figure in part.figures)
    return Measured(total, unit, figures, made=Made("sum", tuple(parts)))


def mean_of(total: Measured) -> Measured:
    """Return the mean of what a sum was made of; without a sum there is none."""
    if total.value is None or total.made is None:
        return total
    value = total.value / Value.of(len(total.made.of))
    return replace(total, value=value, made=Made("mean", total.made.of))


_NO_FIT: Final = Text(
    "vinduet går ikke op i tallenes perioder",
    "the window is not a whole number of the figures' periods",
)
_NO_SUM: Final = Text(
    "andele og gennemsnit kan ikke lægges sammen over tid",
    "shares and averages cannot be added over time",
)
