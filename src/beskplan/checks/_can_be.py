"""Between which numbers a measure can lie, whatever happens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Final

from beskplan.areas import municipalities
from beskplan.catalogue import COUNTED_UNITS, Catalogue, Indicator
from beskplan.measures import AnyMeasure, IndicatorMeasure
from beskplan.measures._combined import Combined
from beskplan.measures.difference_of import DifferenceOf
from beskplan.measures.ratio_of import RatioOf
from beskplan.words import PERCENT, PLACE, POINTS

_ZERO, _WHOLE = Decimal(0), Decimal(100)
_NEVER_NEGATIVE: Final = (COUNTED_UNITS - {PLACE}) | {"hours", "weeks", "conversations"}
_UNBOUNDED: Final = (  # noqa: SIM905 (a list of 32 lines reads no better)
    "udvikling,ændring,vækst,stigning,fald,forskel,afvigelse,afstand,difference,netto,balance,"
    "saldo,større,mindre,flere,færre,højere,lavere,merudgift,indeks,index,opfyldelse,belægning,"
    "dækning,udnyttelse,i forhold til,change,growth,increase,decrease,deviation,relative to,net "
).split(",")
"""In titles of what may be negative, or above 100 percent, whatever its unit."""


@dataclass(frozen=True)
class Range:
    """The smallest and the largest number, both possible; None: there is none."""

    low: Decimal | None
    high: Decimal | None

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies inside."""
        above = self.low is None or number >= self.low
        return above and (self.high is None or number <= self.high)

    @property
    def width(self) -> Decimal | None:
        """The largest distance of two numbers inside."""
        return None if self.low is None or self.high is None else self.high - self.low

    def said(self, unit: str) -> str:
        """Say it, with the unit: ``0 to 100 percent``, ``0 jobs or more``."""
        unit = "places" if unit == PLACE else unit
        if self.low is not None and self.high is not None:
            return f"{self.low:f} to {self.high:f} {unit}"
        end, way = (self.low, "more") if self.high is None else (self.high, "less")
        return f"any number of {unit}" if end is None else f"{end:f} {unit} or {way}"

    def __add__(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Range) -> Range:
        return self + Range(
            None if other.high is None else -other.high, None if other.low is None else -other.low
        )


ANYTHING: Final = Range(None, None)
_SHARE: Final = Range(_ZERO, _WHOLE)
_AMOUNT: Final = Range(_ZERO, None)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def range_of(measure: AnyMeasure, catalogue: Catalogue) -> Range:
    """Return between which numbers a measure can lie."""
    figures = range_of_figures(measure, catalogue)
    if measure.change is None:
        return figures
    if measure.change.as_ != "percent":
        return figures - figures
    return Range(-_WHOLE, None) if _is_amount(figures) else ANYTHING


def range_of_figures(measure: AnyMeasure, catalogue: Catalogue) -> Range:
    """Return between which numbers a measure can lie before its change is taken."""
    figures = _taken_together(measure, catalogue)
    if measure.over is not None and measure.over.take == "sum":
        return _AMOUNT if _is_amount(figures) else ANYTHING
    return figures


def _taken_together(measure: AnyMeasure, catalogue: Catalogue) -> Range:
    if isinstance(measure, IndicatorMeasure):
        return _range_of_indicator(catalogue[measure.indicator])
    if not isinstance(measure, Combined):
        return ANYTHING
    parts = [range_of(part, catalogue) for part in measure.parts]
    if isinstance(measure, RatioOf):
        return _AMOUNT if all(map(_is_amount, parts)) else ANYTHING
    if isinstance(measure, DifferenceOf):
        return parts[0] - parts[1]
    # Shares are added only of one denominator: together they are a share of it, too.
    return _SHARE if parts[0] == _SHARE else reduce(Range.__add__, parts)


def _is_amount(found: Range) -> bool:
    return found.low is not None and found.low >= 0


def _range_of_indicator(indicator: Indicator) -> Range:
    if indicator.unit == PLACE:
        return Range(Decimal(1), Decimal(len(municipalities())))
    if indicator.unit == POINTS:
        return _SHARE - _SHARE
    is_part = indicator.unit == PERCENT and (indicator.numerator or indicator.denominator)
    said = f"{indicator.id} {indicator.title}".lower()
    if not is_part and any(word in said for word in _UNBOUNDED):
        return ANYTHING
    if indicator.unit == PERCENT:
        return _SHARE
    return _AMOUNT if indicator.unit in _NEVER_NEGATIVE else ANYTHING
