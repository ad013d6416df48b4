"""Measures: which number a target is about. One file per form; the key names the form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

from beskplan.measures._base import Case, Measure
from beskplan.measures._baseline import ABaseline, Baseline
from beskplan.measures.difference_of import DifferenceOf
from beskplan.measures.indicator import IndicatorMeasure
from beskplan.measures.ratio_of import RatioOf
from beskplan.measures.sum_of import SumOf
from beskplan.models import OneOf

__all__ = [
    "FORMS",
    "ABaseline",
    "AnyMeasure",
    "Baseline",
    "Case",
    "IndicatorMeasure",
    "Measure",
    "form_of",
]

FORMS: Final[dict[str, type[Measure]]] = {
    "indicator": IndicatorMeasure,
    "sum_of": SumOf,
    "difference_of": DifferenceOf,
    "ratio_of": RatioOf,
}
"""The forms by the key that names them in a plan file."""


def form_of(written: Any) -> type[Measure]:
    """Return the form of what stands in a file; without any known key that of an indicator."""
    if isinstance(written, Measure):
        return type(written)
    keys = written if isinstance(written, dict) else ()
    return next((FORMS[key] for key in FORMS if key in keys), IndicatorMeasure)


def _form_named(written: dict[str, Any]) -> tuple[str, type[Measure]]:
    found = [key for key in FORMS if key in written]
    if len(found) > 1:
        raise ValueError(f"a measure has one of {', '.join(FORMS)}; found {' and '.join(found)}")
    form = form_of(written)
    return f"<{form.__name__}>", form  # no key of a plan file looks like this


if TYPE_CHECKING:
    AnyMeasure = Measure
else:
    AnyMeasure = Annotated[Measure, OneOf(Measure, _form_named, FORMS.values)]

# A form that holds measures names AnyMeasure; it is resolved when the form is first used.
for _form in (SumOf, DifferenceOf, RatioOf):
    vars(sys.modules[_form.__module__])["AnyMeasure"] = AnyMeasure
