"""Measures: which number a target is about. One file per form."""

from beskplan.measures._base import Case, Measure
from beskplan.measures.indicator import IndicatorMeasure

__all__ = ["AnyMeasure", "Case", "IndicatorMeasure", "Measure"]

AnyMeasure = IndicatorMeasure
