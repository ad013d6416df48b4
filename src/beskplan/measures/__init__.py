"""Measures: which number a target is about. One file per form; the key names the form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Final, Union

from pydantic import BeforeValidator, Discriminator, Tag

from beskplan.measures._base import Case, Measure
from beskplan.measures._baseline import ABaseline, Baseline
from beskplan.measures.difference_of import DifferenceOf
from beskplan.measures.indicator import IndicatorMeasure
from beskplan.measures.ratio_of import RatioOf
from beskplan.measures.sum_of import SumOf

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


def _one_form(written: Any) -> Any:
    found = [key for key in FORMS if isinstance(written, dict) and key in written]
    if len(found) > 1:
        raise ValueError(f"a measure has one of {', '.join(FORMS)}; found {' and '.join(found)}")
    return written


def _tag(form: type[Measure]) -> str:
    return f"<{form.__name__}>"  # no key of a plan file looks like this


if TYPE_CHECKING:
    AnyMeasure = Measure
else:
    AnyMeasure = Annotated[
        Union[*(Annotated[form, Tag(_tag(form))] for form in FORMS.values())],
        Discriminator(lambda written: _tag(form_of(written))),
        BeforeValidator(_one_form),
    ]

# A form that holds measures names AnyMeasure; it is resolved when the form is first used.
for _form in (SumOf, DifferenceOf, RatioOf):
    vars(sys.modules[_form.__module__])["AnyMeasure"] = AnyMeasure
