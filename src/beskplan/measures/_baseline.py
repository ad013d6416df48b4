"""``baseline``: what a number was, from the data or written in the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Discriminator, Tag, model_validator

from beskplan.catalogue import COUNTED_UNITS
from beskplan.errors import quoted
from beskplan.measures._change import STEPS, a_period_or
from beskplan.models import Exact, ReadBy, Strict, Word, a_word
from beskplan.numbers import Value, decimals_of, half_step_of
from beskplan.periods import Period
from beskplan.words import Text


def _day(written: object) -> date:
    if isinstance(written, date):
        return written
    text = a_word(written)
    period = Period.parse(text)
    if period.start != period.end:
        raise ValueError(f"{quoted(text)} is no day; write 2018-10-01")
    return period.start


def _period(written: object) -> Period | str:
    return a_period_or(written, *STEPS)


class BaselineSource(Strict):
    """Where a baseline stands that is written in the plan."""

    document: Word | None = None
    """The document that prints it."""
    section: Word | None = None
    """The section, or the name of the table."""
    page: Word | None = None
    """The page."""
    url: Word | None = None
    """Where the document is found."""


class Baseline(Strict):
    """A period to compare with; its figure from the data, frozen as known on a day, or stated.

    ``value`` is a figure that the document prints; it has the precision of its decimals.
    """

    period: Annotated[Period | Literal["a year before", "the period before"], ReadBy(_period)]
    """The period that is counted from."""
    as_published: Annotated[date, ReadBy(_day)] | None = None
    """The day as of which the figure is frozen; without it revisions are followed."""
    value: Exact | None = None
    """The figure that the document prints; without it the figure is that of the data."""
    source: BaselineSource | None = None
    """Where the printed figure stands."""

    @model_validator(mode="after")
    def _one_way(self) -> Baseline:
        if self.value is not None and self.as_published is not None:
            raise ValueError("baseline takes value or as_published, not both")
        if self.value is not None and not isinstance(self.period, Period):
            raise ValueError("a baseline with a value names its period")
        return self

    @property
    def from_data(self) -> Baseline:
        """The same without the value written in the plan, which is the own municipality's."""
        return self if self.value is None else self.model_copy(update={"value": None})

    def stated(self, unit: str) -> Value | None:
        """Return the value written in the plan, None where the data has it."""
        if self.value is None:
            return None
        return stated_value(self.value, unit)


def stated_value(number: Decimal, unit: str) -> Value:
    """Return a figure that a document prints, with the range of its decimals."""
    decimals = decimals_of(number)
    if unit in COUNTED_UNITS and decimals == 0:
        return Value.of(number)
    return Value.of(number, half_step_of(decimals))


def _baseline_tag(written: object) -> str:
    return "<word>" if isinstance(written, str) else "<mapping>"


ABaseline = Annotated[
    Annotated[Literal["not-stated"], Tag("<word>")] | Annotated[Baseline, Tag("<mapping>")],
    Discriminator(_baseline_tag),
]

NOT_LATER: Final = Text(
    "tallet er ikke senere end udgangspunktet", "the figure is not later than the baseline"
)
